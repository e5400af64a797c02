"""Append one entry for an act, in the act's own transaction: no entry, no change.

It refuses to be called outside a transaction, and for rows that aren't stored. It doesn't know what an act means.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Protocol

from django.db import connection, models, transaction

from underrose.ground.ledger import canonical, commitments, heads, leaf, sequencing, tree
from underrose.ground.ledger.commitments import reference
from underrose.ground.ledger.models import Entry, Look, Recorded
from underrose.ground.ledger.statements import Tip
from underrose.ground.vault import sealing

__all__ = ["Actor", "NoTransaction", "looks", "record", "reference", "viewed"]


class NoTransaction(RuntimeError):
    """An act outside `transaction.atomic`: its entry could stay when the act fails, or the other way round."""


class Actor(Protocol):
    """Who acts: a member of staff, a member, or the system under a name."""

    @property
    def practice_id(self) -> uuid.UUID: ...
    @property
    def ref(self) -> str: ...


def record(
    action: str,
    *,
    by: Actor,
    at: datetime,
    about: models.Model | None = None,
    rows: Iterable[Recorded] = (),
    gone: Iterable[Recorded] = (),
    details: Mapping[str, Any] | None = None,
    practice_id: uuid.UUID | None = None,
) -> Entry:
    """Append one entry. Call it after the rows are saved, inside the same transaction.

    `about` is the row the act is about; `rows` further rows it changed or made; `gone` rows it deletes (before the
    delete); `details` is sealed and can be shredded while proofs stay valid. Raises NoTransaction, Unsaved, NotPlain.
    """
    if not connection.in_atomic_block:
        raise NoTransaction(action)
    entry = _entry(action, by, at, about, practice_id)
    gone = list(gone)
    changed = [*rows, about] if isinstance(about, Recorded) and about not in gone else rows
    key, tip = heads.key(entry.practice_id), sequencing.head_for(entry.practice_id, at=at)
    entry.rows = "\n".join(commitments.lines(tip, entry.id, changed, gone, key))
    return _append(entry, details, key, tip)


def viewed(
    what: str,
    *,
    by: Actor,
    at: datetime,
    about: models.Model | None = None,
    subjects: Iterable[uuid.UUID] = (),
    rows: Iterable[Recorded] = (),
    details: Mapping[str, Any] | None = None,
    practice_id: uuid.UUID | None = None,
    matter_id: uuid.UUID | None = None,
) -> Entry:
    """Append the one entry of a page view, and a look for each member whose data the page shows.

    Its sealed side row names these members, beside `details`. `rows` are what the view itself made (a reason that is
    kept, for instance), so that such a view is still one entry. Call it before anything is shown: where it raises, the
    page isn't served. Under a matter (`people.matters`: a case, a legal hold, a safety worry) the member is shown the
    look after it closes. Raises Unsaved, NotPlain.
    """
    members = sorted(set(subjects))
    told = {**(details or {}), **({"subjects": [str(member) for member in members]} if members else {})}
    with transaction.atomic(savepoint=False):
        entry = _entry(what, by, at, about, practice_id)
        key, tip = heads.key(entry.practice_id), sequencing.head_for(entry.practice_id, at=at)
        lines = commitments.lines(tip, entry.id, rows, (), key)
        entry.rows = "\n".join([*lines, commitments.looks(members, matter_id)] if members else lines)
        _append(entry, told, key, tip)
        Look.objects.bulk_create(
            Look(
                practice_id=entry.practice_id,
                member_id=member,
                entry=entry,
                by=by.ref,
                action=what,
                at=at,
                matter_id=matter_id,
            )
            for member in members
        )
    return entry


def looks(practice_id: uuid.UUID, member_id: uuid.UUID) -> models.QuerySet[Look]:
    """Who looked at one member's data, newest first; all of it. What the member is shown: `people.matters.queries`."""
    return Look.objects.filter(practice_id=practice_id, member_id=member_id).order_by("-at", "-id")


def _entry(action: str, by: Actor, at: datetime, about: models.Model | None, practice_id: uuid.UUID | None) -> Entry:
    entry = Entry(
        id=leaf.new_id(at),
        practice_id=practice_id or by.practice_id,
        action=action,
        by=by.ref,
        about=reference(about) if about is not None else "",
        at=at,
    )
    leaf.check(entry)
    return entry


def _append(entry: Entry, details: Mapping[str, Any] | None, key: bytes, tip: Tip) -> Entry:
    entry.subject_id = tip.subject_id
    if details:
        sealing.seal(entry, details=canonical.dumps(details).decode())
    entry.leaf_hash = tree.leaf_hash(leaf.of(entry))
    sequencing.place(entry, tip, key)
    return entry
