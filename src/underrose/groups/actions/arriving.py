"""Check in, take it back, fix who counts, check out."""

from __future__ import annotations

import datetime as dt
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from underrose.ground.ledger import recording
from underrose.ground.refusal import Absent, Refused
from underrose.groups.models import Attendance, GroupSession, Membership, Pause
from underrose.people import policy
from underrose.people.models import Actor, Member

EARLIEST = dt.timedelta(hours=1)


class IsOver(Refused):
    said = _("This session is over or cancelled.")


class TooEarly(Refused):
    said = _("Check-in starts one hour before the session.")


class NotHere(Refused):
    said = _("This person has not checked in, or has left already.")


class IsPaused(Refused):
    said = _("This place in the group is paused. A leader takes it up again, and then you can check in.")


class CheckInClosed(Refused):
    said = _("Check-in is closed, so who was here stays as it is.")


class NotOpen(Refused):
    said = _("Open the session first.")


@transaction.atomic
def check_in(
    session: GroupSession, membership: Membership, *, how: str = Attendance.How.LEADER, by: Actor, at: datetime
) -> Attendance:
    """Somebody arrived; twice is once. After check-in closed they are let in as late. Raises IsOver, …"""
    policy.require(by, "check in", group_id=session.group_id, member_id=membership.member_id, at=at)
    session = GroupSession.objects.select_for_update().get(pk=session.pk)
    membership = Membership.objects.get(pk=membership.pk)
    if membership.group_id != session.group_id or membership.left_at is not None:
        raise Absent
    _refuse_over(session)
    if Pause.objects.filter(membership=membership, until=None).exists():
        raise IsPaused
    if isinstance(by, Member) and at < session.starts_at - EARLIEST and session.state != GroupSession.State.OPEN:
        raise TooEarly
    known = Attendance.objects.standing().filter(session=session, membership=membership).first()
    if known and known.checked_out_at is None:
        return known
    attendance = known or Attendance(
        practice_id=session.practice_id, session=session, membership=membership, how=how, checked_in_at=at
    )
    attendance.checked_out_at = None  # gone out and come back is one evening
    attendance.save()
    recording.record("checked in", by=by, at=at, about=attendance)
    return attendance


@transaction.atomic
def undo_check_in(session: GroupSession, membership: Membership, *, by: Actor, at: datetime) -> None:
    """The wrong name was ticked: the arrival is undone, and stays as a row. Raises NotHere, CheckInClosed, IsOver."""
    policy.require(by, "check in", group_id=session.group_id, member_id=membership.member_id, at=at)
    session = GroupSession.objects.select_for_update().get(pk=session.pk)
    _refuse_over(session)
    attendance = _here(session, membership)
    if session.check_in_closed_at is not None and attendance.checked_in_at <= session.check_in_closed_at:
        raise CheckInClosed
    attendance.undone_at = at
    attendance.save(update_fields=["undone_at"])
    recording.record("check-in undone", by=by, at=at, about=attendance)


@transaction.atomic
def close_check_in(session: GroupSession, *, by: Actor, at: datetime) -> GroupSession:
    """From now on whoever comes is late; who is here by now is who counts. Raises NotOpen, CheckInClosed."""
    policy.require(by, "close check-in", group_id=session.group_id, at=at)
    session = GroupSession.objects.select_for_update().get(pk=session.pk)
    if session.state != GroupSession.State.OPEN:
        raise NotOpen
    if session.check_in_closed_at is not None:
        raise CheckInClosed
    session.check_in_closed_at = at
    session.save(update_fields=["check_in_closed_at"])
    recording.record("check-in closed", by=by, at=at, about=session)
    return session


@transaction.atomic
def check_out(session: GroupSession, membership: Membership, *, by: Actor, at: datetime) -> None:
    """Somebody leaves the room. Raises NotHere."""
    policy.require(by, "check out", group_id=session.group_id, member_id=membership.member_id, at=at)
    session = GroupSession.objects.select_for_update().get(pk=session.pk)
    attendance = _here(session, membership)
    attendance.checked_out_at = at
    attendance.save(update_fields=["checked_out_at"])
    recording.record("checked out", by=by, at=at, about=attendance)


def _refuse_over(session: GroupSession) -> None:
    if session.state not in (GroupSession.State.PLANNED, GroupSession.State.OPEN):
        raise IsOver


def _here(session: GroupSession, membership: Membership) -> Attendance:
    rows = Attendance.objects.select_for_update().filter(session=session, membership=membership)
    attendance = rows.filter(undone_at=None, checked_out_at=None).first()
    if attendance is None:
        raise NotHere
    return attendance
