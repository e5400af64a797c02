"""What the house keeps about one member, gathered from every room by name.

A room that can't be read just now says so in its place: a part is never missing without a sentence.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from datetime import datetime
from functools import partial
from types import ModuleType

from django.utils.translation import gettext as _

from underrose.groups import export as groups
from underrose.groups.exports import Section
from underrose.people.models import Member
from underrose.safeguards.accountability import export as accountability
from underrose.safeguards.agreements import export as agreements
from underrose.safeguards.feedback import export as feedback
from underrose.safeguards.protection import export as protection
from underrose.safeguards.protection.circle import export as circle
from underrose.safeguards.protection.disclosures import export as disclosures
from underrose.safeguards.protection.notes import export as notes
from underrose.safeguards.reminders import export as reminders
from underrose.safeguards.rules import export as rules
from underrose.safeguards.rules.between import export as between
from underrose.safeguards.rules.ethics import export as ethics
from underrose.safeguards.rules.ties import export as ties

# In the order of the file. A room inside another is named like one.
ROOMS: tuple[ModuleType, ...] = (
    groups,
    rules,
    between,
    ties,
    ethics,
    agreements,
    reminders,
    accountability,
    feedback,
    protection,
    disclosures,
    notes,
    circle,
)

log = logging.getLogger(__name__)


def sections(member: Member, at: datetime) -> list[Section]:
    """Every part of what is kept, in order. It writes nothing: reading one's own leaves no trace.

    A room whose answer depends on the day offers `kept_on(member, at)` instead of `kept(member)`.
    """
    return [section for room in ROOMS for section in _of(_asked(room, at), room, member)]


def _asked(room: ModuleType, at: datetime) -> Callable[[Member], Iterable[Section]]:
    return partial(room.kept_on, at=at) if hasattr(room, "kept_on") else room.kept


def _of(kept: Callable[[Member], Iterable[Section]], room: ModuleType, member: Member) -> list[Section]:
    try:
        return list(kept(member))
    except Exception as error:  # noqa: BLE001 - one room's trouble must not keep the rest from its owner
        log.error("export of %s failed with %s for %s", room.__name__, type(error).__name__, member.pk)
        key = room.__name__.rpartition(".")[0].rpartition(".")[2]
        return [Section(key, _("A part that can't be read now"), left_out=_("Please ask us for this part."))]
