"""The seven safeguards by name, and their petals for one session or many.

A petal that raises shows *missing* with a plain sentence, never *in place*; the log holds ids alone.
"""

from __future__ import annotations

import logging
import uuid
from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from underrose.groups.models import GroupSession
from underrose.groups.petals import Petal, Safeguard, State, Words
from underrose.people.models import Standing
from underrose.safeguards.accountability import petal as accountability
from underrose.safeguards.agreements import petal as agreements
from underrose.safeguards.feedback import petal as feedback
from underrose.safeguards.protection import petal as protection
from underrose.safeguards.reminders import petal as reminders
from underrose.safeguards.rules import petal as rules
from underrose.safeguards.training import petal as training

# Clockwise from the top.
SAFEGUARDS: tuple[Safeguard, ...] = (rules, protection, agreements, reminders, accountability, feedback, training)
UNKNOWN = Petal(State.MISSING, _("This could not be looked up just now, so it does not count as in place."))
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Rose:
    """The petals of one session, in order, each with its safeguard's name."""

    petals: tuple[tuple[Words, Petal], ...]

    @property
    def in_place(self) -> int:
        return sum(petal.state is State.IN_PLACE for _name, petal in self.petals)

    @property
    def is_whole(self) -> bool:
        return self.in_place == len(self.petals)


def rose(session: GroupSession, viewer: Standing) -> Rose:
    """The rose of one session, as this viewer may know it."""
    return roses([session], viewer)[session.pk]


def roses(sessions: Sequence[GroupSession], viewer: Standing) -> dict[uuid.UUID, Rose]:
    """The roses of many sessions; each safeguard is asked once, however many they are."""
    answers = [(room.NAME, _asked(room, sessions, viewer)) for room in SAFEGUARDS]
    return {
        session.pk: Rose(tuple((name, found.get(session.pk, UNKNOWN)) for name, found in answers))
        for session in sessions
    }


def _asked(room: Safeguard, sessions: Sequence[GroupSession], viewer: Standing) -> Mapping[uuid.UUID, Petal]:
    """One room's petals. Whatever it raises is our trouble and not the group's: the evening goes on without it."""
    # Inside an act, a savepoint: else a failed query would spoil the act's whole transaction on PostgreSQL.
    apart = transaction.atomic() if connection.in_atomic_block else nullcontext()
    try:
        with apart:
            return room.petals(sessions, viewer)
    except Exception as error:  # noqa: BLE001 - no petal may take the page of the other six with it
        ids = ", ".join(str(session.pk) for session in sessions)
        log.error("petal %s failed with %s for %s", room.__name__, type(error).__name__, ids)  # type: ignore[attr-defined]
        return {}
