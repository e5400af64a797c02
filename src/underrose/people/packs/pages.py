"""What the pages of the law show: statements by topic for staff, plain sentences for members."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from underrose.people.packs import applying, shapes
from underrose.people.packs.models import Laws
from underrose.people.packs.reading import Pack, Statement
from underrose.people.packs.shapes import Choice, Words

_LIMITS = ("warn", "reporting", "privilege", "consent")


@dataclass(frozen=True, slots=True)
class Line:
    """One statement, as staff see it."""

    pack: Pack
    statement: Statement
    short: str  # its values in words: “Must warn or protect”, “30 days”
    kind: Words
    basis: Words
    is_sure: bool


@dataclass(frozen=True, slots=True)
class Section:
    """One topic with what is said on it."""

    topic: str
    label: Words
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Bound:
    """One kind of person, and what binds them, in plain words."""

    label: Words
    sentences: tuple[str, ...]


def sections(packs: Sequence[Pack], laws: Laws | None) -> tuple[Section, ...]:
    """Every topic that these packs speak on."""
    found = ((topic, shape, applying.said(packs, topic)) for topic, shape in shapes.TOPICS.items())
    return tuple(
        Section(topic, shape.label, tuple(_line(*one, topic, laws) for one in sorted(said, key=_order(topic))))
        for topic, shape, said in found
        if said
    )


def unsure(sections: Iterable[Section]) -> int:
    """How many statements still need a lawyer."""
    return sum(1 for section in sections for line in section.lines if not line.is_sure)


def bound(packs: Sequence[Pack], laws: Laws | None) -> tuple[Bound, ...]:
    """Who must keep what: each kind of person with its sentences, wide place before narrow."""
    said = _plain(packs, laws, "bound")
    people = ((who, label) for who, label in shapes.WHO.words.items())
    found = (Bound(label, tuple(one.plain for one in said if one.values.get("who") == who)) for who, label in people)
    return tuple(one for one in found if one.sentences)


def limits(packs: Sequence[Pack], laws: Laws | None) -> tuple[str, ...]:
    """When something may have to be told, in plain words. A narrower place adds to what holds anywhere."""
    return tuple(one.plain for topic in _LIMITS for one in _plain(packs, laws, topic))


def _plain(packs: Sequence[Pack], laws: Laws | None, topic: str) -> list[Statement]:
    """What may be shown to members, in the order of the packs."""
    found = ((pack, one) for pack in packs for one in pack.on(topic))
    return [one for pack, one in found if one.plain and applying.is_sure(laws, pack, one)]


def _order(topic: str) -> Callable[[applying.Said], int]:
    """By the topic's own first choice: who, what about, to whom; beside that as the packs come."""
    choices = ((name, shape) for name, shape in shapes.TOPICS[topic].must.items() if isinstance(shape, Choice))
    name, words = next(((name, list(shape.words)) for name, shape in choices), ("", []))
    return lambda said: words.index(said[1].values[name]) if said[1].values.get(name) in words else len(words)


def _line(pack: Pack, statement: Statement, topic: str, laws: Laws | None) -> Line:
    return Line(
        pack,
        statement,
        " · ".join(str(part) for part in _short(statement, topic)),
        shapes.KINDS.words[statement.kind],
        shapes.BASES.words.get(statement.basis, ""),
        applying.is_sure(laws, pack, statement),
    )


def _short(statement: Statement, topic: str) -> Iterator[Words]:
    """The values of a statement in words; what a pack of one's own says wrongly is passed over."""
    values = statement.values
    for name, shape in shapes.TOPICS[topic].must.items():
        if isinstance(shape, Choice) and (words := shape.words.get(str(values.get(name)))):
            yield words
    yield from _numbers(values)


def _numbers(values: Mapping[str, Any]) -> Iterator[str]:
    value = values.get
    if isinstance(months := value("months"), int):
        yield length(months=months)
    if isinstance(days := value("days"), int):
        yield length(days=days)
    if isinstance(hours := value("hours"), int):
        yield ngettext("%d hour", "%d hours", hours) % hours
    if value("promptly") is True:
        yield _("without delay")
    if isinstance(age := value("age"), int):
        yield _("from the age of %d") % age
    if isinstance(least := value("from_people"), int):
        yield _("from %d people on") % least
    if isinstance(most := value("below_people"), int):
        yield _("below %d people") % most


def length(*, days: int = 0, months: int = 0) -> str:
    """“30 days”, “7 years”, “1 month”."""
    if months and months % 12 == 0:
        return ngettext("%d year", "%d years", months // 12) % (months // 12)
    if months:
        return ngettext("%d month", "%d months", months) % months
    return ngettext("%d day", "%d days", days) % days
