"""The petal: a safeguard's state for one session, as one viewer may know it."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from django.utils.functional import Promise

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
    """One thing on a member's home: its name, one sentence, where it leads, and whether it is done."""

    label: Words
    sentence: Words
    url_name: str
    args: tuple[object, ...] = ()
    done: bool = False


class Safeguard(Protocol):
    """What a room's `petal.py` offers; a module with these names satisfies it."""

    @property
    def NAME(self) -> Words: ...  # noqa: N802 - a module's constant satisfies this
    def petal(self, session: GroupSession, viewer: Standing) -> Petal: ...
    def petals(self, sessions: Sequence[GroupSession], viewer: Standing) -> dict[uuid.UUID, Petal]:
        """For dashboards: the same, for many sessions in a constant number of queries."""
        ...

    def steps(self, membership: Membership) -> tuple[Step, ...]:
        """What this room asks of a member, or offers, on their own page."""
        ...
