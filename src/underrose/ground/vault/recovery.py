"""The recovery sheet: the root key as 33 words on paper (SLIP-0039, one share of one, no passphrase).

It refuses words that were mistyped and says which; it refuses another house's sheet.
"""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path

from django.utils.translation import gettext as _
from shamir_mnemonic import MnemonicError, combine_mnemonics, generate_mnemonics, wordlist
from shamir_mnemonic.rs1024 import verify_checksum

from underrose.ground.vault import keys, root
from underrose.ground.vault.models import PracticeKey
from underrose.ground.vault.secret import Secret

WORDS = 33
_CHECKSUM_OF = b"shamir_extendable"  # SLIP-0039: the customisation string of extendable shares


class SheetRefused(root.KeyTrouble):
    """What was typed isn't this house's recovery sheet; `said` says what to look at."""

    status = 409


def sheet() -> list[str]:
    """The house's root key as 33 words. Each sheet differs from the last one; all of them open the same house."""
    [[words]] = generate_mnemonics(1, [(1, 1)], bytes(keys.root_key()))
    return str(words).split()


def check(words: str | list[str]) -> None:
    """Say whether these words are this house's root key. Raises SheetRefused, which names a mistyped word."""
    _key_of_this_house(words)


def restore(words: str | list[str], path: Path) -> None:
    """Write the root key file again. Raises SheetRefused; RootForeign where a different key lies there."""
    root.KeyFile(path).write(_key_of_this_house(words))


def _key_of_this_house(words: str | list[str]) -> Secret:
    key = _key(_typed(words))
    known = set(PracticeKey.objects.values_list("root_id", flat=True).distinct())
    known = known or {root.root_id(found) for found in root.source().read()}
    if known and root.root_id(key) not in known:
        raise SheetRefused(_("These words are a recovery sheet, but of another house or of a former root key."))
    return key


def _typed(words: str | list[str]) -> list[str]:
    """The words as the list has them; four letters are enough for each."""
    given = (words if isinstance(words, str) else " ".join(words)).lower().replace(",", " ").split()
    given = [word for word in given if not word.rstrip(".").isdigit()]  # the numbers in front of the words
    by_four = {word[:4]: word for word in wordlist.WORDLIST}
    found = []
    for place, word in enumerate(given, start=1):
        whole = word if word in wordlist.WORD_INDEX_MAP else by_four.get(word) if len(word) == 4 else None
        if whole is None:
            close = get_close_matches(word, wordlist.WORDLIST, n=1)
            hint = _(" Did you mean “%s”?") % close[0] if close else ""
            raise SheetRefused(
                _("Word %(place)d, “%(word)s”, is not a word of a recovery sheet.%(hint)s")
                % {"place": place, "word": word, "hint": hint}
            )
        found.append(whole)
    if len(found) != WORDS:
        raise SheetRefused(_("A recovery sheet has 33 words; these are %d.") % len(found))
    return found


def _key(words: list[str]) -> Secret:
    try:
        key = Secret(combine_mnemonics([" ".join(words)]))
    except MnemonicError:
        raise SheetRefused(_suspicion(words)) from None
    if len(key) != root.SIZE:
        raise SheetRefused(_("These words are a recovery sheet of something else."))
    return key


def _suspicion(words: list[str]) -> str:
    """Which word is wrong. The checksum tells up to three wrong words from right ones, so one that mends it is it."""
    indices = [wordlist.WORD_INDEX_MAP[word] for word in words]
    for place in range(len(indices) - 1):
        swapped = [*indices]
        swapped[place : place + 2] = reversed(indices[place : place + 2])
        if swapped != indices and verify_checksum(swapped, _CHECKSUM_OF):
            return _("Words %(first)d and %(second)d seem to have changed places.") % {
                "first": place + 1,
                "second": place + 2,
            }
    for place in range(len(indices)):
        for other in range(len(wordlist.WORDLIST)):
            if verify_checksum([*indices[:place], other, *indices[place + 1 :]], _CHECKSUM_OF):
                return _("Word %(place)d, “%(word)s”, doesn't fit the others. Look at it again on the sheet.") % {
                    "place": place + 1,
                    "word": words[place],
                }
    return _("Several words are wrong, or in the wrong order. Compare each with the sheet.")
