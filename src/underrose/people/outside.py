"""Who else may confirm or review: an officer of the practice or, in a practice of one, the outside person.

Some acts want a second person: what cannot be undone, and the look back at an emergency view. Nobody is their own.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import datetime

from django.db.models import Q

from underrose.people.models import Assignment, Role, Staff

OFFICERS = (Role.PRIVACY_OFFICER, Role.PRACTICE_ADMIN)


def others_who_may_confirm(practice_id: uuid.UUID, besides: Staff | None, at: datetime) -> list[Staff]:
    """The privacy officers, then the practice admins, without `besides`; where there is none, the outside people.

    One query. An empty list means that nobody is left to ask: then the act has to wait, never to go through alone.
    """
    held = _held(practice_id, besides, at)
    officers = [staff for role in OFFICERS for staff in held[role]]
    return list(dict.fromkeys(officers or held[Role.OUTSIDE]))


def who_may_review(practice_id: uuid.UUID, besides: Staff | None, at: datetime) -> list[Staff]:
    """Who looks back at what somebody saw: the privacy officers, else the outside people, else the practice admins.

    One query. The admins come last, because what is looked back at holds clinical words.
    """
    return reviewers(practice_id, at)(besides)


def reviewers(practice_id: uuid.UUID, at: datetime) -> Callable[[Staff | None], list[Staff]]:
    """The same for many at once: asked of the database once, then of whoever acted, one by one."""
    held = _held(practice_id, None, at)
    order = (Role.PRIVACY_OFFICER, Role.OUTSIDE, Role.PRACTICE_ADMIN)

    def besides(who: Staff | None) -> list[Staff]:
        left = ([one for one in held[role] if one != who] for role in order)
        return next((some for some in left if some), [])

    return besides


def is_somebody_alone(practice_id: uuid.UUID, *, at: datetime) -> bool:
    """Whether there is an officer whom nobody could confirm or look back at: time to name an outside person."""
    held = _held(practice_id, None, at)
    everybody = {staff.pk for some in held.values() for staff in some}
    return len(everybody) < 2


def may_confirm(by: Staff, *, besides: Staff | None, at: datetime) -> bool:
    """Whether this very person is one of those who may confirm."""
    return any(one.pk == by.pk for one in others_who_may_confirm(by.practice_id, besides, at))


def _held(practice_id: uuid.UUID, besides: Staff | None, at: datetime) -> dict[str, list[Staff]]:
    """Who holds each of the three roles in the whole practice, by name."""
    rows = Assignment.objects.filter(Q(until=None) | Q(until__gt=at), since__lte=at, group_id=None)
    rows = rows.filter(practice=practice_id, role__in=(*OFFICERS, Role.OUTSIDE), staff__is_active=True)
    if besides is not None:
        rows = rows.exclude(staff=besides.pk)
    held: dict[str, list[Staff]] = {role: [] for role in (*OFFICERS, Role.OUTSIDE)}
    for row in rows.select_related("staff").order_by("staff__name", "staff"):
        if row.staff not in held[row.role]:
            held[row.role].append(row.staff)
    return held
