"""The petal: a safeguard's state for one session, as one viewer may know it."""

from __future__ import annotations

import uuid
from collections.abc import Generator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol

from django.db import DatabaseError, connection, transaction
from django.utils.functional import Promise

from underrose.ground.database import together
from underrose.groups.models import GroupSession, Membership
from underrose.people.models import Standing

Words = str | Promise


class State(StrEnum):
    IN_PLACE = "in place"
    WAITING = "waiting"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Mend:
    """The one act that mends a petal: a button's words and where it leads."""

    label: Words
    url_name: str
    args: tuple[object, ...] = ()


@dataclass(frozen=True, slots=True)
class Petal:
    """State, one sentence, the one act that mends it; `marks` says it per membership (for the circle's table)."""

    state: State
    sentence: Words
    mend: Mend | None = None
    marks: Mapping[uuid.UUID, tuple[State, Words]] | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One thing on a member's home: its name, one sentence, where it leads, if it is done, if it has to be."""

    label: Words
    sentence: Words
    url_name: str
    args: tuple[object, ...] = ()
    done: bool = False
    must: bool = True


# A room's petals in the making: it yields what it wants to know, is sent the rows, and returns its petals. So the seven
# rooms are asked together, in as many statements as the longest of them has turns.
Asking = Generator[Sequence[together.Question], list[list[Any]], dict[uuid.UUID, Petal]]


class Safeguard(Protocol):
    """What a room's `petal.py` offers; a module with these names satisfies it."""

    @property
    def NAME(self) -> Words: ...  # noqa: N802 - a module's constant satisfies this
    def petal(self, session: GroupSession, viewer: Standing) -> Petal: ...
    def petals(self, sessions: Sequence[GroupSession], viewer: Standing) -> dict[uuid.UUID, Petal]:
        """For dashboards: the same, for many sessions in a constant number of queries."""
        ...

    def asking(self, sessions: Sequence[GroupSession], viewer: Standing) -> Asking:
        """The same, asked side by side with other rooms."""
        ...

    def steps(self, membership: Membership) -> tuple[Step, ...]:
        """What this room asks of a member, or offers, on their own page."""
        ...


def answered(asking: Asking) -> dict[uuid.UUID, Petal]:
    """One room's petals, asked alone. Raises whatever the room or the database does."""
    found = answered_together([asking])[0]
    if isinstance(found, Exception):
        raise found
    return found


def answered_together(askings: Sequence[Asking]) -> list[dict[uuid.UUID, Petal] | Exception]:
    """Several rooms' petals, a statement a turn. What one room raises stands in its place and stops no other."""
    found: dict[int, dict[uuid.UUID, Petal] | Exception] = {}
    turns = {place: _turn(asking, None, found, place) for place, asking in enumerate(askings)}
    while waiting := {place: questions for place, questions in turns.items() if questions is not None}:
        rows = _rows(waiting)
        turns = {place: _turn(askings[place], rows[place], found, place) for place in waiting}
    return [found[place] for place in range(len(askings))]


def _turn(
    asking: Asking, rows: list[list[Any]] | Exception | None, found: dict[int, Any], place: int
) -> Sequence[together.Question] | None:
    """One room's next questions; None once it has answered or failed."""
    try:
        return asking.throw(rows) if isinstance(rows, Exception) else asking.send(rows)  # type: ignore[arg-type]
    except StopIteration as end:
        found[place] = end.value
    except Exception as error:  # noqa: BLE001 - no room may take the other six with it
        found[place] = error
    return None


def _rows(waiting: Mapping[int, Sequence[together.Question]]) -> dict[int, list[list[Any]] | Exception]:
    """The rows for everybody's questions in one statement; if that fails, each room alone, so that one fails alone."""
    try:
        with _apart():
            rows = iter(together.ask(*[question for questions in waiting.values() for question in questions]))
        return {place: [next(rows) for _question in questions] for place, questions in waiting.items()}
    except DatabaseError:
        return {place: _rows_alone(questions) for place, questions in waiting.items()}


def _rows_alone(questions: Sequence[together.Question]) -> list[list[Any]] | Exception:
    try:
        with _apart():
            return together.ask(*questions)
    except DatabaseError as error:
        return error


def _apart() -> AbstractContextManager[object]:
    """Inside an act, a savepoint: else a failed query would spoil the act's whole transaction on PostgreSQL."""
    is_needed = connection.in_atomic_block and connection.vendor == "postgresql"
    return transaction.atomic() if is_needed else nullcontext()
