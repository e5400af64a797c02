"""The recovery sheet: the root key as 33 words on paper (SLIP-0039, one share of one, no passphrase).

It refuses words that were mistyped and says which; it refuses another house's sheet.
"""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path

from django.utils.translation import gettext as _
from shamir_mnemonic import MnemonicError, combine_mnemonics, generate_mnemonics, wordlist
from shamir_mnemonic.constants import CHECKSUM_LENGTH_WORDS, RADIX_BITS
from shamir_mnemonic.rs1024 import create_checksum, verify_checksum
from shamir_mnemonic.share import Share

from underrose.ground.vault import keys, root
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


def restore(words: str | list[str], to: Path | None = None) -> None:
    """Put the root key back where this house keeps it, or into a file.

    Raises SheetRefused; RootForeign where a different key lies there; RootNotHere where nobody can write.
    """
    put_back(_key_of_this_house(words), to)


def put_back(key: Secret, to: Path | None = None) -> None:
    """Lay a root key that came from paper into its place. Raises RootForeign, RootNotHere."""
    (root.KeyFile(to) if to else root.source()).write(key)


def refuse_foreign(key: Secret) -> None:
    """Raises SheetRefused for the root key of another house. A machine without data can't tell."""
    known = keys.known_roots() or {root.root_id(found) for found in root.source().read()}
    if known and root.root_id(key) not in known:
        raise SheetRefused(_("These words are right, but of another house or of a former root key."))


def _key_of_this_house(words: str | list[str]) -> Secret:
    key = _key(typed(words))
    refuse_foreign(key)
    return key


def typed(words: str | list[str]) -> list[str]:
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
        if Share.from_mnemonic(" ".join(words)).member_threshold > 1:
            raise SheetRefused(_("This is one of several shares, and not a sheet that opens alone."))
        key = Secret(combine_mnemonics([" ".join(words)]))
    except MnemonicError:
        raise SheetRefused(suspicion(words)) from None
    if len(key) != root.SIZE:
        raise SheetRefused(_("These words are a recovery sheet of something else."))
    return key


def suspicion(words: list[str]) -> str:
    """What is wrong, where the checksum can tell: it tells up to three wrong words from right ones."""
    indices = [wordlist.WORD_INDEX_MAP[word] for word in words]
    for place in range(len(indices) - 1):
        swapped = [*indices]
        swapped[place : place + 2] = reversed(indices[place : place + 2])
        if swapped != indices and verify_checksum(swapped, _CHECKSUM_OF):
            return _("Words %(first)d and %(second)d seem to have changed places.") % {
                "first": place + 1,
                "second": place + 2,
            }
    if (wrong := _wrong_place(indices)) is not None:
        return _("Word %(place)d, “%(word)s”, doesn't fit the others. Look at it again on the sheet.") % {
            "place": wrong + 1,
            "word": words[wrong],
        }
    return _("Several words are wrong, or in the wrong order. Compare each with the sheet.")


def _wrong_place(indices: list[int]) -> int | None:
    """The one word that, changed, would make the checksum right.

    The checksum is linear: each flipped bit of a word changes it by the same amount whatever the rest is, so all 1,024
    words in one place are sums of ten amounts.
    """
    data, given = indices[:-CHECKSUM_LENGTH_WORDS], indices[-CHECKSUM_LENGTH_WORDS:]
    right = create_checksum(data, _CHECKSUM_OF)
    differing = [place for place, (one, other) in enumerate(zip(right, given, strict=True)) if one != other]
    if len(differing) == 1:
        return len(data) + differing[0]
    wanted = _number(right) ^ _number(given)
    for place in range(len(data)):
        sums = {0}
        for bit in range(RADIX_BITS):
            flipped = [*data[:place], data[place] ^ 1 << bit, *data[place + 1 :]]
            amount = _number(create_checksum(flipped, _CHECKSUM_OF)) ^ _number(right)
            sums |= {each ^ amount for each in sums}
        if wanted in sums:
            return place
    return None


def _number(words: list[int]) -> int:
    return sum(word << RADIX_BITS * place for place, word in enumerate(words))
