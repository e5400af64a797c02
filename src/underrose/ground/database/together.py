"""Ask several questions in one statement.

Each question is an ordinary queryset, and each answer is what that queryset would have given. The rows travel as JSON,
because several results of different shape can't share one table. For pages made by many rooms, each of which asks a
little: what costs there is not the asking but the way to the database and back.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import BinaryField, QuerySet
from django.db.models.sql.compiler import SQLCompiler

Rows = list[Any]
# What PostgreSQL's JSON says as text, and its driver as a value. SQLite's driver says text as well.
_READ: dict[str, Callable[[str], Any]] = {
    "UUIDField": uuid.UUID,
    "DateTimeField": datetime.fromisoformat,
    "DateField": date.fromisoformat,
    "TimeField": time.fromisoformat,
    "DecimalField": Decimal,
}


def ask(*questions: QuerySet[Any, Any]) -> list[Rows]:
    """The rows of each queryset, in one query. Querysets with prefetches are not taken."""
    asked = [_Asked(question) for question in questions]
    known = [one for one in asked if one.sql]
    if known:
        parts = ", ".join(f"q{place}({one.columns}) AS ({one.sql})" for place, one in enumerate(known))
        packed = ", ".join(f"(SELECT {one.packed} FROM q{place})" for place, one in enumerate(known))
        with connection.cursor() as cursor:
            cursor.execute(f"WITH {parts} SELECT {packed}", [param for one in known for param in one.params])
            answer = cursor.fetchone()
        for one, rows in zip(known, answer, strict=True):
            one.rows = json.loads(rows) if isinstance(rows, str) else rows or []
    return [one.answer() for one in asked]


class _Asked:
    """One question: its statement, and its answer made into rows by Django's own ways."""

    def __init__(self, question: QuerySet[Any, Any]) -> None:
        self.question = question.all()
        self.rows: Sequence[Sequence[Any]] = []
        self.sql, self.params, self.columns = "", (), ""
        try:
            self.compiler: SQLCompiler | None = self.question.query.get_compiler(connection=connection)
            self.sql, self.params = self.compiler.as_sql()
        except EmptyResultSet:  # such as `pk__in=[]`: nobody need be asked
            self.compiler = None
            return
        self.columns = ", ".join(f"c{place}" for place in range(len(self.fields)))

    @property
    def fields(self) -> list[Any]:
        assert self.compiler is not None  # noqa: S101 - asked only where there is a statement
        return [expression.output_field for expression, _sql, _alias in self.compiler.select]

    @property
    def packed(self) -> str:
        if connection.vendor == "sqlite":
            each = ", ".join(
                _hex(field, f"iif(c{n} IS NULL, NULL, hex(c{n}))", f"c{n}") for n, field in self._numbered()
            )
            return f"json_group_array(json_array({each}))"
        each = ", ".join(_hex(field, f"encode(c{n}, 'hex')", f"c{n}") for n, field in self._numbered())
        return f"json_agg(json_build_array({each}))"

    def answer(self) -> Rows:
        if self.compiler is None:
            return []
        readers = [_reader(field) for field in self.fields]
        rows = [
            tuple(value if value is None or not read else read(value) for value, read in zip(row, readers, strict=True))
            for row in self.rows
        ]
        self.question.query.get_compiler = lambda *_args, **_more: _Answered(self.compiler, rows)  # type: ignore[assignment]
        return list(self.question)

    def _numbered(self) -> list[tuple[int, Any]]:
        return list(enumerate(self.fields))


class _Answered:
    """A compiler that has its rows already; everything else is the real one's."""

    def __init__(self, compiler: SQLCompiler, rows: Rows) -> None:
        self._compiler, self._rows = compiler, rows

    def __getattr__(self, name: str) -> Any:
        return getattr(self._compiler, name)

    def execute_sql(self, *_args: Any, **_more: Any) -> list[Rows]:
        return [self._rows]

    def results_iter(self, results: Any = None, **more: Any) -> Any:
        more.pop("chunked_fetch", None), more.pop("chunk_size", None)
        return self._compiler.results_iter(results if results is not None else [self._rows], **more)


def _hex(field: Any, as_hex: str, plain: str) -> str:
    return as_hex if isinstance(field, BinaryField) else plain


def _reader(field: Any) -> Callable[[str], Any] | None:
    if isinstance(field, BinaryField):
        return bytes.fromhex
    if connection.vendor == "sqlite":
        return None
    internal = field.target_field.get_internal_type() if field.is_relation else field.get_internal_type()
    return _READ.get(internal)
