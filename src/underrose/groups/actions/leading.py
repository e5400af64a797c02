"""Who leads, who supervises, and who stands in for one day."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from underrose.ground.ledger import recording
from underrose.ground.refusal import Absent, Refused
from underrose.groups import calendar
from underrose.groups.models import Group, GroupSession
from underrose.people import actions as people
from underrose.people import policy
from underrose.people.models import Assignment, Role, Staff, System

OF_A_GROUP = (Role.FACILITATOR, Role.CO_FACILITATOR, Role.SUPERVISOR)


class NotOfAGroup(Refused):
    said = _("That role is held in the whole practice. Give it on the staff page.")


class LeadsAlready(Refused):
    said = _("They are with this group already, so they need not stand in.")


class WithAlready(Refused):
    said = _("They are with this group already. End that first.")


class IsOver(Refused):
    said = _("This session is over or cancelled.")


@transaction.atomic
def assign(
    group: Group, staff: Staff, *, role: str, until: datetime | None = None, by: Staff | System, at: datetime
) -> Assignment:
    """Somebody leads, co-leads, supervises or visits the group from now on, a visitor always with an end.

    Raises Absent, NotOfAGroup, AlreadyAssigned, NeedsGroupAndEnd, WithAlready.
    """
    if role not in (*OF_A_GROUP, Role.VISITOR):
        raise NotOfAGroup
    if not group.practice_id == staff.practice_id == by.practice_id or group.ended_at is not None:
        raise Absent
    if role == Role.VISITOR and group.pk in policy.standing(staff, at).groups:
        raise WithAlready
    return people.assign(staff, role=role, group_id=group.pk, until=until, by=by, at=at)


@transaction.atomic
def end_assignment(assignment: Assignment, *, by: Staff | System, at: datetime) -> None:
    """Their role in the group ends now; they see nothing of it any more. Raises Absent."""
    people.end_assignment(assignment, by=by, at=at)


@transaction.atomic
def set_stand_in(session: GroupSession, staff: Staff, *, by: Staff | System, at: datetime) -> GroupSession:
    """Somebody leads this session alone: they see the group on its day and not longer. Raises IsOver, LeadsAlready."""
    policy.require(by, "set stand-in", group_id=session.group_id, at=at)
    session = _planned(session)
    if staff.practice_id != session.practice_id or not staff.is_active:
        raise Absent
    if session.group_id in policy.standing(staff, max(at, session.starts_at)).groups:
        raise LeadsAlready
    ended = _end_stand_in(session, at)
    since, until = calendar.midnights(session.starts_at, session.group.time_zone)
    # An assignment like any other, so that no page, petal or action needs a second way of asking who may.
    assignment = Assignment(
        practice_id=session.practice_id,
        staff=staff,
        role=Role.CO_FACILITATOR,
        group_id=session.group_id,
        since=max(at, since),
        until=max(until, session.ends_at),
    )
    assignment.save(force_insert=True)
    session.stand_in = staff
    session.save(update_fields=["stand_in"])
    recording.record("stand-in set", by=by, at=at, about=session, rows=[assignment, *ended])
    return session


@transaction.atomic
def unset_stand_in(session: GroupSession, *, by: Staff | System, at: datetime) -> GroupSession:
    """Nobody stands in any more, from this moment. Raises IsOver."""
    policy.require(by, "set stand-in", group_id=session.group_id, at=at)
    session = _planned(session)
    if session.stand_in is None:
        return session
    ended = _end_stand_in(session, at)
    session.stand_in = None
    session.save(update_fields=["stand_in"])
    recording.record("stand-in unset", by=by, at=at, about=session, rows=ended)
    return session


def candidates(group: Group, *, at: datetime) -> QuerySet[Staff]:
    """Who may stand in: everyone who leads or supervises somewhere in the practice, and isn't with this group."""
    rows = Assignment.objects.filter(Q(until=None) | Q(until__gt=at), practice=group.practice_id, since__lte=at)
    able = rows.filter(role__in=OF_A_GROUP).values("staff")
    here = rows.filter(group_id=group.pk).values("staff")
    return Staff.objects.filter(pk__in=able, is_active=True).exclude(pk__in=here).order_by("name")


def follow(session: GroupSession, was: datetime, at: datetime) -> list[Assignment]:
    """The session was moved away from `was`: the stand-in's day moves with it."""
    if session.stand_in is None:
        return []
    rows = list(_assignments(session, was).select_for_update())
    since, until = calendar.midnights(session.starts_at, session.group.time_zone)
    for row in rows:
        row.since, row.until = max(since, at), max(until, session.ends_at)
        row.save(update_fields=["since", "until"])
    return rows


def _planned(session: GroupSession) -> GroupSession:
    session = (
        GroupSession.objects.select_for_update(of=("self",)).select_related("group", "stand_in").get(pk=session.pk)
    )
    if session.state not in (GroupSession.State.PLANNED, GroupSession.State.OPEN):
        raise IsOver
    return session


def _end_stand_in(session: GroupSession, at: datetime) -> list[Assignment]:
    if session.stand_in is None:
        return []
    rows = list(_assignments(session, session.starts_at).filter(until__gt=at))
    for row in rows:
        row.until = max(at, row.since)
        row.save(update_fields=["until"])
    return rows


def _assignments(session: GroupSession, starts_at: datetime) -> QuerySet[Assignment]:
    since, until = calendar.midnights(starts_at, session.group.time_zone)
    rows = Assignment.objects.filter(staff=session.stand_in, group_id=session.group_id, role=Role.CO_FACILITATOR)
    return rows.filter(since__gte=since, until__gte=until, since__lt=until)
