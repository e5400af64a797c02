"""What changes the editions of rules and agreements. It writes no ledger entry: the room's own action does."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, TypeVar

from django.db import models

from underrose.ground.refusal import Absent
from underrose.groups.editions import AlreadyDrafting, Edition, NotADraft
from underrose.groups.models import Group

_E = TypeVar("_E", bound=Edition)


def begin(kind: type[_E], group: Group, *, at: datetime) -> tuple[_E, _E | None]:
    """An empty draft, and the edition in force that it may copy. The group is locked. Raises AlreadyDrafting."""
    group = lock(group)
    editions: Any = kind._default_manager
    if editions.draft().filter(group=group).exists():
        raise AlreadyDrafting
    draft = editions.create(practice_id=group.practice_id, group=group, made_at=at)
    return draft, editions.published().filter(group=group).select_related("group").first()


def lock(group: Group) -> Group:
    """The group, until the transaction ends: whoever changes its editions waits for whoever else does."""
    return Group.objects.select_for_update().get(pk=group.pk)


def still_draft(edition: _E) -> _E:
    """The draft, locked. Raises NotADraft for what is published by now, or gone."""
    found = type(edition)._default_manager.select_for_update().filter(pk=edition.pk).first()
    if found is None or found.state != Edition.State.DRAFT:
        raise NotADraft
    return found


def enter_into_force(draft: _E, *, at: datetime) -> _E | None:
    """Give a draft its number, and retire the edition before it, which is returned. The caller saves the draft."""
    editions: Any = type(draft)._default_manager
    before: _E | None = editions.published().filter(group=draft.group_id).first()
    if before:
        leave_force(before, at=at)
    last = editions.filter(group=draft.group_id).aggregate(last=models.Max("number"))["last"]
    draft.number, draft.state, draft.published_at = (last or 0) + 1, Edition.State.PUBLISHED, at
    return before


def leave_force(edition: Edition, *, at: datetime) -> None:
    """Retire an edition. Raises Absent for one that isn't in force."""
    if edition.state != Edition.State.PUBLISHED:
        raise Absent
    edition.state, edition.retired_at = Edition.State.RETIRED, at
    edition.save()


def open_place(clauses: Sequence[Any], place: int) -> tuple[int, list[Any]]:
    """Make room at the given place of clauses in order: the position that is free now, and the clauses that moved."""
    if place >= len(clauses):
        return (clauses[-1].position + 1 if clauses else 1), []
    free = clauses[place].position
    moved = list(clauses[place:])
    for clause in reversed(moved):  # from the end, because no two may have one position for a moment even
        clause.position += 1
        clause.save()
    return free, moved


def exchange(one: Any, other: Any, spare: int) -> None:
    """Let two clauses take each other's place, by way of a position that nobody has."""
    first, second = one.position, other.position
    for clause, position in ((one, spare), (other, first), (one, second)):
        clause.position = position
        clause.save()
