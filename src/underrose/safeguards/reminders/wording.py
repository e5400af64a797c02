"""What a message before a session says: a weekday, a time, the neutral label, and nothing else; or less, or a greeting.

No link, no name of a group, a leader or this software: the subject line is read on locked screens by others. How much
it says is the member's choice (people.reaching.MaySay).
"""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from underrose.people.reaching import MaySay
from underrose.people.writing import Said
from underrose.safeguards.reminders.models import Reminder


def wording(
    kind: str, *, label: str, starts_at: datetime, time_zone: str, may_say: str = MaySay.TIME, name: str = ""
) -> Said:
    """The words of one message. `label` is the neutral word that the practice chose for the group; `name` is the
    member's for messages, used only where they allow one."""
    stop = _("If you no longer want these messages, please tell us.")
    if may_say == MaySay.LEAST:
        return Said(_("A reminder"), f"{_least(kind)}\n\n{stop}\n")
    local = starts_at.astimezone(ZoneInfo(time_zone))
    known = {"label": label, "day": date_format(local, "l j F"), "time": date_format(local, "H:i")}
    subject = _("%(label)s: %(weekday)s") % {"label": label, "weekday": date_format(local, "l")}
    bodies = {
        Reminder.Kind.REMINDER: _("%(label)s on %(day)s at %(time)s."),
        Reminder.Kind.MOVED: _("The time has changed. %(label)s is now on %(day)s at %(time)s."),
        Reminder.Kind.CANCELLED: _("%(label)s on %(day)s at %(time)s does not take place."),
    }
    greeting = _("Hello %(name)s,") % {"name": name} + "\n\n" if may_say == MaySay.NAME and name else ""
    return Said(subject, f"{greeting}{bodies[Reminder.Kind(kind)] % known}\n\n{stop}\n")


def _least(kind: str) -> str:
    """That there is something, without day, time or label."""
    return {
        Reminder.Kind.REMINDER: _("You have something planned in the next days."),
        Reminder.Kind.MOVED: _("A time has changed. Please look at your page, or ask us."),
        Reminder.Kind.CANCELLED: _("Something that was planned does not take place. Please look at your page."),
    }[Reminder.Kind(kind)]
