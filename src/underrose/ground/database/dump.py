"""Copies of a PostgreSQL database: taken by its own pg_dump, put into a scratch database, and exchanged by name.

It knows no models; it is told names of tables.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

Settings = Mapping[str, Any]  # Django's settings of one database


class Unable(Exception):
    """What the server or its programs can't do; the words are for the operator."""


Unreachable = psycopg.Error


class InUse(Exception):
    """Others are connected to the database."""


def take(settings: Settings, target: Path, tables: Iterable[str], apart: Path, query: str) -> list[tuple[Any, ...]]:
    """Dump the database without the rows of some tables into `target`, their rows into `apart`, of one moment.

    Returns what `query` finds at that same moment. Raises Unable.
    """
    chosen = list(tables)
    with _connected(settings) as connection:
        connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        found = connection.execute("SELECT pg_export_snapshot()").fetchone()
        common = ["--format=custom", "--no-owner", "--no-privileges", f"--snapshot={found[0] if found else ''}"]
        _run("pg_dump", settings, *common, f"--file={target}", *(f"--exclude-table-data={name}" for name in chosen))
        _run("pg_dump", settings, *common, f"--file={apart}", "--data-only", *(f"--table={name}" for name in chosen))
        return connection.execute(query.encode()).fetchall()


def take_tables(settings: Settings, target: Path, tables: Iterable[str]) -> None:
    """Dump the rows of some tables alone. Raises Unable."""
    common = ["--format=custom", "--no-owner", "--no-privileges", "--data-only"]
    _run("pg_dump", settings, *common, f"--file={target}", *(f"--table={name}" for name in tables))


def names(settings: Settings) -> list[str]:
    """The names of all databases of the server."""
    with _maintaining(settings) as connection:
        return [name for (name,) in connection.execute("SELECT datname FROM pg_database WHERE NOT datistemplate")]


@contextmanager
def scratch(settings: Settings, name: str) -> Iterator[Settings]:
    """An empty database for a while. Raises Unable where the role may not create one."""
    with _maintaining(settings) as connection:
        try:
            connection.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(sql.Identifier(name)))
        except psycopg.errors.InsufficientPrivilege as error:
            raise Unable(f"The role {settings['USER']} may not create databases (ALTER ROLE … CREATEDB).") from error
    try:
        yield {**settings, "NAME": name}
    finally:
        with _maintaining(settings) as connection, suppress(psycopg.errors.InvalidCatalogName):
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))


def fill(settings: Settings, dump: Path) -> None:
    """Put a dump into a database. Raises Unable."""
    _run("pg_restore", settings, "--no-owner", "--no-privileges", "--exit-on-error", str(dump))


def run_many(settings: Settings, query: str, values: Iterable[Iterable[Any]]) -> None:
    """Run one writing statement for each set of values."""
    with _connected(settings) as connection:
        connection.cursor().executemany(query.encode(), [list(each) for each in values])


def ask(settings: Settings, query: str) -> list[tuple[Any, ...]]:
    """Rows of one reading query; none where the table isn't there."""
    with _connected(settings) as connection:
        try:
            return connection.execute(query.encode()).fetchall()
        except psycopg.errors.UndefinedTable:
            return []


def exchange(settings: Settings, new: str, aside: str) -> None:
    """Give the database's name to `new` and another to itself, in one transaction. Raises InUse."""
    rename = sql.SQL("ALTER DATABASE {} RENAME TO {}")
    present = str(settings["NAME"])
    with _maintaining(settings) as connection, _in_use(), connection.transaction():
        connection.execute(rename.format(sql.Identifier(present), sql.Identifier(aside)))
        connection.execute(rename.format(sql.Identifier(new), sql.Identifier(present)))


@contextmanager
def _in_use() -> Iterator[None]:
    try:
        yield
    except psycopg.errors.ObjectInUse as error:
        raise InUse from error


def program(name: str) -> Path:
    """The newest of PostgreSQL's own programs of that name. Raises Unable."""
    packaged = sorted(
        Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: float(path.parent.parent.name), reverse=True
    )
    if packaged:
        return packaged[0]
    if found := shutil.which(name):
        return Path(found)
    raise Unable(f"{name} was not found. Install PostgreSQL's client programs: apt-get install postgresql-client.")


def _run(name: str, settings: Settings, *words: str) -> None:
    command = [str(program(name)), f"--dbname={_address(settings)}", *words]
    environment = {**os.environ, "PGPASSWORD": str(settings["PASSWORD"])}  # a command line is seen by everyone
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Unable(f"{name}: {(done.stderr.strip().splitlines() or ['failed'])[0]}")


def _address(settings: Settings) -> str:
    parts = {
        "host": settings["HOST"],
        "port": settings["PORT"],
        "user": settings["USER"],
        "dbname": settings["NAME"],
        **{name: value for name, value in settings["OPTIONS"].items() if isinstance(value, str)},
    }
    return psycopg.conninfo.make_conninfo(**{name: str(value) for name, value in parts.items() if value})


def _connected(settings: Settings, **more: Any) -> psycopg.Connection[tuple[Any, ...]]:
    return psycopg.connect(_address(settings), password=settings["PASSWORD"] or None, **more)


def _maintaining(settings: Settings) -> psycopg.Connection[tuple[Any, ...]]:
    return _connected({**settings, "NAME": "postgres"}, autocommit=True)
