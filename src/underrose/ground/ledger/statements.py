"""The few statements that every act pays for, built once from the models.

Written out because building them anew cost ten times what the database took for them (`bench/ledger.py`). They are
the same on both databases; values go in and come out through Django's own fields.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db import connection, models

from underrose.ground.ledger.models import Entry

_IS_SQLITE = "sqlite"
_BARE = {str, int, bytes, type(None)}  # values that both drivers take as they are


def insert(entry: Entry) -> None:
    """Store a new entry. Where places are given later, the database notes the order of arrival itself."""
    sql, fields = _insertion(connection.vendor)
    values = [getattr(entry, field.attname) for field in fields]
    _run(
        sql,
        [
            value if type(value) in _BARE else field.get_db_prep_save(value, connection)
            for value, field in zip(values, fields, strict=True)
        ],
    )
    entry._state.adding = False
    entry._state.db = connection.alias


@dataclass(slots=True)
class Tip:
    """A practice's head in memory: a model's instance costs more than the statement that reads it."""

    practice_id: uuid.UUID
    size: int
    frontier: bytes
    mac: bytes
    subject_id: uuid.UUID
    shapes: str = ""


def head(practice_id: uuid.UUID, *, hold: bool) -> Tip | None:
    """A practice's head; held against others where the database has more than one writer."""
    select = "SELECT size, frontier, mac, subject_id, shapes FROM ledger_head WHERE practice_id = %s"
    locks = hold and connection.vendor != _IS_SQLITE
    found = _run(f"{select} FOR UPDATE" if locks else select, [_key(practice_id)])
    if not found:
        return None
    size, frontier, mac, subject_id, shapes = found[0]
    return Tip(practice_id, size, bytes(frontier), bytes(mac), _uuid(subject_id), shapes)


def move_head(tip: Tip) -> None:
    """Save a head that grew."""
    _run(
        "UPDATE ledger_head SET size = %s, frontier = %s, mac = %s WHERE practice_id = %s",
        [tip.size, tip.frontier, tip.mac, _key(tip.practice_id)],
    )


def stored(
    model: type[models.Model], practice_id: uuid.UUID, keys: Sequence[Any], columns: tuple[str, ...]
) -> Iterable[Sequence[Any]]:
    """Key and columns of some rows of a practice, in order of the key, locked where the database locks rows."""
    sql, compiler, converters, pk, owner = _selection(model, columns, len(keys), connection.vendor)
    values = [pk.get_db_prep_value(key, connection) for key in keys]
    rows = _run(sql, [*values, owner.get_db_prep_value(practice_id, connection)])
    return compiler.apply_converters(rows, converters) if converters else rows


def owner_of(model: type[models.Model]) -> models.Field[Any, Any]:
    """The column that says which practice a row belongs to; of a practice itself, its key."""
    named = [field for field in model._meta.concrete_fields if field.attname == "practice_id"]
    return named[0] if named else model._meta.pk


def _run(sql: str, params: Sequence[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall() if cursor.description else []


def _key(practice_id: uuid.UUID) -> object:
    return practice_id.hex if connection.vendor == _IS_SQLITE else practice_id


def _uuid(value: object) -> uuid.UUID:
    return value if isinstance(value, uuid.UUID) else uuid.UUID(str(value))


@lru_cache
def _insertion(vendor: str) -> tuple[str, list[models.Field[Any, Any]]]:
    fields = [field for field in Entry._meta.concrete_fields if vendor == _IS_SQLITE or field.name != "arrival"]
    columns = ", ".join(connection.ops.quote_name(str(field.column)) for field in fields)
    return f"INSERT INTO ledger_entry ({columns}) VALUES ({', '.join(['%s'] * len(fields))})", fields  # noqa: S608 (names from the model)


@lru_cache(maxsize=512)
def _selection(model: type[models.Model], columns: tuple[str, ...], count: int, vendor: str) -> Any:
    pk, owner = model._meta.pk, owner_of(model)
    compiler = model._base_manager.order_by().values_list("pk", *columns).query.get_compiler(connection=connection)
    selected, _ = compiler.as_sql()
    names = [
        f"{connection.ops.quote_name(field.model._meta.db_table)}.{connection.ops.quote_name(str(field.column))}"
        for field in (pk, owner)
    ]
    lock = "" if vendor == _IS_SQLITE else " FOR NO KEY UPDATE"
    wanted = ", ".join(["%s"] * count)
    sql = f"{selected} WHERE {names[0]} IN ({wanted}) AND {names[1]} = %s ORDER BY {names[0]}{lock}"
    return sql, compiler, compiler.get_converters([column for column, *_ in compiler.select]), pk, owner
