"""Who is tied to whom, out of keyed forms alone: in memory, with an index, the same steps for every group."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from underrose.safeguards.rules.ties.comparing import Alike, Form, alike, candidates
from underrose.safeguards.rules.ties.findings import Finding
from underrose.safeguards.rules.ties.kinds import PERSON, Kind
from underrose.safeguards.rules.ties.papers import Compared

_WORK = {Kind.EMPLOYER, Kind.WORKPLACE}  # what one calls their employer, another calls their workplace


@dataclass(frozen=True, slots=True)
class Teller:
    """Somebody who told: `member:…` or `staff:…`, what is compared, and whether they lead this group."""

    who: str
    compared: Compared
    leads: bool = False


def found(tellers: list[Teller], names: list[tuple[str, Form]], now: str) -> list[Finding]:
    """Every tie among those who told, and everybody named whom somebody must not meet. In a fixed order."""
    ties = {one.between: one for one in _weaker_first(_ties(tellers, now))}
    ties |= {one.between: one for one in _weaker_first(_people(tellers, names, now))}
    return [ties[between] for between in sorted(ties)]


def _weaker_first(found: Iterable[Finding]) -> list[Finding]:
    """Where the same two are tied twice in a kind, the finding that says most comes last and stays."""
    return sorted(found, key=lambda one: (one.can_be_raised, not one.is_perhaps))


def _ties(tellers: list[Teller], now: str) -> Iterator[Finding]:
    told = [
        (teller, form, is_late) for teller in tellers for form, is_late in teller.compared.forms if form.kind != PERSON
    ]
    places = [(place, form) for place, (_teller, form, _late) in enumerate(told)]
    for place, other_place in candidates(places, places):
        one, form, is_late = told[place]
        other, other_form, other_is_late = told[other_place]
        if place >= other_place or one.who == other.who or not _comparable(form.kind, other_form.kind):
            continue
        like = alike(form, other_form)
        if like is not None and not (one.who.startswith("staff:") and other.who.startswith("staff:")):
            yield _tie(one, other, {form.kind, other_form.kind}, like, is_late or other_is_late, now)


def _comparable(kind: str, other: str) -> bool:
    return kind == other or {kind, other} == _WORK


def _tie(one: Teller, other: Teller, kinds: set[str], like: Alike, is_late: bool, now: str) -> Finding:
    first, second = sorted((one, other), key=lambda teller: teller.who)
    return Finding(
        kind=Kind.WORKPLACE.value if len(kinds) > 1 else str(next(iter(kinds))),
        one=first.who,
        other=second.who,
        found_at=now,
        is_perhaps=like.is_perhaps,
        is_late=is_late,
        is_leaders=one.leads or other.leads,
        both_agree=all(teller.compared.choices.get(kind) is True for teller in (one, other) for kind in kinds),
    )


def _people(tellers: list[Teller], names: list[tuple[str, Form]], now: str) -> Iterator[Finding]:
    named = [
        (teller, form, is_late) for teller in tellers for form, is_late in teller.compared.forms if form.kind == PERSON
    ]
    wanted = [(place, form) for place, (_teller, form, _late) in enumerate(named)]
    known = [(place, form) for place, (_who, form) in enumerate(names)]
    for place, known_place in candidates(wanted, known):
        teller, form, is_late = named[place]
        who, name = names[known_place]
        like = alike(form, name)
        if like is not None and who != teller.who:
            yield Finding(
                PERSON, teller.who, who, now, is_perhaps=like.is_perhaps, is_late=is_late, is_leaders=teller.leads
            )
