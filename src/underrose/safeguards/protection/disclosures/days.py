"""Which day it is where the practice is: permissions end by days, and papers are signed on them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from underrose.groups.models import Membership


@dataclass(frozen=True, slots=True)
class Day:
    """A day, and the zone in which it is one."""

    day: dt.date
    zone: ZoneInfo


def day_of(moment: datetime, membership: Membership) -> Day:
    """The day of a moment, where the practice is."""
    zone = ZoneInfo(membership.practice.time_zone)
    return Day(moment.astimezone(zone).date(), zone)
