"""The privacy desk: what waits for one person, asked of each room inside protection, and the pages they may open."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from underrose.groups.due import Due
from underrose.groups.petals import Words
from underrose.people import policy
from underrose.people.models import Standing
from underrose.safeguards.protection import reader_keys
from underrose.safeguards.protection.circle import desk as circle
from underrose.safeguards.protection.disclosures import desk as disclosures
from underrose.safeguards.protection.emergency import desk as emergency
from underrose.safeguards.protection.notes import desk as notes
from underrose.safeguards.protection.retention import desk as retention

# A room with something that can wait for somebody adds its `desk.due` here.
ROOMS: tuple[Callable[[Standing, datetime], Sequence[Due]], ...] = (
    emergency.due,  # first: it may be open at this moment
    circle.due,
    disclosures.due,
    notes.due,
    reader_keys.due,
    retention.due,
)


# What the desk leads to besides what waits: the act of the policy table, the page, its name.
WAYS: tuple[tuple[str, str, Words], ...] = (
    ("break the glass", "emergency:ask", _("Emergency view")),
    ("review emergency", "emergency:reviews", _("Emergency views to look back at")),
    ("answer data request", "circle:requests", _("What members ask for")),
    ("see matters", "circle:matters", _("Matters")),
    ("look at disclosures", "disclosures:waiting", _("What was shared outside")),
    ("see retention", "retention:preview", _("What falls due to be destroyed")),
    ("open matter", "retention:holds", _("Legal holds")),
    ("see who looked", "protection:looks", _("Who looked at whom")),
    ("see ethics desk", "ethics:desk", _("Ethics desk")),
)


@dataclass(frozen=True, slots=True)
class Way:
    """A page that this person may open."""

    label: Words
    url: str


def ways(viewer: Standing) -> list[Way]:
    """The pages of protection that open to this viewer. No query."""
    return [Way(label, reverse(url_name)) for act, url_name, label in WAYS if policy.holds(viewer, act)]


def waiting(viewer: Standing, at: datetime) -> list[Due]:
    """What waits for this viewer, what is late first; a room with nothing to do says nothing."""
    found = [due for room in ROOMS for due in room(viewer, at) if due.count]
    return sorted(found, key=lambda due: not due.is_late)
