"""Django's SQLite backend for a house with several processes.

WAL and FULL, because an acknowledged signature must survive a power cut; IMMEDIATE and one queue of writers, because
SQLite polls and lets a writer starve; secure_delete, because a shredded key must leave the pages.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db.backends.sqlite3 import base

from underrose.ground.database import sqlite_build
from underrose.ground.database.sqlite.write_lock import WriteLock

SECONDS = 20
_PRAGMAS = (
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA secure_delete=ON",
    "PRAGMA trusted_schema=OFF",
    "PRAGMA cell_size_check=ON",
    f"PRAGMA journal_size_limit={64 * 1024 * 1024}",
)
_READS = re.compile(
    r"\s*(SELECT|PRAGMA|EXPLAIN|SAVEPOINT|RELEASE|ROLLBACK|WITH(?!.*\b(INSERT|UPDATE|DELETE)\b))", re.I | re.S
)


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection that takes the house's write lock before it writes and gives it back when the write is over."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.write_lock: WriteLock | None = None

    def get_connection_params(self) -> dict[str, Any]:
        params: dict[str, Any] = super().get_connection_params()
        self.transaction_mode = "IMMEDIATE"
        return {"timeout": SECONDS, **params}

    def get_new_connection(self, conn_params: Any) -> Any:
        if sentence := sqlite_build.trouble(self.Database.sqlite_version_info):
            raise ImproperlyConfigured(sentence)
        self._give_back()
        self.write_lock = None
        if not self.is_in_memory_db():
            path = Path(conn_params["database"])
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            if not path.exists():
                path.touch(mode=0o600)  # SQLite gives WAL and journal the same rights
            self.write_lock = WriteLock(path.with_name(f"{path.name}-lock"), seconds=SECONDS)
        connection = super().get_new_connection(conn_params)
        for pragma in _PRAGMAS:
            connection.execute(pragma)
        if self.write_lock and connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
            with self.write_lock:
                connection.execute("PRAGMA journal_mode=WAL")
        return connection

    def create_cursor(self, name: str | None = None) -> Any:
        return self.connection.cursor(factory=lambda connection: _Cursor(connection, self))

    def _start_transaction_under_autocommit(self) -> None:
        taken = self._take()
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]
        except BaseException:
            if taken:
                self._give_back()
            raise

    def _commit(self) -> Any:
        done = super()._commit()  # type: ignore[misc]
        self._give_back()  # a commit that failed leaves the transaction open, so the lock stays until rollback or close
        return done

    def _rollback(self) -> Any:
        try:
            return super()._rollback()  # type: ignore[misc]
        finally:
            self._give_back()

    def _close(self) -> Any:
        try:
            return super()._close()  # type: ignore[misc]
        finally:
            if self.write_lock:
                self.write_lock.close()

    def _take(self) -> bool:
        """Take the lock; False where this connection has it already or needs none. Raises OperationalError."""
        if self.write_lock is None or self.write_lock.is_held:
            return False
        if not self.write_lock.take():
            raise self.Database.OperationalError("database is locked: another process has been writing for too long")
        return True

    def _give_back(self) -> None:
        if self.write_lock:
            self.write_lock.give_back()

    def writing(self, query: str, run: Callable[[], Any]) -> Any:
        """Run one statement. Outside a transaction a writing one has the lock for itself."""
        if self.write_lock is None or self.write_lock.is_held or _READS.match(query):
            return run()
        self._take()
        try:
            return run()
        finally:
            # Without autocommit the first write opened a transaction, which commit or rollback ends.
            if self.connection is None or not self.connection.in_transaction:
                self._give_back()


class _Cursor(base.SQLiteCursorWrapper):
    def __init__(self, connection: Any, wrapper: DatabaseWrapper) -> None:
        super().__init__(connection)
        self._wrapper = wrapper

    def execute(self, query: str, params: Any = None) -> Any:
        return self._wrapper.writing(query, lambda: base.SQLiteCursorWrapper.execute(self, query, params))

    def executemany(self, query: str, param_list: Iterable[Any]) -> Any:
        return self._wrapper.writing(query, lambda: base.SQLiteCursorWrapper.executemany(self, query, param_list))

    def convert_query(self, query: str, *, param_names: list[str] | None = None) -> str:
        """Django's own conversion, remembered: its pattern took longer over a statement than SQLite did."""
        if param_names is None and len(query) <= _REMEMBERED:
            return _with_question_marks(query)
        converted: str = super().convert_query(query, param_names=param_names)
        return converted


_REMEMBERED = 4_000  # letters; a bulk statement is longer, and seldom the same twice


@lru_cache(maxsize=1024)
def _with_question_marks(query: str) -> str:
    return base.FORMAT_QMARK_REGEX.sub("?", query).replace("%%", "%")
