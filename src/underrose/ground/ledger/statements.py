"""The few statements that every act pays for, built once from the models.

Written out because building them anew cost ten times what the database took for them (`bench/ledger.py`). They are
the same on both databases but for locks, which SQLite has no need of: there whoever writes is alone.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, NamedTuple

from django.db import DEFAULT_DB_ALIAS, connection, connections, models

from underrose.ground.ledger.models import Entry

_SQLITE = "sqlite"


class Pen:
    """One act's hand on the database: one cursor for all its statements."""

    def __init__(self) -> None:
        self._db = connections[DEFAULT_DB_ALIAS]
        self._cursor = self._db.cursor()
        self.has_one_writer = self._db.vendor == _SQLITE

    def insert(self, entry: Entry) -> None:
        """Store a new entry. Where places are given later, the database notes the order of arrival itself."""
        sql, names = _insertion(self._db.vendor)
        self._cursor.execute(sql, [self._plain(getattr(entry, name)) for name in names])
        entry._state.adding = False
        entry._state.db = self._db.alias

    def head(self, practice_id: uuid.UUID, *, hold: bool) -> Tip | None:
        """A practice's head; held against others where the database has more than one writer."""
        select = "SELECT size, frontier, mac, subject_id, shapes FROM ledger_head WHERE practice_id = %s"
        locks = hold and not self.has_one_writer
        self._cursor.execute(f"{select} FOR UPDATE" if locks else select, [self._plain(practice_id)])
        found = self._cursor.fetchone()
        if found is None:
            return None
        size, frontier, mac, subject_id, shapes = found
        subject_id = subject_id if isinstance(subject_id, uuid.UUID) else uuid.UUID(subject_id)
        return Tip(self, practice_id, size, bytes(frontier), bytes(mac), subject_id, shapes)

    def move(self, tip: Tip) -> None:
        """Save a head that grew."""
        self._cursor.execute(
            "UPDATE ledger_head SET size = %s, frontier = %s, mac = %s WHERE practice_id = %s",
            [tip.size, tip.frontier, tip.mac, self._plain(tip.practice_id)],
        )

    def stored(
        self, model: type[models.Model], practice_id: uuid.UUID, keys: Sequence[Any], columns: tuple[str, ...]
    ) -> list[Sequence[Any]]:
        """Key and columns of some rows of a practice, in order of the key, locked where the database locks rows."""
        selection = _selection(model, columns, len(keys), self._db.vendor)
        self._cursor.execute(selection.sql, [*map(self._plain, keys), self._plain(practice_id)])
        return [self._read(row, selection.converters) for row in self._cursor.fetchall()]

    def _read(self, row: Sequence[Any], converters: Iterable[_Converter]) -> Sequence[Any]:
        found = list(row)
        for place, functions, expression in converters:
            value = found[place]
            for function in functions:
                value = function(value, expression, self._db)
            found[place] = value
        return found

    def _plain(self, value: Any) -> Any:
        """A value as Django writes it on this database."""
        if self.has_one_writer:
            if isinstance(value, uuid.UUID):
                return value.hex
            if isinstance(value, datetime):
                return str(value.astimezone(UTC).replace(tzinfo=None))
        return value


@dataclass(slots=True)
class Tip:
    """A practice's head in memory: a model's instance costs more than the statement that reads it."""

    pen: Pen
    practice_id: uuid.UUID
    size: int
    frontier: bytes
    mac: bytes
    subject_id: uuid.UUID
    shapes: str = ""


def owner_of(model: type[models.Model]) -> models.Field[Any, Any]:
    """The column that says which practice a row belongs to; of a practice itself, its key."""
    named = [field for field in model._meta.concrete_fields if field.attname == "practice_id"]
    return named[0] if named else model._meta.pk


_Converter = tuple[int, list[Callable[[Any, Any, Any], Any]], Any]


class _Selection(NamedTuple):
    sql: str
    converters: list[_Converter]


@lru_cache
def _insertion(vendor: str) -> tuple[str, list[str]]:
    fields = [field for field in Entry._meta.concrete_fields if vendor == _SQLITE or field.name != "arrival"]
    columns = ", ".join(connection.ops.quote_name(str(field.column)) for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    return f"INSERT INTO ledger_entry ({columns}) VALUES ({marks})", [field.attname for field in fields]  # noqa: S608


@lru_cache(maxsize=512)
def _selection(model: type[models.Model], columns: tuple[str, ...], count: int, vendor: str) -> _Selection:
    compiler = model._base_manager.order_by().values_list("pk", *columns).query.get_compiler(connection=connection)
    selected, _ = compiler.as_sql()
    key, owner = (
        f"{connection.ops.quote_name(field.model._meta.db_table)}.{connection.ops.quote_name(str(field.column))}"
        for field in (model._meta.pk, owner_of(model))
    )
    lock = "" if vendor == _SQLITE else " FOR NO KEY UPDATE"
    marks = ", ".join(["%s"] * count)
    converters = compiler.get_converters([column for column, *_ in compiler.select])
    return _Selection(
        f"{selected} WHERE {key} IN ({marks}) AND {owner} = %s ORDER BY {key}{lock}",
        [(place, functions, expression) for place, (functions, expression) in converters.items()],
    )
