"""Who may be named to look at the ties that a group's leaders may not hear of: staff who don't lead that group."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q

from underrose.people.models import Assignment, Role, Staff
from underrose.safeguards.rules.ties.models import Check

# Clinical words: somebody who only keeps the practice is not asked to read them, and a visitor is nobody's judge.
ROLES = (Role.SUPERVISOR, Role.PRIVACY_OFFICER, Role.OUTSIDE, Role.FACILITATOR, Role.CO_FACILITATOR)
LEADS = (Role.FACILITATOR, Role.CO_FACILITATOR)


def able(check: Check, *, at: datetime) -> list[Staff]:
    """By name. Two queries."""
    now = Assignment.objects.filter(Q(until=None) | Q(until__gt=at), practice=check.practice_id, since__lte=at)
    leaders = now.filter(group_id=check.group_id, role__in=LEADS).values("staff")
    rows = Staff.objects.filter(practice=check.practice_id, is_active=True)
    rows = rows.filter(pk__in=now.filter(role__in=ROLES).values("staff")).exclude(pk__in=leaders)
    return list(rows.order_by("name", "pk"))


def may_decide(check: Check, reviewer: Staff, *, at: datetime) -> bool:
    """Whether the reviewer may also decide a conflict review of this group. One query."""
    near = Q(group_id=check.group_id, role=Role.SUPERVISOR) | Q(
        group_id=None, role__in=(Role.PRIVACY_OFFICER, Role.OUTSIDE)
    )
    rows = Assignment.objects.filter(Q(until=None) | Q(until__gt=at), near, practice=check.practice_id, since__lte=at)
    return rows.filter(staff=reviewer).exists()
