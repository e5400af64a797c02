"""By when a request has to be answered: what the packs say, and of these the earliest day.

Until a practice has said under which law it works, the stricter time counts: it is the house's own choice to be early.
"""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass

from underrose.people.packs.reading import Statement, packs

TOPIC = "requests"


@dataclass(frozen=True, slots=True)
class Time:
    """What one law says of one kind of request."""

    says: str
    source: str
    looked_at: dt.date
    months: int
    days: int
    more_months: int
    more_days: int

    def due(self, asked: dt.date) -> dt.date:
        return _after(asked, self.months, self.days)

    def latest(self, asked: dt.date) -> dt.date:
        """With the one extension that the law allows."""
        return _after(self.due(asked), self.more_months, self.more_days)


def times(kind: str) -> tuple[Time, ...]:
    """What every law we know says of this kind of request."""
    found = [row for pack in packs().values() for row in pack.on(TOPIC) if row.values.get("asks") == kind]
    return tuple(map(_time, found))


def due(kind: str, asked: dt.date) -> dt.date:
    """The earliest day."""
    return min(time.due(asked) for time in times(kind))


def latest(kind: str, asked: dt.date) -> dt.date:
    """The earliest day, with the extension of the law that says it."""
    return min(times(kind), key=lambda time: time.due(asked)).latest(asked)


def _time(row: Statement) -> Time:
    numbers = (int(row.values.get(name, 0)) for name in ("months", "days", "more_months", "more_days"))
    return Time(row.says, row.source, row.looked_at, *numbers)


def _after(day: dt.date, months: int, days: int) -> dt.date:
    """So many months and days later; the 31st becomes the month's last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return dt.date(year, month + 1, min(day.day, last)) + dt.timedelta(days=days)
