"""Plan sessions from the schedule, move one, cancel one. A number once given stays with its session."""

from __future__ import annotations

import datetime as dt
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from underrose.ground.ledger import recording
from underrose.ground.refusal import Refused
from underrose.groups import calendar
from underrose.groups.actions import leading
from underrose.groups.actions.founding import HasEnded
from underrose.groups.models import Group, GroupSession
from underrose.people import policy
from underrose.people.models import Actor

FARTHEST = dt.timedelta(days=366)


class NoSchedule(Refused):
    said = _("This group has no weekly day and time yet. Set them first, or plan a single session.")


class TooFar(Refused):
    said = _("Plan at most a year ahead.")


class HasBegun(Refused):
    said = _("This session has begun, is over or is cancelled already.")


class InThePast(Refused):
    said = _("That time has passed. Choose one that lies ahead.")


@transaction.atomic
def plan_sessions(group: Group, *, until: dt.date, by: Actor, at: datetime) -> list[GroupSession]:
    """Every meeting of the schedule up to a day, without those already planned. Raises NoSchedule, TooFar, HasEnded."""
    policy.require(by, "plan session", group_id=group.pk, at=at)
    group = _living(group)
    if group.weekday is None or group.starts_at_time is None:
        raise NoSchedule
    today = calendar.day_of(at, group.time_zone)
    if until - today > FARTHEST:
        raise TooFar
    known = _days_known(group)
    number = _last_number(group)
    sessions = []
    for day in calendar.weekly(group.weekday, since=max(today, group.starts_on), until=until):
        starts_at = calendar.instant(day, group.starts_at_time, group.time_zone)
        if day not in known and starts_at > at:
            number += 1
            sessions.append(_session(group, number, starts_at, slot=day))
    if sessions:
        GroupSession.objects.bulk_create(sessions)
        recording.record("sessions planned", by=by, at=at, about=group, rows=sessions)
    return sessions


@transaction.atomic
def plan_one(group: Group, *, starts_at: datetime, by: Actor, at: datetime) -> GroupSession:
    """One session outside the schedule. Raises InThePast, HasEnded."""
    policy.require(by, "plan session", group_id=group.pk, at=at)
    group = _living(group)
    if starts_at + dt.timedelta(minutes=group.minutes) <= at:
        raise InThePast
    session = _session(group, _last_number(group) + 1, starts_at, slot=None)
    session.save(force_insert=True)
    recording.record("session planned", by=by, at=at, about=session)
    return session


@transaction.atomic
def move_session(session: GroupSession, *, starts_at: datetime, by: Actor, at: datetime) -> GroupSession:
    """Another time; its number and its slot stay. Raises HasBegun, InThePast."""
    policy.require(by, "move session", group_id=session.group_id, at=at)
    session = _planned(session)
    if starts_at <= at:
        raise InThePast
    was = session.starts_at
    session.ends_at = starts_at + (session.ends_at - session.starts_at)
    session.starts_at = starts_at
    session.save(update_fields=["starts_at", "ends_at"])
    recording.record("session moved", by=by, at=at, about=session, rows=leading.follow(session, was, at))
    return session


@transaction.atomic
def cancel_session(session: GroupSession, *, by: Actor, at: datetime) -> GroupSession:
    """It will not take place; nobody takes its number. Raises HasBegun."""
    policy.require(by, "cancel session", group_id=session.group_id, at=at)
    session = _planned(session)
    session.state = GroupSession.State.CANCELLED
    session.save(update_fields=["state"])
    recording.record("session cancelled", by=by, at=at, about=session)
    return session


def _living(group: Group) -> Group:
    group = Group.objects.select_for_update().get(pk=group.pk)
    if group.ended_at is not None:
        raise HasEnded
    return group


def _planned(session: GroupSession) -> GroupSession:
    session = (
        GroupSession.objects.select_for_update(of=("self",)).select_related("group", "stand_in").get(pk=session.pk)
    )
    if session.state != GroupSession.State.PLANNED:
        raise HasBegun
    return session


def _days_known(group: Group) -> set[dt.date]:
    rows = group.sessions.values_list("slot", "starts_at")
    return {slot or calendar.day_of(starts_at, group.time_zone) for slot, starts_at in rows}


def _last_number(group: Group) -> int:
    return group.sessions.aggregate(last=Max("number"))["last"] or 0


def _session(group: Group, number: int, starts_at: datetime, *, slot: dt.date | None) -> GroupSession:
    return GroupSession(
        practice_id=group.practice_id,
        group=group,
        number=number,
        slot=slot,
        starts_at=starts_at,
        ends_at=starts_at + dt.timedelta(minutes=group.minutes),
    )
