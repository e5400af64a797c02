"""The label: the only word about a group that leaves the house, so it must say nothing."""

from __future__ import annotations

import re
from pathlib import Path

from django.utils.dates import WEEKDAYS
from django.utils.formats import time_format
from django.utils.translation import gettext_lazy as _

from underrose.ground.refusal import Refused
from underrose.groups.models import Group

LONGEST = 40
TELLING = tuple(
    line
    for line in (Path(__file__).parent / "content/telling.txt").read_text().splitlines()
    if line[:1] not in ("", "#")
)
_FOUND = re.compile(r"\b(" + "|".join(re.escape(word) for word in TELLING) + r")", re.IGNORECASE)


class NotNeutral(Refused):
    said = _("This label says what the group is about. It appears in mails and on cards; use a plain word.")


def check(label: str, *, title: str = "") -> str:
    """The label, tidied. Raises NotNeutral if it is empty, long, telling, or the group's own title."""
    label = " ".join(label.split())
    if not label or len(label) > LONGEST:
        raise NotNeutral(_("Give a label of one to forty letters, such as Appointment."))
    if telling := _FOUND.search(label):
        word = next((part for part in label.split() if telling.group(1).lower() in part.lower()), telling.group(1))
        raise NotNeutral(
            _("“%(word)s” says what the group is about. The label appears in mails and on cards; use a plain word.")
            % {"word": word}
        )
    if title and label.casefold() == " ".join(title.split()).casefold():
        raise NotNeutral(_("The label is the group's title. It appears in mails and on cards; use a plain word."))
    return label


def outside(group: Group) -> str:
    """A group as its label, day and time: enough to know it by, nothing of what it is."""
    if group.weekday is None or group.starts_at_time is None:
        return group.label
    day, time = WEEKDAYS[group.weekday], time_format(group.starts_at_time, "H:i")
    return str(_("%(label)s, %(day)s %(time)s")) % {"label": group.label, "day": day, "time": time}
