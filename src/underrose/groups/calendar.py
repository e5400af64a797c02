"""When a weekly schedule meets, on the wall clock of its own place. Pure; asks nothing.

A group at 18:00 stays at 18:00 when the clocks change. A wall-clock time that the change skips is read with the offset
before it (02:30 becomes 03:30 that day); one that comes twice is its first (RFC 5545, section 3.3.5).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from zoneinfo import ZoneInfo

WEEK = dt.timedelta(days=7)


def instant(day: dt.date, time: dt.time, time_zone: str) -> dt.datetime:
    """The moment, in UTC, at which a clock in `time_zone` shows `time` on `day`."""
    # fold=0 is RFC 5545's reading in both cases (PEP 495).
    return dt.datetime.combine(day, time.replace(fold=0), ZoneInfo(time_zone)).astimezone(dt.UTC)


def day_of(moment: dt.datetime, time_zone: str) -> dt.date:
    """The date that a calendar in `time_zone` shows at a moment."""
    return moment.astimezone(ZoneInfo(time_zone)).date()


def midnights(moment: dt.datetime, time_zone: str) -> tuple[dt.datetime, dt.datetime]:
    """The day around a moment, from midnight to midnight in `time_zone`."""
    day = day_of(moment, time_zone)
    return instant(day, dt.time(), time_zone), instant(day + dt.timedelta(days=1), dt.time(), time_zone)


def weekly(weekday: int, *, since: dt.date, until: dt.date) -> Iterator[dt.date]:
    """Every such weekday (Monday is 0) from `since` to `until`, both included."""
    day = since + dt.timedelta(days=(weekday - since.weekday()) % 7)
    while day <= until:
        yield day
        day += WEEK


def in_same_week(day: dt.date, weekday: int) -> dt.date:
    """The given weekday of the week (Monday to Sunday) that `day` lies in."""
    return day + dt.timedelta(days=weekday - day.weekday())
