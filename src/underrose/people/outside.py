"""Who else may confirm or review: an officer of the practice or, in a practice of one, the outside person.

Some acts want a second person: what cannot be undone, and the look back at an emergency view. Nobody is their own.
"""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db.models import Q

from underrose.people.models import Assignment, Role, Staff

OFFICERS = (Role.PRIVACY_OFFICER, Role.PRACTICE_ADMIN)


def others_who_may_confirm(practice_id: uuid.UUID, besides: Staff | None, at: datetime) -> list[Staff]:
    """The privacy officers, then the practice admins, without `besides`; where there is none, the outside people.

    One query. An empty list means that nobody is left to ask: then the act has to wait, never to go through alone.
    """
    living = Assignment.objects.filter(Q(until=None) | Q(until__gt=at), since__lte=at, group_id=None)
    rows = living.filter(practice=practice_id, role__in=(*OFFICERS, Role.OUTSIDE), staff__is_active=True)
    if besides is not None:
        rows = rows.exclude(staff=besides.pk)
    held = sorted(rows.select_related("staff"), key=lambda row: (_rank(row), row.staff.name, str(row.staff_id)))
    officers = [row.staff for row in held if row.role in OFFICERS]
    return list(dict.fromkeys(officers or [row.staff for row in held]))


def may_confirm(by: Staff, *, besides: Staff | None, at: datetime) -> bool:
    """Whether this very person is one of them."""
    return any(one.pk == by.pk for one in others_who_may_confirm(by.practice_id, besides, at))


def _rank(row: Assignment) -> int:
    return (*OFFICERS, Role.OUTSIDE).index(Role(row.role))
