"""Copies of an SQLite database as files: taken whole from a running house, split by table, joined, and looked over.

It knows no models; it is told names of tables. Pages that held what was taken out are gone from the file (VACUUM).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

Progress = Callable[[str, int, int], None]

_PAGES_AT_ONCE = 2048


class Unsound(Exception):
    """SQLite itself finds the file damaged."""


class InUse(Exception):
    """Another process has the database open."""


def take(source: Path, target: Path, progress: Progress | None = None) -> None:
    """Copy a database as it is at one moment, while others read and write it. Raises Unsound."""

    def tell(_status: int, remaining: int, total: int) -> None:
        if progress:
            progress("Copying the database", total - remaining, total)

    try:
        with _opened(source, read_only=True) as old, _opened(target) as new:
            old.execute("BEGIN")
            old.execute("SELECT count(*) FROM sqlite_master").fetchone()  # from here on this reader sees one moment
            old.backup(new, pages=_PAGES_AT_ONCE, progress=tell, sleep=0)
            new.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.OperationalError:
        raise  # no room, no rights: not the database's fault
    except sqlite3.DatabaseError as error:
        raise Unsound(type(error).__name__) from error


def move_tables(source: Path, target: Path, tables: Iterable[str]) -> None:
    """Put the rows of some tables into a database of their own, and leave no trace of them in the first.

    The names come from the caller's models, never from outside.
    """
    with _opened(source) as database:
        database.execute("PRAGMA foreign_keys=OFF")
        database.execute("ATTACH DATABASE ? AS apart", [str(target)])
        with _transaction(database):
            for table in tables:
                database.execute(f'CREATE TABLE apart."{table}" AS SELECT * FROM main."{table}"')  # noqa: S608
                database.execute(f'DELETE FROM main."{table}"')  # noqa: S608
        database.execute("DETACH DATABASE apart")
        database.execute("VACUUM")


def copy_tables(source: Path, target: Path, tables: Iterable[str]) -> None:
    """Put the rows of some tables, as they are at one moment, into a database of their own; the first stays as it is.

    The names come from the caller's models, never from outside.
    """
    with _opened(target) as database:
        database.execute("ATTACH DATABASE ? AS house", [f"{source.absolute().as_uri()}?mode=ro"])
        with _transaction(database):
            for table in tables:
                database.execute(f'CREATE TABLE main."{table}" AS SELECT * FROM house."{table}"')  # noqa: S608
        database.execute("DETACH DATABASE house")


def put_back(source: Path, target: Path, tables: Iterable[str]) -> None:
    """The reverse: rows from the database of their own into the first one. Raises Unsound when the columns differ."""
    with _opened(target) as database:
        database.execute("PRAGMA foreign_keys=OFF")
        database.execute("ATTACH DATABASE ? AS apart", [str(source)])
        with _transaction(database):
            for table in tables:
                names = _columns(database, "apart", table)
                if set(names) != set(_columns(database, "main", table)):
                    raise Unsound(table)
                listed = ", ".join(f'"{name}"' for name in names)
                database.execute(f'INSERT INTO main."{table}" ({listed}) SELECT {listed} FROM apart."{table}"')  # noqa: S608
        database.execute("DETACH DATABASE apart")


def look_over(path: Path, progress: Progress | None = None) -> None:
    """Read every page, index and reference. Raises Unsound."""
    if progress:
        progress("Checking every page", 0, 1)
    try:
        with _opened(path, read_only=True) as database:
            if database.execute("PRAGMA integrity_check(1)").fetchone()[0] != "ok":
                raise Unsound("integrity")
            if database.execute("PRAGMA foreign_key_check").fetchone():
                raise Unsound("references")
    except sqlite3.DatabaseError as error:
        raise Unsound(type(error).__name__) from error
    if progress:
        progress("Checking every page", 1, 1)


def ask(path: Path, query: str, values: Iterable[object] = ()) -> list[tuple[Any, ...]]:
    """Rows of one reading query; none where the table isn't there. Raises Unsound."""
    try:
        with _opened(path, read_only=True) as database:
            return database.execute(query, list(values)).fetchall()
    except sqlite3.OperationalError as error:
        if "no such table" in str(error):
            return []
        raise Unsound(type(error).__name__) from error
    except sqlite3.DatabaseError as error:
        raise Unsound(type(error).__name__) from error


def tell(path: Path, query: str, values: Iterable[Iterable[object]]) -> None:
    """Run one writing statement for each set of values."""
    with _opened(path) as database, _transaction(database):
        database.executemany(query, [list(each) for each in values])


Ask = Callable[[str], list[tuple[Any, ...]]]


@contextmanager
def alone(path: Path) -> Iterator[Ask]:
    """Hold a database that nobody else has open, with its whole content in the one file, and ask it things.

    Raises InUse. A database too damaged to be opened is held by nobody; it answers nothing.
    """
    with _opened(path) as database:
        try:
            database.execute("PRAGMA busy_timeout=2000")
            # Leaving WAL works only for the last connection there is, and folds the WAL into the file.
            database.execute("PRAGMA journal_mode=DELETE")
            database.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            raise InUse from error
        except sqlite3.DatabaseError:
            yield lambda _query: []
            return
        yield lambda query: database.execute(query).fetchall()


def _columns(database: sqlite3.Connection, schema: str, table: str) -> list[str]:
    return [row[1] for row in database.execute(f'PRAGMA "{schema}".table_info("{table}")')]


@contextmanager
def _opened(path: Path, *, read_only: bool = False) -> Iterator[sqlite3.Connection]:
    if not read_only:
        path.touch(mode=0o600)
    address = f"{path.absolute().as_uri()}?mode={'ro' if read_only else 'rw'}"
    with closing(sqlite3.connect(address, uri=True, isolation_level=None, timeout=20)) as database:
        database.execute("PRAGMA secure_delete=ON")
        database.execute("PRAGMA trusted_schema=OFF")
        yield database


@contextmanager
def _transaction(database: sqlite3.Connection) -> Iterator[None]:
    database.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        database.execute("ROLLBACK")
        raise
    database.execute("COMMIT")
