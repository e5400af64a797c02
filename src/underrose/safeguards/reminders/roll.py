"""One session's list of who knows of it, as its page shows it."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

from underrose.ground.ledger import recording
from underrose.ground.vault import sealing
from underrose.groups.models import GroupSession, Membership
from underrose.groups.petals import State, Words
from underrose.people.models import Standing
from underrose.safeguards.reminders.petal import petal


@dataclass(frozen=True, slots=True)
class Line:
    """One member: how they are known here, and whether they know of the session."""

    membership_id: uuid.UUID
    chosen_name: str
    state: State
    words: Words


def call(session: GroupSession, viewer: Standing, *, at: datetime) -> list[Line]:
    """All current members by chosen name, those who still have to be told first. One look at each."""
    marks = petal(session, viewer).marks or {}
    members = list(Membership.objects.taking_part().filter(group=session.group_id))
    recording.viewed(
        "reminders seen", by=viewer.staff, at=at, about=session, subjects=[row.member_id for row in members]
    )
    names = sealing.reveal_many(members, "chosen_name")
    lines = [Line(row.pk, names[row.pk], *marks[row.pk]) for row in members if row.pk in marks]
    return sorted(lines, key=lambda line: (line.state is State.IN_PLACE, line.chosen_name.casefold()))
