"""What falls due: everything that has a key of its own, against the schedule, the holds and what is waiting already.

It opens nothing: whoever reads the list sees classes, days and numbers, and nobody's name.
"""

from __future__ import annotations

import calendar
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import formats
from django.utils.translation import gettext as _

from underrose.ground.vault.keeping import Kept, all_kept
from underrose.ground.vault.models import SubjectKey
from underrose.people.matters import queries as matters
from underrose.people.matters.models import Matter
from underrose.safeguards.protection.retention import schedule
from underrose.safeguards.protection.retention.models import Kind, Part
from underrose.safeguards.protection.retention.schedule import Rule

SOON = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Item:
    """One record that is over: since when, and until when it is kept."""

    kept: Kept
    kind: Kind
    over_at: datetime
    due_at: datetime
    earliest_at: datetime  # before, the law of a place that was chosen asks to keep it
    is_held: bool = False
    is_waiting: bool = False  # in a destruction that was asked for
    explains: bool = False  # what others still need to be understood

    def is_due(self, at: datetime, *, early: bool = False) -> bool:
        """Whether it may go now; `early` for what a member asked for, which the law alone can delay."""
        over = self.earliest_at if early else self.due_at
        return over <= at and not (self.is_held or self.is_waiting or self.explains)


@dataclass(frozen=True, slots=True)
class Line:
    """One class in the preview."""

    rule: Rule
    due: tuple[Item, ...]
    soon: int
    later: int
    held: int
    waiting: int
    in_use: int


def preview(practice_id: uuid.UUID, *, at: datetime) -> list[Line]:
    """Each class with what is due now, soon, held and in use. A constant number of queries."""
    rules = schedule.rules(practice_id)
    found, in_use = items(practice_id, rules)
    lines = []
    for kind in Kind:
        those = [item for item in found.values() if item.kind == kind]
        free = [item for item in those if not (item.is_held or item.is_waiting)]
        soon = sum(at < item.due_at <= at + SOON for item in free)
        due = tuple(sorted((item for item in those if item.is_due(at)), key=lambda item: item.due_at))
        lines.append(
            Line(
                rules[kind],
                due,
                soon,
                len(free) - len(due) - soon,
                sum(item.is_held for item in those),
                sum(item.is_waiting for item in those),
                in_use.get(kind, 0),
            )
        )
    return lines


def items(
    practice_id: uuid.UUID, rules: Mapping[Kind, Rule] | None = None, *, besides: uuid.UUID | None = None
) -> tuple[dict[uuid.UUID, Item], dict[Kind, int]]:
    """Everything that is over and still opens, by its key; and how many of each class are in use.

    `besides` is a destruction that doesn't count as waiting: the one being looked at.
    """
    rules = rules or schedule.rules(practice_id)
    destroyed = set(
        SubjectKey.objects.filter(practice_id=practice_id).exclude(shredded_at=None).values_list("id", flat=True)
    )
    holds = list(matters.open_matters(practice_id))
    parts = Part.objects.filter(practice=practice_id, destruction__done_at=None, destruction__stopped_at=None)
    waiting = set(parts.exclude(destruction=besides).values_list("subject_id", flat=True))
    found: dict[uuid.UUID, Item] = {}
    in_use: dict[Kind, int] = {}
    for kept in all_kept(practice_id):
        if kept.subject_id in destroyed:
            continue
        kind = Kind(kept.kind)
        if kept.over_at is None:
            in_use[kind] = in_use.get(kind, 0) + 1
            continue
        found[kept.subject_id] = Item(
            kept,
            kind,
            kept.over_at,
            months_after(kept.over_at, rules[kind].months),
            months_after(kept.over_at, rules[kind].least),
            is_held=_is_held(kept, holds),
            is_waiting=kept.subject_id in waiting,
            explains=bool(kept.after - destroyed),
        )
    return found, in_use


def of_member(practice_id: uuid.UUID, member_id: uuid.UUID, *, at: datetime) -> tuple[list[Item], str]:
    """What of one member may go before its time, because they asked; and a sentence on what may not."""
    found, _in_use = items(practice_id)
    theirs = [item for item in found.values() if item.kept.member_id == member_id]
    free = [item for item in theirs if item.is_due(at, early=True)]
    if any(item.is_held for item in theirs):
        return free, _("A hold is on it, or a matter is open.")
    if any(item.is_waiting for item in theirs):
        return free, _("It waits to be destroyed already.")
    if later := max((item.earliest_at for item in theirs if item.earliest_at > at), default=None):
        day = formats.date_format(later, "j F Y")
        return free, _("The law of a place you chose asks to keep it until %s.") % day
    return free, "" if theirs else _("Nothing of theirs is over: they are in a group, or it is destroyed already.")


def _is_held(kept: Kept, holds: Iterable[Matter]) -> bool:
    """Whatever is open keeps what it is about: a hold, a case, a worry.

    A report, and what else tells nobody whom it is about, is kept by any: better too long than gone.
    """
    return any(
        (hold.member_id is None and hold.group_id is None)
        or not (kept.member_id or kept.group_ids)
        or (hold.member_id is not None and hold.member_id == kept.member_id)
        or (hold.member_id is None and hold.group_id in kept.group_ids)
        or (hold.member_id is not None and kept.member_id is None and hold.group_id in kept.group_ids)
        for hold in holds
    )


def months_after(moment: datetime, months: int) -> datetime:
    """The same day some months later, or the last of that month."""
    year, month = divmod(moment.month - 1 + months, 12)
    year, month = moment.year + year, month + 1
    return moment.replace(year=year, month=month, day=min(moment.day, calendar.monthrange(year, month)[1]))
