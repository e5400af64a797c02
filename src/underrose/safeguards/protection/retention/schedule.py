"""The schedule in force, and what the packs say: how long is the least, and where that stands."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from underrose.people.packs import applying
from underrose.people.packs.reading import Pack, Statement
from underrose.safeguards.protection.retention.models import Kind, Schedule

TOPIC = "retention"
_LONGEST_GAP = {Kind.NOTE: Kind.MEMBER}  # notes are part of what is kept about a member; no pack shortens them


@dataclass(frozen=True, slots=True)
class Rule:
    """How long one class is kept, and what the chosen places say of it."""

    kind: Kind
    months: int
    least: int  # what the law of these places asks for; 0 where it names nothing
    statements: tuple[tuple[str, Statement], ...]  # (name of the pack, what it says)

    @property
    def years(self) -> int:
        return -(-self.months // 12)


def in_force(practice_id: uuid.UUID) -> Schedule | None:
    """The newest edition; None where the practice has not set one yet."""
    return Schedule.objects.filter(practice=practice_id).order_by("-number").first()


def rules(practice_id: uuid.UUID) -> dict[Kind, Rule]:
    """Every class with its time, by the schedule and the laws that are in force now."""
    schedule, packs = in_force(practice_id), applying.in_force(practice_id)
    return {kind: rule(kind, packs, schedule.months if schedule else {}) for kind in Kind}


def rule(kind: Kind, packs: Sequence[Pack], months: Mapping[str, int]) -> Rule:
    """One class: the practice's own time, else what the packs suggest, and never less than the law of these places.

    Of several places the longest counts, because it keeps what the others ask for too. A law that came later than the
    schedule counts at once.
    """
    said = tuple(
        (pack.name, statement)
        for pack, statement in applying.said(packs, TOPIC)
        if statement.values.get("class") == _LONGEST_GAP.get(kind, kind)
    )
    least = max((statement.values["months"] for _name, statement in said if statement.kind == "law"), default=0)
    suggested = max((statement.values["months"] for _name, statement in said), default=120)
    return Rule(kind, max(months.get(kind, suggested), least), least, said)
