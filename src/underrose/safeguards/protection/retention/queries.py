"""What the pages of retention show: the preview in words, one destruction, the holds."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db.models import Count, QuerySet
from django.utils import formats
from django.utils.translation import gettext as _

from underrose.ground.ledger import recording
from underrose.ground.refusal import Absent
from underrose.ground.vault import copies, sealing
from underrose.people import outside
from underrose.people.matters import queries as matters
from underrose.people.matters.models import Kind as MatterKind
from underrose.people.matters.models import Matter
from underrose.people.models import Member, Staff
from underrose.safeguards.protection.retention import falling_due
from underrose.safeguards.protection.retention.falling_due import Item, Line
from underrose.safeguards.protection.retention.models import Destruction, Part


@dataclass(frozen=True, slots=True)
class Preview:
    """Everything on the first page."""

    lines: Sequence[Line]
    waiting: Sequence[Destruction]
    done: Sequence[Destruction]
    copies_until: datetime | None
    carried_away: int
    has_second: bool
    zone: ZoneInfo

    @property
    def due(self) -> int:
        return sum(len(line.due) for line in self.lines)

    def words_of(self, line: Line, item: Item) -> str:
        """A record in a list: its class, its number, since when it is over."""
        day = formats.date_format(item.over_at.astimezone(self.zone), "j F Y")
        return _("%(kind)s %(number)s, over since %(day)s") % {
            "kind": line.rule.kind.label,
            "number": item.kept.number,
            "day": day,
        }


@dataclass(frozen=True, slots=True)
class Asked:
    """One destruction as its page shows it."""

    destruction: Destruction
    parts: Sequence[Part]
    copies_until: datetime | None
    carried_away: int
    may_confirm: bool
    waits_for: Sequence[Staff]


@dataclass(frozen=True, slots=True)
class Hold:
    """One hold, with its reason."""

    matter: Matter
    number: str
    reason: str


def preview(*, by: Staff, at: datetime) -> Preview:
    """What falls due; reading it is an entry, though it shows nobody's name."""
    recording.viewed("retention seen", by=by, at=at)
    asked = Destruction.objects.filter(practice=by.practice_id).select_related("asked_by", "confirmed_by", "stopped_by")
    asked = asked.annotate(count=Count("parts")).order_by("-asked_at")
    return Preview(
        falling_due.preview(by.practice_id, at=at),
        list(asked.waiting()),
        list(asked.exclude(done_at=None, stopped_at=None)[:20]),
        copies.open_until(at=at),
        len(copies.carried_away(at=at)),
        bool(outside.others_who_may_confirm(by.practice_id, by, at)),
        ZoneInfo(by.practice.time_zone),
    )


def asked(found: Destruction, *, by: Staff, at: datetime) -> Asked:
    """One destruction: what, why now, who is to confirm, and until when a copy can still open it."""
    recording.viewed("destruction seen", by=by, at=at, about=found)
    others = outside.others_who_may_confirm(by.practice_id, found.asked_by, at) if found.is_waiting else []
    return Asked(
        found,
        list(found.parts.order_by("kind", "due_at")),
        copies.open_until(at=at) if found.is_waiting else found.copies_until,
        len(copies.carried_away(at=at)),
        any(one.pk == by.pk for one in others),
        others,
    )


def holds(*, by: Staff, at: datetime) -> list[Hold]:
    """Every legal hold that is open, with its reason: one entry, about those it names."""
    found = list(_holds(by.practice_id).select_related("member"))
    recording.viewed("holds seen", by=by, at=at)
    reasons = sealing.reveal_many(found, "reason")
    return [Hold(row, row.member_id.hex[:8] if row.member_id else "", reasons[row.pk]) for row in found]


def hold(practice_id: uuid.UUID, pk: uuid.UUID) -> Matter:
    """One open hold. Raises Absent."""
    found = _holds(practice_id).filter(pk=pk).first()
    if found is None:
        raise Absent
    return found


def members_numbered(number: str, *, practice_id: uuid.UUID) -> list[Member]:
    """Whose number begins so; nobody for less than eight letters, since those fit too many."""
    if len(number) < 8:
        return []
    members = Member.objects.filter(practice=practice_id)
    found = [pk for pk in members.values_list("pk", flat=True) if pk.hex.startswith(number)]
    return list(members.filter(pk__in=found[:2]))


def _holds(practice_id: uuid.UUID) -> QuerySet[Matter]:
    return matters.open_matters(practice_id).filter(kind=MatterKind.LEGAL_HOLD)
