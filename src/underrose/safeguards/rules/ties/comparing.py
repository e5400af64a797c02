"""Compare values by their keyed forms alone: words go in with the group's key, and what comes out can't be read.

A form is made once, by `form`; `alike` sees forms only. Keys are 48 bits of HMAC-SHA256 (RFC 2104) under the key of
one group, so that the same employer in another group has another form.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, pairwise

from underrose.safeguards.rules.ties import normalising
from underrose.safeguards.rules.ties.kinds import PERSON, Kind

_BYTES = 6
_FORGIVES = 5  # letters from which on one typing mistake is forgiven
_TOGETHER = (6, 30)  # letters between which words written as one are recognised

Keyed = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Word:
    """One word's key, those of its deletions, that of its first letter, and how long it is, roughly."""

    key: str
    near: tuple[str, ...]  # in the order of the letters
    first: str
    length: int  # 1 for an initial, 5 for five letters and more


@dataclass(frozen=True, slots=True)
class Form:
    """One value as it is compared."""

    kind: str
    own: tuple[Word, ...]
    shared: frozenset[str]
    numbers: frozenset[str]
    together: Word | None
    initials: str


def keyed(secret: bytes) -> Keyed:
    """What turns a word into its key, under one group's secret."""
    return lambda word: base64.b64encode(hmac.digest(secret, word.encode(), hashlib.sha256)[:_BYTES]).decode()


def form(kind: str, value: str, key: Keyed) -> Form | None:
    """The form of one value; None where it holds no word."""
    found = normalising.words(kind, value)
    if not (found.own or (found.numbers and kind != PERSON)):
        return None
    least, most = _TOGETHER
    is_together = least <= len(found.run_together) <= most and kind != PERSON
    return Form(
        kind,
        tuple(_word(word, key) for word in found.own),
        frozenset(map(key, found.shared)),
        frozenset(map(key, found.numbers)),
        _word(found.run_together, key) if is_together else None,
        key(found.initials) if found.initials else "",
    )


def _word(word: str, key: Keyed) -> Word:
    near = normalising.deletions(word) if len(word) >= _FORGIVES - 1 else []
    return Word(key(word), tuple(map(key, near)), key("initial " + word[0]), min(len(word), _FORGIVES))


def candidates(one: Iterable[tuple[int, Form]], others: Iterable[tuple[int, Form]]) -> Iterator[tuple[int, int]]:
    """The pairs (place in one, place in others) that share a key at all: an index from key to place, one pass each."""
    places: dict[str, set[int]] = defaultdict(set)
    for place, found in others:
        for key in _keys(found):
            places[key].add(place)
    for place, found in one:
        yield from ((place, other) for other in sorted(set().union(*(places.get(key, ()) for key in _keys(found)))))


def _keys(found: Form) -> Iterator[str]:
    for word in chain(found.own, [found.together] if found.together else []):
        yield word.key
        yield from word.near
    if found.initials:
        yield found.initials
    if not found.own:
        yield from found.numbers


@dataclass(frozen=True, slots=True)
class Alike:
    """Two values are the same, as far as one can tell; `is_perhaps` where a person should not lean on it."""

    is_perhaps: bool = False


def alike(one: Form, other: Form) -> Alike | None:
    """Whether two forms are of the same thing."""
    if PERSON in (one.kind, other.kind):
        return _same_person(one, other)
    if not _numbers_agree(one, other):
        return None
    if _is_short_for(one, other) or _is_short_for(other, one):
        return Alike(is_perhaps=True)
    if one.shared - other.shared and other.shared - one.shared:
        return Alike() if _written_together(one, other) else None
    return Alike() if _own_words_agree(one, other) or _written_together(one, other) else None


def _numbers_agree(one: Form, other: Form) -> bool:
    return one.numbers == other.numbers


def _own_words_agree(one: Form, other: Form) -> bool:
    less, more = sorted((one, other), key=lambda found: len(found.own))
    matched = _matched(less.own, more.own)
    if matched is None:
        return False
    extra = len(more.own) - len(less.own)
    evidence = len(less.own) + len(less.numbers)
    if not less.own:
        return not extra
    return not extra or (evidence >= 2 and extra <= (3 if one.kind in (Kind.HOUSEHOLD, Kind.THERAPIST) else 1))


def _matched(less: tuple[Word, ...], more: tuple[Word, ...]) -> int | None:
    """How many words found their like exactly; None where one found none."""
    left, exact, mistyped = list(more), 0, []
    for word in less:
        same = next((other for other in left if other.key == word.key), None)
        if same is None:
            mistyped.append(word)
        else:
            left.remove(same)
            exact += 1
    for word in mistyped:
        near = next((other for other in left if _is_near(word, other, is_backed=exact > 0)), None)
        if near is None:
            return None
        left.remove(near)
    return exact


def _is_near(one: Word, other: Word, *, is_backed: bool = False) -> bool:
    """Whether one typing mistake lies between two words; in a word of four letters only where another one agrees."""
    least = _FORGIVES - 1 if is_backed else _FORGIVES
    if max(one.length, other.length) < least:
        return False
    if one.key in other.near or other.key in one.near:
        return True
    if len(one.near) != len(other.near):
        return False
    pairs = list(zip(one.near, other.near, strict=True))
    wrong = any(left == other_left for left, other_left in pairs)
    return wrong or any(a == d and b == c for (a, c), (b, d) in pairwise(pairs))


def _written_together(one: Form, other: Form) -> bool:
    """`Wal Mart` and `Walmart`: the same letters, cut into words differently."""
    if one.together is None or other.together is None:
        return False
    if one.together.key == other.together.key:
        return True
    cut_differently = len(one.own) + len(one.shared) != len(other.own) + len(other.shared)
    return cut_differently and _is_near(one.together, other.together)


def _is_short_for(one: Form, other: Form) -> bool:
    """`MIT` for a name of which these are the first letters."""
    return bool(other.initials) and len(one.own) == 1 and not one.shared and one.own[0].key == other.initials


def _same_person(one: Form, other: Form) -> Alike | None:
    """Two words of a name agree, of which one may be an initial; a single name is worth a second look."""
    less, more = sorted((one, other), key=lambda found: len(found.own))
    if not less.own:
        return None
    left, certain, initial = list(more.own), 0, 0
    for word in less.own:
        same = next((other for other in left if other.key == word.key), None)
        same = same or next((other for other in left if _is_near(word, other, is_backed=certain > 0)), None)
        if same is not None:
            left.remove(same)
            certain += 1
    for word in less.own:
        near = next((other for other in left if _is_initial_of(word, other)), None)
        if near is not None:
            left.remove(near)
            initial += 1
    missing = len(less.own) - certain - initial
    if certain >= 2:
        return Alike(is_perhaps=missing > 0) if missing <= 1 else None
    if certain == 1 and (initial or len(less.own) == 1):
        return Alike(is_perhaps=True)
    return None


def _is_initial_of(one: Word, other: Word) -> bool:
    return one.first == other.first and (one.length == 1) != (other.length == 1)
