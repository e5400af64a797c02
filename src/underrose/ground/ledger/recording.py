"""Append one entry for an act, in the act's own transaction."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Protocol

from underrose.ground.ledger.models import Entry, Recorded


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
    about: Recorded | None = None,
    rows: Iterable[Recorded] = (),
    gone: Iterable[Recorded] = (),
    details: Mapping[str, Any] | None = None,
    practice_id: uuid.UUID | None = None,
) -> Entry:
    """Append one entry. Call it after the rows are saved, inside the same transaction.

    `about` is the row the act is about; `rows` further rows it changed or made; `gone` rows it deletes (before the
    delete); `details` goes into a sealed side row that can be shredded while proofs stay valid.
    """
    entry = Entry(
        practice_id=practice_id or by.practice_id,
        action=action,
        by=by.ref,
        about=reference(about) if about else "",
        at=at,
        leaf=b"",
    )
    entry.save(force_insert=True)
    return entry


def reference(row: Recorded) -> str:
    """How the ledger names a row: label and key."""
    return f"{row._meta.label_lower}:{row.pk}"
