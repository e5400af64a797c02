"""Found a group, change it, end it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from datetime import datetime
from typing import cast
from zoneinfo import available_timezones

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from underrose.ground.ledger import recording
from underrose.ground.ledger.models import Recorded
from underrose.ground.refusal import Absent, Refused
from underrose.ground.vault import sealing
from underrose.groups import calendar, label
from underrose.groups.actions import leading
from underrose.groups.actions.pauses import end_pauses
from underrose.groups.models import Group, GroupSession, Membership
from underrose.people import policy
from underrose.people.models import Actor, Assignment, Practice, Role, Staff


class NoSuchTimeZone(Refused):
    said = _("That time zone isn't known. Choose one from the list.")


class NoTitle(Refused):
    said = _("Give the group a name. Only those who lead it and its members see it.")


class HasEnded(Refused):
    said = _("This group has ended. Its history stays; start a new group to go on.")


class StillOpen(Refused):
    said = _("A session of this group is open. Close it first, then end the group.")


@dataclass(frozen=True, slots=True)
class Founding:
    """What a group is, as its form says it."""

    title: str
    label: str
    kind: str
    place: str
    time_zone: str
    starts_on: dt.date
    weekday: int | None = None
    starts_at_time: dt.time | None = None
    minutes: int = 90
    is_part2: bool = False
    video_link: str = ""

    def __repr__(self) -> str:
        return "Founding(…)"


@transaction.atomic
def found_group(practice: Practice, new: Founding, *, by: Actor, at: datetime) -> Group:
    """A group comes to be; a facilitator who founds it leads it. Raises Absent, NoTitle, NotNeutral, NoSuchTimeZone."""
    if by.practice_id != practice.pk:
        raise Absent
    policy.require(by, "make group", at=at)
    _refuse(new)
    subject_id = sealing.subject(practice.pk, "group", at=at)
    group = Group(practice=practice, subject_id=subject_id, made_at=at)
    _write(group, new)
    group.save(force_insert=True)
    rows = [_leads(group, by, at)] if isinstance(by, Staff) and _may_lead(by, at) else []
    recording.record("group founded", by=by, at=at, about=group, rows=rows)
    return group


@transaction.atomic
def change_group(group: Group, new: Founding, *, by: Actor, at: datetime) -> Group:
    """New words or a new schedule; planned sessions follow it, in the same week. Raises as `found_group`, HasEnded."""
    policy.require(by, "change group", group_id=group.pk, at=at)
    group = Group.objects.select_for_update().get(pk=group.pk)
    if group.ended_at is not None:
        raise HasEnded
    _refuse(new)
    before = _schedule(group)
    standing_in_slot = _in_their_slot(group, at)
    _write(group, new)
    group.save()
    moved = _follow(group, standing_in_slot, at) if _schedule(group) != before else []
    recording.record("group changed", by=by, at=at, about=group, rows=moved)
    return group


@transaction.atomic
def end_group(group: Group, *, by: Actor, at: datetime) -> None:
    """The group ends: planned sessions are cancelled, everyone's episode closes. Raises HasEnded, StillOpen."""
    policy.require(by, "end group", group_id=group.pk, at=at)
    group = Group.objects.select_for_update().get(pk=group.pk)
    if group.ended_at is not None:
        raise HasEnded
    if group.sessions.filter(state=GroupSession.State.OPEN).exists():
        raise StillOpen
    sessions = list(group.sessions.filter(state=GroupSession.State.PLANNED))
    members = list(Membership.objects.current().filter(group=group))
    group.sessions.filter(pk__in=[session.pk for session in sessions]).update(state=GroupSession.State.CANCELLED)
    Membership.objects.filter(pk__in=[member.pk for member in members]).update(left_at=at)
    for session in sessions:
        session.state = GroupSession.State.CANCELLED
    for member in members:
        member.left_at = at
    group.ended_at = at
    group.save()
    recording.record("group ended", by=by, at=at, about=group, rows=[*sessions, *members, *end_pauses(members, at)])


def _refuse(new: Founding) -> None:
    if not new.title.strip():
        raise NoTitle
    if new.time_zone not in available_timezones():
        raise NoSuchTimeZone
    label.check(new.label, title=new.title)


def _write(group: Group, new: Founding) -> None:
    group.label = label.check(new.label, title=new.title)
    group.kind, group.place, group.is_part2 = new.kind, new.place, new.is_part2
    group.weekday, group.starts_at_time, group.minutes = new.weekday, new.starts_at_time, new.minutes
    group.time_zone, group.starts_on = new.time_zone, new.starts_on
    sealing.seal(group, title=" ".join(new.title.split()), video_link=new.video_link.strip())


def _may_lead(staff: Staff, at: datetime) -> bool:
    held = policy.standing(staff, at)
    return Role.FACILITATOR in {*held.roles, *held.groups.values()}


def _leads(group: Group, staff: Staff, at: datetime) -> Assignment:
    assignment = Assignment(
        practice_id=group.practice_id, staff=staff, role=Role.FACILITATOR, group_id=group.pk, since=at
    )
    assignment.save(force_insert=True)
    return assignment


def _schedule(group: Group) -> tuple[object, ...]:
    return group.weekday, group.starts_at_time, group.minutes, group.time_zone


def _in_their_slot(group: Group, at: datetime) -> list[GroupSession]:
    """The planned sessions that meet when the schedule says; one that was moved by hand is none of them."""
    if group.starts_at_time is None:
        return []
    planned = group.sessions.filter(state=GroupSession.State.PLANNED, starts_at__gt=at).exclude(slot=None)
    return [
        session
        for session in planned.select_related("group", "stand_in").order_by("slot")
        if session.starts_at == calendar.instant(cast(dt.date, session.slot), group.starts_at_time, group.time_zone)
    ]


def _follow(group: Group, sessions: list[GroupSession], at: datetime) -> list[Recorded]:
    """Move these sessions to the new schedule, each within its week; their stand-ins' days move with them."""
    if group.weekday is None or group.starts_at_time is None:
        return []
    taken = set(group.sessions.exclude(slot=None).values_list("slot", flat=True))
    moved: list[Recorded] = []
    for session in sessions:
        was, day = session.starts_at, cast(dt.date, session.slot)
        slot = calendar.in_same_week(day, group.weekday)
        starts_at = calendar.instant(slot, group.starts_at_time, group.time_zone)
        if starts_at <= at or (slot != day and slot in taken):
            continue
        taken = (taken - {day}) | {slot}
        session.slot, session.starts_at = slot, starts_at
        session.ends_at = starts_at + dt.timedelta(minutes=group.minutes)
        session.save(update_fields=["slot", "starts_at", "ends_at"])
        moved += [session, *leading.follow(session, was, at)]
    return moved
