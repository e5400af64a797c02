"""The example's tie check: what some of its people would write, with spellings as people have them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from underrose.groups.models import Group, Membership
from underrose.people.models import Member, Staff
from underrose.safeguards.rules.ties import queries
from underrose.safeguards.rules.ties.actions import comparing, preparing, settling, telling
from underrose.safeguards.rules.ties.findings import Outcome
from underrose.safeguards.rules.ties.kinds import PERSON, Kind
from underrose.safeguards.rules.ties.models import Check

Told = Mapping[str, Sequence[str]]
Later = Callable[..., datetime]

# By place in the group. Two yeses for the bakery; one no for the choir; a name that only the reviewer reads.
_TOLD: tuple[Told, ...] = (
    {Kind.EMPLOYER: ["Fairweather Bakery Ltd"], Kind.FAITH: ["St Agnes Choir"]},
    {Kind.EMPLOYER: ["fairweather bakery"], Kind.SCHOOL: ["Elm Road Primary School"]},
    {Kind.FAITH: ["Saint Agnes choir"]},
    {Kind.WORKPLACE: ["City Library"], PERSON: ["Teresa Selwood"]},
    {Kind.STREET: ["Canal Street"]},
)
_NO = {2: (Kind.FAITH,)}
_LEADERS: Told = {Kind.SCHOOL: ["Hillside College"]}


def begin(group: Group, leaders: Sequence[Staff], reviewer: Staff, later: Later) -> list[str]:
    """Begin a check, with the leaders' own ties first, and nobody of the group yet. What was written comes back."""
    check = preparing.begin(group, by=leaders[0], at=later(minutes=10))
    preparing.name_reviewer(check, reviewer, by=leaders[0], at=later(minutes=2))
    for leader in leaders:
        _tell(check, None, leader, _LEADERS, (), later)
    return [value for values in _LEADERS.values() for value in values]


def settle(group: Group, members: Sequence[Membership], leader: Staff, later: Later) -> list[str]:
    """Everybody hands in, a check runs, and what the leader may hear of is talked through. What was written."""
    check = queries.check_of(group)
    assert check is not None  # noqa: S101 - it was begun above
    for place, membership in enumerate(members):
        told = _TOLD[place] if place < len(_TOLD) else {}
        _tell(check, membership, membership.member, told, _NO.get(place, ()), later)
    check = comparing.run(check, at=later(hours=9))
    for tie in queries.released(check):
        words = "They knew of each other, and are fine with it. At work they say nothing of the group."
        settling.settle(check, tie.id, Outcome.TALKED, words, by=leader, at=later(minutes=20))
    return [value for told in _TOLD for values in told.values() for value in values]


def say_nothing(membership: Membership, later: Later) -> None:
    """Somebody who came later goes through the same pages, and has nothing to tell."""
    check = queries.check_of(membership.group)
    assert check is not None  # noqa: S101 - as above
    _tell(check, membership, membership.member, {}, (), later)


def _tell(
    check: Check, membership: Membership | None, by: Member | Staff, told: Told, no: Sequence[str], later: Later
) -> None:
    sheet = telling.begin_sheet(check, membership=membership, by=by, at=later(minutes=1))
    for kind in (*Kind, PERSON):
        may = None if kind == PERSON else kind not in no
        telling.keep(sheet, kind, told.get(kind, ()), may_be_raised=may, by=by, at=later(seconds=30))
    telling.hand_in(sheet, by=by, at=later(seconds=20))
