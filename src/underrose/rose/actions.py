"""Open a session, close it, and bind a tablet to its check-in."""

from __future__ import annotations

import json
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from underrose.ground.ledger import recording
from underrose.ground.refusal import Refused
from underrose.ground.vault import sealing
from underrose.groups.models import Attendance, GroupSession
from underrose.people import policy
from underrose.people.models import Staff
from underrose.rose import petals
from underrose.rose.models import Opening
from underrose.safeguards.reminders import actions as reminders


class SayWhy(Refused):
    said = _("Not every petal is in place. Say why the session opens all the same; the reason is kept.")


class OpenAlready(Refused):
    said = _("This session is open already.")


class IsOver(Refused):
    said = _("This session is over or cancelled.")


class NotOpen(Refused):
    said = _("This session is not open.")


@transaction.atomic
def open_session(session: GroupSession, *, reason: str = "", by: Staff, at: datetime) -> Opening:
    """The session begins. Always possible; with a petal not in place a reason is asked for and kept.

    Raises Absent, SayWhy, OpenAlready, IsOver.
    """
    policy.require(by, "open session", group_id=session.group_id, at=at)
    session = _held(session)
    if session.state == GroupSession.State.OPEN:
        raise OpenAlready
    if session.state != GroupSession.State.PLANNED:
        raise IsOver
    rose = petals.rose(session, policy.standing(by, at))
    if not rose.is_whole and not reason.strip():
        raise SayWhy
    session.state, session.opened_at = GroupSession.State.OPEN, at
    session.save(update_fields=["state", "opened_at"])
    opening = Opening(
        practice_id=session.practice_id,
        subject_id=session.group.subject_id,
        session=session,
        in_place=rose.in_place,
        by=by,
        at=at,
    )
    told = [[str(name), petal.state, str(petal.sentence)] for name, petal in rose.petals]
    sealing.seal(opening, petals=json.dumps(told), reason="" if rose.is_whole else reason.strip())
    opening.save(force_insert=True)
    details = {"petals": {name: state for name, state, _sentence in told}, "reason": reason.strip()}
    recording.record("session opened", by=by, at=at, about=session, rows=[opening], details=details)
    reminders.show_prompt(session, by=by, at=at)
    return opening


@transaction.atomic
def close_session(session: GroupSession, *, by: Staff, at: datetime) -> GroupSession:
    """The session is over; whoever is still here is checked out. Raises Absent, NotOpen."""
    policy.require(by, "close session", group_id=session.group_id, at=at)
    session = _held(session)
    if session.state != GroupSession.State.OPEN:
        raise NotOpen
    here = list(Attendance.objects.standing().select_for_update().filter(session=session, checked_out_at=None))
    Attendance.objects.filter(pk__in=[attendance.pk for attendance in here]).update(checked_out_at=at)
    for attendance in here:
        attendance.checked_out_at = at
    session.state, session.closed_at = GroupSession.State.CLOSED, at
    session.check_in_closed_at = session.check_in_closed_at or at
    session.save(update_fields=["state", "closed_at", "check_in_closed_at"])
    recording.record("session closed", by=by, at=at, about=session, rows=here)
    return session


@transaction.atomic
def start_kiosk(session: GroupSession, *, by: Staff, at: datetime) -> None:
    """A tablet becomes the check-in of this session and nothing else. Raises Absent, IsOver."""
    policy.require(by, "start kiosk", group_id=session.group_id, at=at)
    session = _held(session)
    is_coming = session.state in (GroupSession.State.PLANNED, GroupSession.State.OPEN)
    if not is_coming or session.check_in_closed_at is not None:
        raise IsOver(_("Check-in of this session is closed, so a tablet has nothing to do here."))
    recording.record("kiosk started", by=by, at=at, about=session)


def _held(session: GroupSession) -> GroupSession:
    rows = GroupSession.objects.select_for_update(of=("self",)).select_related("group", "stand_in")
    return rows.get(pk=session.pk)
