"""Read a practice's entries back in order, and derive each leaf from its columns alone.

Raw columns, because a million of them go through here; the two databases write ids and times each in their own way.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from hashlib import sha256
from typing import Any

from django.db import connection

from underrose.ground.ledger import leaf
from underrose.ground.ledger.models import Entry

_COLUMNS = {
    "sqlite": """ "index", about, action, "by", details, id, rows,
        replace(at, ' ', 'T') || CASE length(at) WHEN 19 THEN '.000000Z' ELSE 'Z' END, leaf_hash """,
    "postgresql": """ index, about, action, by, details, replace(id::text, '-', ''), rows,
        to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), leaf_hash """,
}
_IN_PLACE = '"index" IS NOT NULL ORDER BY "index"'
_WAITING = '"index" IS NULL ORDER BY arrival'
_AT_ONCE = 2_048

# Index, entry's id, its rows, the leaf hash derived from its columns, and whether that is the one that was stored.
Derived = tuple[Any, str, str, bytes, bool]


def in_place(practice_id: uuid.UUID) -> Iterator[list[Derived]]:
    """The entries that have an index, in its order, some at a time."""
    return _read(practice_id, _IN_PLACE)


def waiting(practice_id: uuid.UUID) -> Iterator[list[Derived]]:
    """The entries that wait for the sequencer, in order of arrival, some at a time."""
    return _read(practice_id, _WAITING)


def _read(practice_id: uuid.UUID, which: str) -> Iterator[list[Derived]]:
    sql = f"SELECT {_COLUMNS[connection.vendor]} FROM ledger_entry WHERE practice_id = %s AND {which}"  # noqa: S608
    with connection.chunked_cursor() as cursor:
        cursor.execute(sql, [Entry._meta.get_field("practice_id").get_db_prep_value(practice_id, connection)])
        while some := cursor.fetchmany(_AT_ONCE):
            yield _derive(some, practice_id.hex)


def _derive(some: Sequence[tuple[Any, ...]], owner: str) -> list[Derived]:
    found: list[Derived] = []
    write, hashed, keep = leaf.write, sha256, found.append
    for index, about, action, by, details, entry_id, rows, time, stored in some:
        try:
            ours = hashed(b"\0" + write(about, action, by, details, entry_id, owner, rows, time)).digest()
            keep((index, entry_id, rows, ours, ours == stored))
        except (AttributeError, TypeError, ValueError):  # a column of another kind than the house ever writes
            keep((index, str(entry_id), "", b"", False))
    return found
