"""Ask several questions in one statement.

Each question is an ordinary queryset, and each answer is what that queryset would have given. The rows travel as JSON,
because several results of different shape can't share one table. For pages made by many rooms, each of which asks a
little: what costs there is not the asking but the way to the database and back.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from functools import wraps
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connection, connections
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


def ask(*questions: Question) -> list[Rows]:
    """The rows of each question, in one query. Querysets with prefetches are not taken."""
    asked = [_bound(question) for question in questions]
    known = [one for one in asked if one.statement.sql]
    answers: Sequence[Any] = ()
    if known:
        parts = ", ".join(f"q{place}{one.statement.sql}" for place, one in enumerate(known))
        # Each part is Django's own statement with its values apart.
        packed = ", ".join(f"(SELECT {one.statement.packed} FROM q{place})" for place, one in enumerate(known))  # noqa: S608
        with connection.cursor() as cursor:
            cursor.execute(f"WITH {parts} SELECT {packed}", [param for one in known for param in one.params])
            answers = cursor.fetchone()
    told = iter(answers)
    return [one.statement.answer(next(told)) if one.statement.sql else [] for one in asked]


def prepared(questions: Callable[..., Sequence[QuerySet[Any, Any]]]) -> Callable[..., list[Bound]]:
    """For a function of collections of ids that gives querysets: build and compile them once for so many ids.

    Django takes longer to build a statement than SQLite to answer it. Nothing but the ids may differ from one call to
    the next: no time, no person. Held by the connection, so that no two threads share a compiler.
    """

    @wraps(questions)
    def bind(*given: Collection[uuid.UUID]) -> list[Bound]:
        args = [list(ids) for ids in given]
        held = _of_this_connection()
        key = (questions, *map(len, args))
        if key not in held:
            if len(held) >= _MOST_HELD:
                held.clear()
            held[key] = _prepare(questions, [len(ids) for ids in args])
        return [Bound(statement, tuple(_fill(slot, args) for slot in slots)) for statement, slots in held[key]]

    return bind


class Statement:
    """A question's words for the database, and how its answer becomes rows by Django's own ways."""

    def __init__(self, question: QuerySet[Any, Any]) -> None:
        self.question = question
        self.sql, self.packed = "", ""
        self.params: tuple[Any, ...] = ()
        # The connection itself: the proxy `django.db.connection` looks it up anew for each of a thousand questions.
        self.compiler: SQLCompiler = question.query.get_compiler(connection=connections[DEFAULT_DB_ALIAS])
        try:
            sql, self.params = self.compiler.as_sql()
        except EmptyResultSet:  # such as `pk__in=[]`: nobody need be asked
            return
        fields = [expression.output_field for expression, _sql, _alias in self.compiler.select]
        self.sql = f"({', '.join(f'c{place}' for place in range(len(fields)))}) AS ({sql})"
        self.packed = _packed(fields)
        self.readers = [_reader(field) for field in fields]

    def answer(self, told: str | Rows | None) -> Rows:
        """The rows, as the queryset itself would have given them."""
        found = json.loads(told) if isinstance(told, str) else told or []
        if any(self.readers):
            found = [
                [value if value is None or not read else read(value) for value, read in zip(row, self.readers)]  # noqa: B905 - as wide as its fields
                for row in found
            ]
        rows = [tuple(row) for row in found]
        answered: Any = _Told(self.question, self.compiler, rows)
        made: Any = self.question._iterable_class(answered)
        return [*made]


@dataclass(frozen=True, slots=True)
class Bound:
    """A statement with its values."""

    statement: Statement
    params: tuple[Any, ...]


Question = QuerySet[Any, Any] | Bound
_MOST_HELD = 512


def _bound(question: Question) -> Bound:
    if isinstance(question, Bound):
        return question
    statement = Statement(question)
    return Bound(statement, statement.params)


def _of_this_connection() -> dict[Any, list[tuple[Statement, list[Any]]]]:
    held: dict[Any, list[tuple[Statement, list[Any]]]] = connections[DEFAULT_DB_ALIAS].__dict__.setdefault("_held", {})
    return held


def _prepare(
    questions: Callable[..., Sequence[QuerySet[Any, Any]]], sizes: Sequence[int]
) -> list[tuple[Statement, list[Any]]]:
    """Ask with ids that nobody has, and note where each of them went."""
    marks = [[uuid.uuid4() for _each in range(size)] for size in sizes]
    places = {mark: (arg, place) for arg, ids in enumerate(marks) for place, mark in enumerate(ids)}
    found = []
    for question in questions(*marks):
        statement = Statement(question)
        found.append((statement, [_slot(param, places) for param in statement.params]))
    return found


@dataclass(frozen=True, slots=True)
class _Slot:
    """Where an id belongs: of which collection, at which place, and whether the database takes it as text."""

    arg: int
    place: int
    as_text: bool


def _slot(param: Any, places: Mapping[uuid.UUID, tuple[int, int]]) -> Any:
    if isinstance(param, uuid.UUID) and param in places:
        return _Slot(*places[param], as_text=False)
    if isinstance(param, str) and len(param) == 32 and (mark := _id(param)) and mark in places:
        return _Slot(*places[mark], as_text=True)
    return param


def _id(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


def _fill(slot: Any, args: Sequence[Sequence[uuid.UUID]]) -> Any:
    if not isinstance(slot, _Slot):
        return slot
    value = args[slot.arg][slot.place]
    return value.hex if slot.as_text else value


class _Told:
    """A queryset whose compiler has its rows already; everything else is the real one's."""

    def __init__(self, question: QuerySet[Any, Any], compiler: SQLCompiler, rows: Rows) -> None:
        self._question, self._compiler, self._rows = question, compiler, rows

    def __getattr__(self, name: str) -> Any:
        return getattr(self._question, name)

    @property
    def query(self) -> Any:
        return _Query(self)


class _Query:
    def __init__(self, told: _Told) -> None:
        self._told = told

    def __getattr__(self, name: str) -> Any:
        return getattr(self._told._question.query, name)

    def get_compiler(self, *_args: Any, **_more: Any) -> Any:
        return _Compiler(self._told)


class _Compiler:
    def __init__(self, told: _Told) -> None:
        self._told = told

    def __getattr__(self, name: str) -> Any:
        return getattr(self._told._compiler, name)

    def execute_sql(self, *_args: Any, **_more: Any) -> list[Rows]:
        return [self._told._rows]

    def results_iter(self, results: Any = None, **more: Any) -> Any:
        kept = {name: value for name, value in more.items() if name == "tuple_expected"}
        return self._told._compiler.results_iter([self._told._rows], **kept)


def _packed(fields: Sequence[Any]) -> str:
    """One row as a JSON array, and all rows as an array of them; bytes as hexadecimal digits."""
    if connection.vendor == "sqlite":
        each = (_hex(field, f"iif(c{n} IS NULL, NULL, hex(c{n}))", f"c{n}") for n, field in enumerate(fields))
        return f"json_group_array(json_array({', '.join(each)}))"
    each = (_hex(field, f"encode(c{n}, 'hex')", f"c{n}") for n, field in enumerate(fields))
    return f"json_agg(json_build_array({', '.join(each)}))"


def _hex(field: Any, as_hex: str, plain: str) -> str:
    return as_hex if isinstance(field, BinaryField) else plain


def _reader(field: Any) -> Callable[[str], Any] | None:
    if isinstance(field, BinaryField):
        return bytes.fromhex
    if connection.vendor == "sqlite":
        return None
    internal = field.target_field.get_internal_type() if field.is_relation else field.get_internal_type()
    return _READ.get(internal)
