"""Keep the sessions of every living group planned some weeks ahead."""

from __future__ import annotations

import datetime as dt
from datetime import datetime

from django.db.models import Max, Q

from underrose.groups import actions, calendar
from underrose.groups.models import Group
from underrose.people.models import System

AHEAD = dt.timedelta(weeks=8)
LEAST = dt.timedelta(weeks=6)
AT_ONCE = 50


def tick(*, at: datetime) -> None:
    """Plan for the groups whose plan grows short; one query where there are none."""
    rows = Group.objects.living().exclude(weekday=None).exclude(starts_at_time=None)
    rows = rows.annotate(last=Max("sessions__slot")).filter(Q(last=None) | Q(last__lt=(at + LEAST).date()))
    for group in rows.filter(starts_on__lt=(at + LEAST).date())[:AT_ONCE]:
        until = calendar.day_of(at + AHEAD, group.time_zone)
        actions.plan_sessions(group, until=until, by=System(group.practice_id, "worker"), at=at)
