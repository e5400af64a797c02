"""What a message before a session says: a weekday, a time, the neutral label, and nothing else.

No link, no name of a group, a leader or this software: the subject line is read on locked screens by others.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from underrose.safeguards.reminders.models import Reminder


@dataclass(frozen=True, slots=True)
class Wording:
    """Subject line and words of one message."""

    subject_line: str
    words: str


def wording(kind: str, *, label: str, starts_at: datetime, time_zone: str) -> Wording:
    """The words of one message. `label` is the neutral word that the practice chose for the group."""
    local = starts_at.astimezone(ZoneInfo(time_zone))
    known = {"label": label, "day": date_format(local, "l j F"), "time": date_format(local, "H:i")}
    subject = _("%(label)s: %(weekday)s") % {"label": label, "weekday": date_format(local, "l")}
    bodies = {
        Reminder.Kind.REMINDER: _("%(label)s on %(day)s at %(time)s."),
        Reminder.Kind.MOVED: _("The time has changed. %(label)s is now on %(day)s at %(time)s."),
        Reminder.Kind.CANCELLED: _("%(label)s on %(day)s at %(time)s does not take place."),
    }
    stop = _("If you no longer want these messages, please tell us.")
    return Wording(subject, f"{bodies[Reminder.Kind(kind)] % known}\n\n{stop}\n")
