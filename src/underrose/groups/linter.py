"""Find the names of members in what somebody has written. It points; it never blocks, and never says whose.

A note about one person that names another tells on both (keep others out of a member's record; minimum necessary, 45
CFR 164.502(b)). Both chosen and legal names are looked for; the answer holds only words that the writer typed, so that
no name leaves the vault by it. It finds names that are written as they are kept, in any case, with or without accents;
not nicknames, initials or descriptions.
"""

from __future__ import annotations

import re
import unicodedata
import uuid
from collections.abc import Iterable

from underrose.ground.vault.models import SealedRow
from underrose.groups.circle import revealed
from underrose.groups.models import Membership

SHORTEST = 3  # a part of a legal name; shorter ones are particles and initials
PARTICLES = frozenset("and bin dal das del della der des dos ibn las los san the van von zum zur".split())
# Words of every day that are names too: pointed at only where they begin with a capital.
EVERYDAY = frozenset(
    "april ash august bay bill brook chance clay clover cove dawn drew dune faith flint frost grace grant grove guy "
    "harbor hope ivy jack joy june lake mark may meadow mike moss olive pat pearl penny pine rain reed ridge river rob "
    "robin rose rue sage shore sky stone sue summer swift teal tide vale will willow".split()
)
_WORD = re.compile(r"(?:[^\W_][\u0300-\u036f]*)+")  # a letter with its loose accents is one letter
_APOSTROPHES = str.maketrans("", "", "'’ʼ`")
_HYPHENS = str.maketrans("", "", "-‐‑")
_STROKES = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"}
)  # no accents to drop


def folded(text: str) -> str:
    """Without case, accents and other marks: how two writings of one name are compared."""
    # By way of capitals, since some letters (the dotless i) have none of their own.
    apart = unicodedata.normalize("NFKD", text.upper().casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter)).translate(_STROKES)


def spoken(text: str) -> list[tuple[str, int, int]]:
    """The words of a text, folded, each with where it begins and ends."""
    return [(folded(match[0]), match.start(), match.end()) for match in _WORD.finditer(text)]


def named(membership: Membership, texts: Iterable[str]) -> list[str]:
    """Words in `texts` that are names of others who are or were in this member's group. Two queries."""
    rows = list(Membership.objects.filter(group=membership.group_id).select_related("member"))
    wanted: list[tuple[SealedRow, str]] = [(row, "chosen_name") for row in rows]
    wanted += [(row.member, "legal_name") for row in rows]
    words = revealed(wanted)
    chosen, legal = words[: len(rows)], words[len(rows) :]
    own = [n for n, row in enumerate(rows) if row.member_id == membership.member_id]
    others = [n for n in range(len(rows)) if n not in own]
    return found(
        "\n".join(texts),
        chosen=[chosen[n] for n in others],
        legal=[legal[n] for n in others],
        own=[name for n in own for name in (chosen[n], legal[n])],
    )


def named_in(group_id: uuid.UUID, texts: Iterable[str]) -> list[str]:
    """Words in `texts` that are names of anybody who is or was in this group: for what leaves it. Two queries."""
    rows = list(Membership.objects.filter(group=group_id).select_related("member"))
    wanted: list[tuple[SealedRow, str]] = [(row, "chosen_name") for row in rows]
    words = revealed([*wanted, *((row.member, "legal_name") for row in rows)])
    return found("\n".join(texts), chosen=words[: len(rows)], legal=words[len(rows) :])


def found(text: str, *, chosen: Iterable[str], legal: Iterable[str], own: Iterable[str] = ()) -> list[str]:
    """The words of `text` that are one of these names, as they were typed, each once, in order."""
    mine = {part for name in own for part in _parts(name)} | {_run(name) for name in own}
    runs = {_run(name) for name in chosen} | {part for name in legal for part in _parts(name)}
    runs -= mine
    words = [(start, end, word) for word, start, end in spoken(text)]
    spans = [span for run in runs if run for span in _spans(run, words, text)]
    hits: dict[str, str] = {}
    for start, end in sorted(spans):
        hits.setdefault(folded(text[start:end]), text[start:end])
    return list(hits.values())


def _run(name: str) -> tuple[str, ...]:
    """A whole name, word by word."""
    run = tuple(folded(word) for word in _WORD.findall(name))
    return run if sum(map(len, run)) > 1 else ()


def _parts(name: str) -> set[tuple[str, ...]]:
    """Each part of a legal name that can stand for the person, also as written without apostrophe or hyphen."""
    bare = name.translate(_APOSTROPHES)
    written = (name, bare, bare.translate(_HYPHENS))
    parts = {folded(word) for writing in written for word in _WORD.findall(writing)}
    return {(part,) for part in parts if _can_stand_alone(part)}


def _can_stand_alone(part: str) -> bool:
    return (len(part) >= SHORTEST or _is_wide(part)) and part not in PARTICLES


def _is_wide(word: str) -> bool:
    """Written without spaces between words, as Chinese and Japanese are."""
    return any(unicodedata.east_asian_width(letter) in "WF" for letter in word)


def _spans(run: tuple[str, ...], words: list[tuple[int, int, str]], text: str) -> Iterable[tuple[int, int]]:
    """Where a name stands: as whole words, one of them perhaps with an `s`; inside a word where none are parted."""
    if len(run) == 1 and _is_wide(run[0]):
        plain = unicodedata.normalize("NFKC", run[0])
        return [(match.start(), match.end()) for match in re.finditer(re.escape(plain), text.casefold())]
    size = len(run)
    starts = range(len(words) - size + 1)
    spans = [(words[n][0], words[n + size - 1][1]) for n in starts if _same(run, words[n : n + size])]
    if size == 1 and run[0] in EVERYDAY:
        return [span for span in spans if text[span[0]].isupper()]
    return spans


def _same(run: tuple[str, ...], words: list[tuple[int, int, str]]) -> bool:
    *first, last = (word for _start, _end, word in words)
    return tuple(first) == run[:-1] and last in (run[-1], f"{run[-1]}s")
