"""The privacy desk: what waits for one person, asked of each room inside protection."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from underrose.people.models import Standing
from underrose.safeguards.protection.circle import desk as circle
from underrose.safeguards.protection.disclosures import desk as disclosures
from underrose.safeguards.protection.due import Due
from underrose.safeguards.protection.emergency import desk as emergency
from underrose.safeguards.protection.notes import desk as notes
from underrose.safeguards.protection.retention import desk as retention

# A room with something that can wait for somebody adds its `desk.due` here.
ROOMS: tuple[Callable[[Standing, datetime], Sequence[Due]], ...] = (
    circle.due,
    disclosures.due,
    emergency.due,
    notes.due,
    retention.due,
)


def waiting(viewer: Standing, at: datetime) -> list[Due]:
    """What waits for this viewer, what is late first; a room with nothing to do says nothing."""
    found = [due for room in ROOMS for due in room(viewer, at) if due.count]
    return sorted(found, key=lambda due: not due.is_late)
