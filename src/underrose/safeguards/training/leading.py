"""Who leads: read from the assignments, for a session or for the training list."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from underrose.groups.models import GroupSession
from underrose.people.models import Assignment, Role, Staff

LEADING = (Role.FACILITATOR, Role.CO_FACILITATOR)


def day(moment: datetime, time_zone: str) -> dt.date:
    """The day of a moment, where it happens."""
    return moment.astimezone(ZoneInfo(time_zone)).date()


def rows(groups: Iterable[uuid.UUID]) -> QuerySet[Assignment]:
    """Whoever leads or led these groups, for `leaders`."""
    found = Assignment.objects.filter(group_id__in=list(groups), role__in=LEADING)
    return found.select_related("staff").order_by("staff__name", "staff_id")


def leaders(
    sessions: Iterable[GroupSession], assigned: Iterable[Assignment] | None = None
) -> dict[uuid.UUID, list[Staff]]:
    """Who leads each session: the group's leaders at its start, and the stand-in. One query; {session id: staff}."""
    asked = list(sessions)
    known = rows({session.group_id for session in asked}) if assigned is None else assigned
    active = [row for row in known if row.staff.is_active]
    found: dict[uuid.UUID, list[Staff]] = {}
    for session in asked:
        staff = {
            row.staff_id: row.staff
            for row in active
            if row.group_id == session.group_id and _holds(row, session.starts_at)
        }
        if session.stand_in is not None:
            staff.setdefault(session.stand_in.pk, session.stand_in)
        found[session.pk] = list(staff.values())
    return found


def current(practice_id: uuid.UUID, *, at: datetime) -> list[Staff]:
    """Everyone who leads in the practice now; a facilitator who has no group yet too."""
    rows = Assignment.objects.filter(Q(until=None) | Q(until__gt=at), practice=practice_id, role__in=LEADING)
    return list(Staff.objects.filter(pk__in=rows.values("staff"), is_active=True).order_by("name", "pk"))


def _holds(row: Assignment, moment: datetime) -> bool:
    return row.since <= moment and (row.until is None or row.until > moment)
