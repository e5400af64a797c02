"""What other rooms may read here: the ladder in force, and nothing about any report."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

from underrose.safeguards.accountability.models import LadderEdition


@dataclass(frozen=True, slots=True)
class LadderStep:
    """One rung, in plain words."""

    title: str
    means: str
    decides: str
    takes: str
    you_can: str


@dataclass(frozen=True, slots=True)
class Ladder:
    """A published edition of a practice's ladder."""

    edition: int
    published_at: datetime
    steps: tuple[LadderStep, ...]


def published_ladder(practice_id: uuid.UUID) -> Ladder | None:
    """The ladder in force, or None where none is published. One query."""
    found = LadderEdition.objects.published().filter(practice=practice_id).order_by("-number").first()
    if found is None or found.published_at is None:
        return None
    return Ladder(found.number, found.published_at, tuple(LadderStep(**step) for step in found.steps))
