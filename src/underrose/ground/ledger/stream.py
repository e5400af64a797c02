"""Read a practice's entries back in order, and derive each leaf from its columns alone.

Raw columns, because a million of them go through here; the two databases write ids and times each in their own way.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import Any, NamedTuple

from django.db import connection

from underrose.ground.ledger import leaf, tree
from underrose.ground.ledger.models import Entry

_COLUMNS = {
    "sqlite": '"index", about, action, "by", details, id, rows, at || \'\', leaf_hash',
    "postgresql": (
        "index, about, action, by, details, replace(id::text, '-', ''), rows,"
        " to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'), leaf_hash"
    ),
}
_IN_PLACE = '"index" IS NOT NULL ORDER BY "index"'
_WAITING = '"index" IS NULL ORDER BY arrival'
_AT_ONCE = 2_000


class Derived(NamedTuple):
    """One entry read back: `leaf_hash` is derived from its columns; `is_as_stored` compares it with the stored one."""

    index: Any
    id: str
    rows: str
    leaf_hash: bytes
    is_as_stored: bool


def in_place(practice_id: uuid.UUID) -> Iterator[Derived]:
    """The entries that have an index, in its order."""
    return _read(practice_id, _IN_PLACE)


def waiting(practice_id: uuid.UUID) -> Iterator[Derived]:
    """The entries that wait for the sequencer, in order of arrival."""
    return _read(practice_id, _WAITING)


def _read(practice_id: uuid.UUID, which: str) -> Iterator[Derived]:
    sql = f"SELECT {_COLUMNS[connection.vendor]} FROM ledger_entry WHERE practice_id = %s AND {which}"  # noqa: S608
    owner, derive = practice_id.hex, _derive
    with connection.chunked_cursor() as cursor:
        cursor.execute(sql, [Entry._meta.get_field("practice_id").get_db_prep_value(practice_id, connection)])
        while some := cursor.fetchmany(_AT_ONCE):
            for row in some:
                yield derive(row, owner)


def _derive(row: tuple[Any, ...], owner: str) -> Derived:
    index, about, action, by, details, entry_id, rows, at, stored = row
    try:
        time = at.replace(" ", "T") + ("Z" if len(at) > 19 else ".000000Z")
        found = tree.leaf_hash(leaf.write(about, action, by, details, entry_id, owner, rows, time))
    except (AttributeError, TypeError, ValueError):  # a column of another kind than the house ever writes
        return Derived(index, str(entry_id), "", b"", False)
    return Derived(index, entry_id, rows, found, found == bytes(stored))
