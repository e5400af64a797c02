"""By when a request has to be answered: what the packs say, and of these the earliest day.

Which packs count, the practice says; until it has, all of them do: it is the house's own choice to be early.
"""

from __future__ import annotations

import calendar
import datetime as dt
import uuid
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from underrose.people.packs import applying
from underrose.people.packs.reading import Statement

TOPIC = "requests"


@dataclass(frozen=True, slots=True)
class Time:
    """What one law says of one kind of request."""

    says: str | Promise
    source: str | Promise
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


# Where the packs that count say nothing of it: a practice's own pack may stand in the place of ours.
UNSAID = Time(
    _("Nothing that we know says by when, so we answer within 30 days."),
    _("our own reasoning"),
    dt.date(2026, 11, 23),
    months=0,
    days=30,
    more_months=0,
    more_days=30,
)


def times(kind: str, practice_id: uuid.UUID) -> tuple[Time, ...]:
    """What every law that counts here says of this kind of request."""
    rows = [row for _pack, row in applying.said(applying.in_force(practice_id), TOPIC)]
    return tuple(_time(row) for row in rows if row.values.get("asks") == kind) or (UNSAID,)


def due(kind: str, asked: dt.date, practice_id: uuid.UUID) -> dt.date:
    """The earliest day."""
    return min(time.due(asked) for time in times(kind, practice_id))


def latest(kind: str, asked: dt.date, practice_id: uuid.UUID) -> dt.date:
    """The earliest day, with the extension of the law that says it."""
    return min(times(kind, practice_id), key=lambda time: time.due(asked)).latest(asked)


def _time(row: Statement) -> Time:
    numbers = (int(row.values.get(name, 0)) for name in ("months", "days", "more_months", "more_days"))
    return Time(row.says, row.source, row.looked_at, *numbers)


def _after(day: dt.date, months: int, days: int) -> dt.date:
    """So many months and days later; the 31st becomes the month's last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return dt.date(year, month + 1, min(day.day, last)) + dt.timedelta(days=days)
