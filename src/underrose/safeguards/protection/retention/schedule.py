"""The schedule in force, and what the packs say: how long is the least, and where that stands."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from underrose.people.packs.reading import Statement, packs
from underrose.safeguards.protection.retention.models import Kind, Schedule

TOPIC = "retention"
DEFAULT_PACKS = ("us",)
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


def rules(schedule: Schedule | None) -> dict[Kind, Rule]:
    """Every class with its time: the practice's own, else what the packs suggest."""
    codes = schedule.packs if schedule else DEFAULT_PACKS
    months = schedule.months if schedule else {}
    return {kind: rule(kind, codes, months) for kind in Kind}


def rule(kind: Kind, codes: Iterable[str], months: Mapping[str, int]) -> Rule:
    """One class. Of several places the longest counts, because it keeps what the others ask for too."""
    said = tuple(
        (packs()[code].name, statement)
        for code in codes
        if code in packs()
        for statement in packs()[code].on(TOPIC)
        if statement.values["class"] == _LONGEST_GAP.get(kind, kind)
    )
    least = max((statement.values["months"] for _name, statement in said if statement.kind == "law"), default=0)
    suggested = max((statement.values["months"] for _name, statement in said), default=120)
    return Rule(kind, months.get(kind, suggested), least, said)
