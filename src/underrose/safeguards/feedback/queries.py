"""Whom the members of a group can turn to: for this room's pages, and for the room's screen."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from underrose.ground.vault import sealing
from underrose.groups import label
from underrose.groups.models import Group, Membership
from underrose.people.models import Member, Staff, Standing
from underrose.safeguards.feedback.actions import leaders
from underrose.safeguards.feedback.models import Seen, TrustedPerson


@dataclass(frozen=True, slots=True)
class Someone:
    """A person outside the group, as shown to its members."""

    id: uuid.UUID
    group_id: uuid.UUID
    name: str
    who: str
    reach: str
    is_seen: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One group and whom its members can turn to."""

    group: Group
    name: str
    someone: Someone | None


def someone_for(group_id: uuid.UUID) -> Someone | None:
    """Whom the members of this group can turn to, for the room's screen. Two queries."""
    person = TrustedPerson.objects.living().filter(group=group_id).first()
    return shown(person) if person else None


def shown(person: TrustedPerson, *, is_seen: bool = False) -> Someone:
    """One person's words, opened."""
    words = sealing.open_all(person)
    return Someone(person.pk, person.group_id, words["name"], words["who"], words["reach"], is_seen)


def of_member(member: Member) -> list[Someone]:
    """Whom a member can turn to, in each group they are in now."""
    groups = Membership.objects.current().filter(member=member).values("group")
    seen = set(Seen.objects.filter(membership__member=member).values_list("person", flat=True))
    persons = TrustedPerson.objects.living().filter(group__in=groups).order_by("named_at")
    return [shown(person, is_seen=person.pk in seen) for person in persons]


def of_groups(groups: Iterable[Group], viewer: Standing) -> list[Line]:
    """For the staff's list: groups by title, or for who isn't in them by what stands outside; each with its person."""
    rows = list(groups)
    titles = sealing.reveal_many([row for row in rows if row.pk in viewer.groups], "title")
    persons = {row.group_id: row for row in TrustedPerson.objects.living().filter(group__in=rows)}
    lines = [
        Line(row, titles.get(row.pk) or label.outside(row), shown(persons[row.pk]) if row.pk in persons else None)
        for row in rows
    ]
    return sorted(lines, key=lambda line: line.name.casefold())


def colleagues(group: Group, *, at: datetime) -> list[Staff]:
    """Staff who may be named: everyone who doesn't lead this group."""
    leading = {leader.pk for leader in leaders(group.pk, at=at)}
    found = Staff.objects.filter(practice=group.practice_id, is_active=True).exclude(pk__in=leading)
    return list(found.order_by("name"))
