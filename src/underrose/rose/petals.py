"""The seven safeguards by name, and their petals for one session or many.

A petal that raises shows *missing* with a plain sentence, never *in place*; the log holds ids alone.
"""

from __future__ import annotations

import logging
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from underrose.groups import circle
from underrose.groups.circle import Company
from underrose.groups.models import GroupSession
from underrose.groups.petals import Petal, Safeguard, State, Words, answered_together
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


def rose(session: GroupSession, viewer: Standing, company: Company | None = None) -> Rose:
    """The rose of one session, as this viewer may know it."""
    return roses([session], viewer, {session.group_id: company} if company else None)[session.pk]


def roses(
    sessions: Sequence[GroupSession], viewer: Standing, companies: Mapping[uuid.UUID, Company] | None = None
) -> dict[uuid.UUID, Rose]:
    """The roses of many sessions. All seven safeguards are asked together, in as many statements as each has turns."""
    with circle.known(sessions, companies or circle.companies(sessions, viewer)):
        answers = answered_together([room.asking(sessions, viewer) for room in SAFEGUARDS])
    told = [(room.NAME, _told(room, answer, sessions)) for room, answer in zip(SAFEGUARDS, answers, strict=True)]
    return {
        session.pk: Rose(tuple((name, found.get(session.pk, UNKNOWN)) for name, found in told)) for session in sessions
    }


def _told(
    room: Safeguard, answer: Mapping[uuid.UUID, Petal] | Exception, sessions: Sequence[GroupSession]
) -> Mapping[uuid.UUID, Petal]:
    """What a room said. Whatever it raised is our trouble and not the group's: the evening goes on without it."""
    if not isinstance(answer, Exception):
        return answer
    ids = ", ".join(str(session.pk) for session in sessions)
    log.error("petal %s failed with %s for %s", room.__name__, type(answer).__name__, ids)  # type: ignore[attr-defined]
    return {}
