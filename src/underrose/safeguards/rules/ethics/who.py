"""Who may be asked: to decide beside a leader with a tie, and by a leader for advice. Reads alone."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from underrose.groups.petals import Words
from underrose.people.models import Assignment, Role, Staff

LEADERS = (Role.FACILITATOR, Role.CO_FACILITATOR)
_NEAR = (Role.SUPERVISOR, *LEADERS)
_FAR = (Role.OUTSIDE, Role.PRIVACY_OFFICER)
# Nearest to the work first: the supervisor, who else leads it, then those from outside the group.
_ORDER = (Role.SUPERVISOR, Role.FACILITATOR, Role.CO_FACILITATOR, Role.OUTSIDE, Role.PRIVACY_OFFICER)


@dataclass(frozen=True, slots=True)
class Somebody:
    """One person who may be asked, and as what."""

    staff: Staff
    role: Words


def deciders(group_id: uuid.UUID, *, besides: Staff, at: datetime) -> list[Somebody]:
    """Who may decide about a tie of `besides`: never they themselves. One query."""
    return _people(group_id, (*_NEAR, *_FAR), practice_id=besides.practice_id, besides=besides, at=at)


def advisers(group_id: uuid.UUID, *, besides: Staff, at: datetime) -> list[Somebody]:
    """Whom in the house `besides` may ask for advice on this group. One query."""
    return _people(group_id, (*_NEAR, *_FAR), practice_id=besides.practice_id, besides=besides, at=at)


def leaders(group_id: uuid.UUID, *, practice_id: uuid.UUID, at: datetime) -> list[Somebody]:
    """Who leads or supervises a group now, and so can have a tie that matters. One query."""
    return _people(group_id, _NEAR, practice_id=practice_id, besides=None, at=at)


def _people(
    group_id: uuid.UUID, roles: Iterable[Role], *, practice_id: uuid.UUID, besides: Staff | None, at: datetime
) -> list[Somebody]:
    """Each once, by the first of their roles."""
    here, everywhere = set(roles) & set(_NEAR), set(roles) & set(_FAR)
    where = Q(group_id=group_id, role__in=here) | Q(group_id=None, role__in=everywhere)
    rows = Assignment.objects.filter(Q(until=None) | Q(until__gt=at), where, practice=practice_id, since__lte=at)
    rows = rows.filter(staff__is_active=True)
    if besides is not None:
        rows = rows.exclude(staff=besides.pk)
    found: dict[uuid.UUID, Somebody] = {}
    for row in sorted(rows.select_related("staff"), key=lambda row: (_ORDER.index(Role(row.role)), row.staff.name)):
        found.setdefault(row.staff_id, Somebody(row.staff, Role(row.role).label))
    return list(found.values())
