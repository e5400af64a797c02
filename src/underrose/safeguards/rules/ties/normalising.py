"""Bring what somebody typed into a form in which another person's spelling of the same thing is recognised.

Pure: words in, words out; it keeps nothing. Case, accents, punctuation, company suffixes, abbreviations, word order,
"&" and single typing mistakes are forgiven; numbers never are, since 12 Oak Street is not 14 Oak Street.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from underrose.safeguards.rules.ties import vocabulary as table
from underrose.safeguards.rules.ties.kinds import PERSON, Kind

_DOTTED = re.compile(r"\b(\w)\.(?=\w\b)")
_NUMBERED = re.compile(r"([a-z]+)(\d+)\b")
_ORDINAL = re.compile(r"\b(\d+)(?:st|nd|rd|th)\b")
_OWNED = re.compile(r"['’`´]s\b")
_SIGNS = re.compile(r"['’`´]")
_WORDS = re.compile(r"[^\W_]+")
_POSTCODE = re.compile(r"\d{5}(?:-\d{4})?\s*$")
_ADDRESSES = frozenset({Kind.HOUSEHOLD, Kind.STREET})
_MEANT = frozenset({"first", "saint", "store"})  # short ones that no name is near
_SNAPPED = 6  # letters from which on a mistyped shared word is taken for the word


@dataclass(frozen=True, slots=True)
class Words:
    """One value: its own words, those that many such values share, and its numbers."""

    own: tuple[str, ...]
    shared: tuple[str, ...]
    numbers: tuple[str, ...]
    run_together: str  # all of it in its order, without numbers
    initials: str  # of three words and more

    def __repr__(self) -> str:
        return "Words()"


def words(kind: str, value: str) -> Words:
    """The words of one value of one kind, empty where it holds none."""
    found = list(_tidied(kind, value))
    own = [word for word in found if not word.isdigit() and word not in table.SHARED]
    shared = [word for word in found if word in table.SHARED]
    if not own or kind == PERSON:
        own, shared = [word for word in found if not word.isdigit()], []
    spoken = [word for word in found if not word.isdigit()]
    return Words(
        tuple(dict.fromkeys(own)),
        tuple(dict.fromkeys(shared)),
        tuple(dict.fromkeys(word for word in found if word.isdigit())),
        "".join(spoken),
        "".join(word[0] for word in spoken) if len(spoken) >= 3 and kind != PERSON else "",
    )


def _tidied(kind: str, value: str) -> Iterator[str]:
    plain = _plain(value)
    if kind in _ADDRESSES:
        plain = _POSTCODE.sub("", plain)
    plain = _OWNED.sub("", plain.replace("&", " and ").replace("+", " and ").replace("#", " unit "))
    plain = _DOTTED.sub(r"\1", _SIGNS.sub("", plain))
    plain = _ORDINAL.sub(r"\1", _NUMBERED.sub(r"\1 \2", plain))
    found = _WORDS.findall(plain)
    if kind not in table.NAMES_IN:
        found = _letters_joined(found)
    short, is_after_unit = table.SHORT | table.SHORT_IN.get(kind, {}), False
    for place, word in enumerate(found):
        if is_after_unit and (word.isdigit() or len(word) == 1):
            is_after_unit = False
            continue
        is_after_unit = kind in _ADDRESSES and (word in table.UNIT or _shared(word) in table.UNIT)
        if is_after_unit or _says_nothing(kind, word, is_alone=len(found) == 1):
            continue
        if kind == PERSON or word in table.CALLED:
            yield table.CALLED.get(word, word) if kind in table.NAMES_IN else word
        elif kind in _ADDRESSES and word == "st" and place == 0:
            yield "saint"
        else:
            yield from _meant(word, short)


def _meant(word: str, short: dict[str, str]) -> Iterator[str]:
    """The words that a word or its abbreviation stands for, each in the singular."""
    for part in short.get(word, short.get(_shared(word), word)).split():
        yield _shared(_one(part))


def _says_nothing(kind: str, word: str, *, is_alone: bool) -> bool:
    if is_alone:
        return False
    if word in table.DROPPED:
        return kind != PERSON or word in ("the", "and")
    if kind in table.NAMES_IN:
        return word in table.TITLES
    return word in table.SUFFIXES


def _plain(value: str) -> str:
    """Lower case without accents (Unicode's compatible decomposition)."""
    apart = unicodedata.normalize("NFKD", value.casefold().translate(table.LETTERS))
    return "".join(letter for letter in apart if not unicodedata.combining(letter)).casefold()


def _letters_joined(found: list[str]) -> list[str]:
    """`j p morgan` and `jp morgan` are one."""
    joined: list[str] = []
    run = ""
    for word in [*found, ""]:
        if len(word) == 1 and word.isalpha():
            run += word
            continue
        joined += [run] * bool(run) + [word] * bool(word)
        run = ""
    return joined


def _one(word: str) -> str:
    """A plural as its singular, roughly: both sides go through the same."""
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


@lru_cache(maxsize=1)
def _mistyped() -> dict[str, str]:
    """{a shared word with one letter missing: the word}."""
    return {less: word for word in _forgiven() for less in deletions(word)}


@lru_cache(maxsize=1)
def _forgiven() -> frozenset[str]:
    long = (word for word in (*table.SHARED, *table.SHORT, *table.UNIT) if len(word) >= _SNAPPED)
    return frozenset(long) | _MEANT


def _shared(word: str) -> str:
    """A shared word typed with one mistake, as it is meant."""
    if len(word) < min(map(len, _MEANT)) - 1 or word in table.SHARED or word.isdigit():
        return word
    near = _mistyped()
    meant = {near[less] for less in (word, *deletions(word)) if less in near}
    meant |= {less for less in deletions(word) if less in _forgiven()}
    return meant.pop() if len(meant) == 1 else word


def deletions(word: str) -> list[str]:
    """The word with each one of its letters left out, in their order.

    One typing mistake lies between two words (symmetric deletion) when one is among these of the other: a letter
    missing or too many; when they share one at the same place: a letter wrong; or two crosswise: neighbors exchanged.
    """
    return [word[:place] + word[place + 1 :] for place in range(len(word))]
