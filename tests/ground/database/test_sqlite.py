"""The embedded database: its settings, and one writer at a time in the order of coming."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import IntegrityError, OperationalError, connections, transaction

from underrose.ground.database import checks, sqlite_build
from underrose.ground.database.sqlite import write_lock
from underrose.ground.database.sqlite.write_lock import WriteLock

pytestmark = pytest.mark.sqlite
WRITER = Path(__file__).parent / "writer.py"


def _table(connection: Any) -> None:
    connection.cursor().execute("CREATE TABLE IF NOT EXISTS kept (id INTEGER PRIMARY KEY, who TEXT, number INT UNIQUE)")


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),
        ("foreign_keys", 1),
        ("secure_delete", 1),
        ("trusted_schema", 0),
        ("cell_size_check", 1),
        ("journal_size_limit", 64 * 1024 * 1024),
        ("mmap_size", 0),
    ],
)
def test_every_connection_has_the_settings_of_the_design(
    connect: Callable[[], Any], pragma: str, value: object
) -> None:
    for connection in (connect(), connect()):
        assert connection.cursor().execute(f"PRAGMA {pragma}").fetchone() == (value,)


def test_the_data_is_for_its_owner_alone(tmp_path: Path, connect: Callable[[], Any]) -> None:
    _table(connect())
    assert (tmp_path / "house.sqlite3-lock").stat().st_mode & 0o077 == 0
    assert (tmp_path / "house.sqlite3").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("version", [(3, 7, 0), (3, 40, 1), (3, 44, 5), (3, 50, 6), (3, 51, 2)])
def test_a_build_with_the_wal_reset_bug_is_refused(version: tuple[int, ...]) -> None:
    assert "3.51.3 or newer" in sqlite_build.trouble(version)


@pytest.mark.parametrize("version", [(3, 44, 6), (3, 50, 7), (3, 51, 3), (3, 53, 4), (4, 0, 0)])
def test_a_corrected_build_is_taken(version: tuple[int, ...]) -> None:
    assert sqlite_build.trouble(version) == ""


def test_the_start_fails_on_a_vulnerable_build(
    connect: Callable[[], Any], monkeypatch: pytest.MonkeyPatch, db: None
) -> None:
    connection = connect()
    monkeypatch.setattr(connection.Database, "sqlite_version_info", (3, 40, 1))
    assert [found.id for found in checks.sqlite_is_sound()] == ["underrose.E001"]
    with pytest.raises(ImproperlyConfigured, match=r"3\.40\.1"):
        connection.ensure_connection()


def test_this_machine_has_a_corrected_build(db: None) -> None:
    assert checks.sqlite_is_sound() == []


def test_a_transaction_keeps_others_out_until_it_ends(connect: Callable[[], Any]) -> None:
    first, second = connect(), connect()
    _table(first)
    order: list[str] = []

    def write() -> None:
        second.cursor().execute("INSERT INTO kept (who) VALUES ('second')")
        order.append("second")

    thread = threading.Thread(target=write)
    with _atomic(first):
        first.cursor().execute("INSERT INTO kept (who) VALUES ('first')")
        thread.start()
        time.sleep(0.2)
        order.append("first")
    thread.join()
    assert order == ["first", "second"]


@pytest.mark.parametrize("ending", ["commit", "rollback", "error", "broken savepoint", "close", "bad sql", "single"])
def test_the_lock_is_given_back_however_a_write_ends(connect: Callable[[], Any], ending: str) -> None:
    connection, other = connect(), connect()
    _table(connection)
    connection.cursor().execute("INSERT INTO kept (number) VALUES (1)")
    match ending:
        case "commit":
            with _atomic(connection):
                connection.cursor().execute("INSERT INTO kept (who) VALUES ('x')")
        case "rollback":
            with _atomic(connection):
                connection.set_rollback(True)
        case "error":
            with pytest.raises(ZeroDivisionError), _atomic(connection):
                _ = 1 / 0
        case "broken savepoint":
            with _atomic(connection):
                with pytest.raises(IntegrityError), _atomic(connection):
                    connection.cursor().execute("INSERT INTO kept (number) VALUES (1)")
                assert connection.write_lock.is_held
        case "close":
            connection.set_autocommit(False)
            connection.cursor().execute("INSERT INTO kept (who) VALUES ('x')")
            assert connection.write_lock.is_held
            connection.close()
        case "bad sql":
            with pytest.raises(OperationalError):
                connection.cursor().execute("INSERT INTO nowhere VALUES (1)")
        case "single":
            connection.cursor().execute("INSERT INTO kept (who) VALUES ('x') RETURNING id").fetchall()
    assert not connection.write_lock.is_held
    other.cursor().execute("INSERT INTO kept (who) VALUES ('other')")


def test_without_autocommit_the_first_write_takes_the_lock_and_commit_gives_it_back(connect: Callable[[], Any]) -> None:
    connection = connect()
    _table(connection)
    connection.set_autocommit(False)
    connection.cursor().execute("SELECT count(*) FROM kept")
    assert not connection.write_lock.is_held
    connection.cursor().execute("INSERT INTO kept (who) VALUES ('x')")
    assert connection.write_lock.is_held
    connection.commit()
    assert not connection.write_lock.is_held


@pytest.mark.parametrize(
    "query",
    ["SELECT 1", "  select 1", "PRAGMA user_version", "EXPLAIN SELECT 1", "WITH a AS (SELECT 1) SELECT * FROM a"],
)
def test_reading_needs_no_lock(connect: Callable[[], Any], query: str) -> None:
    reader, writer = connect(), connect()
    _table(writer)
    with _atomic(writer):
        start = time.monotonic()
        reader.cursor().execute(query).fetchall()
        assert time.monotonic() - start < 2


def test_a_writer_that_hangs_does_not_hang_the_others_for_ever(connect: Callable[[], Any]) -> None:
    hanging, other = connect(), connect()
    _table(hanging)
    other.ensure_connection()
    other.write_lock.seconds = 0.3
    with _atomic(hanging), pytest.raises(OperationalError, match="writing for too long"):
        other.cursor().execute("INSERT INTO kept (who) VALUES ('other')")
    other.cursor().execute("INSERT INTO kept (who) VALUES ('other')")
    assert not other.write_lock.is_held


def test_a_wait_that_was_interrupted_does_not_keep_the_lock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    holder, other, third = (WriteLock(tmp_path / "lock", seconds=5) for _each in range(3))
    assert holder.take()
    monkeypatch.setattr(write_lock._Waiter, "wait", _interrupt)
    with pytest.raises(KeyboardInterrupt):
        other.take()
    monkeypatch.undo()
    holder.give_back()
    assert third.take()


def test_a_database_in_memory_needs_no_lock_file(connect: Callable[[], Any]) -> None:
    connection = connect()
    connection.settings_dict["NAME"] = "file:alone?mode=memory&cache=shared"
    _table(connection)
    with _atomic(connection):
        connection.cursor().execute("INSERT INTO kept (who) VALUES ('x')")
    assert connection.write_lock is None


def test_two_busy_writers_share_alike_and_nobody_waits_long(tmp_path: Path, connect: Callable[[], Any]) -> None:
    _table(connect())
    writers = [_start(tmp_path, name, seconds=3) for name in ("one", "two")]
    said = [writer.communicate(timeout=60)[0].split() for writer in writers]
    commits = sorted(int(words[0]) for words in said)
    longest = max(float(words[1]) for words in said)
    assert [writer.returncode for writer in writers] == [0, 0]
    assert commits[0] * 3 > commits[1], f"one writer starved: {commits}"
    assert longest < 1.5, f"a writer waited {longest:.2f} s"


def test_many_processes_never_meet_a_locked_database(tmp_path: Path, connect: Callable[[], Any]) -> None:
    connection = connect()
    _table(connection)
    writers = [_start(tmp_path, f"w{number}", count=60) for number in range(6)]
    for writer in writers:
        out, error = writer.communicate(timeout=120)
        assert writer.returncode == 0, out + error
    assert connection.cursor().execute("SELECT count(*) FROM kept").fetchone() == (360,)
    # Each adds one to the highest: without IMMEDIATE two would have read the same.
    assert connection.cursor().execute("SELECT max(number) FROM kept").fetchone() == (360,)


def test_new_houses_opened_by_many_processes_at_once_turn_to_wal_without_a_quarrel(tmp_path: Path) -> None:
    writers = [_start(tmp_path, f"w{number}", count=3) for number in range(6)]
    for writer in writers:
        out, error = writer.communicate(timeout=120)
        assert writer.returncode == 0, out + error


@pytest.mark.parametrize("kills", [5, pytest.param(50, marks=pytest.mark.endure)])
def test_a_writer_killed_in_the_middle_loses_nothing_it_had_acknowledged(
    tmp_path: Path, connect: Callable[[], Any], kills: int
) -> None:
    connection = connect()
    _table(connection)
    acknowledged: set[str] = set()
    for kill in range(kills):
        writer = _start(tmp_path, f"k{kill}", seconds=60, says=True)
        assert writer.stdout is not None
        acknowledged.add(writer.stdout.readline().strip())
        time.sleep(0.05 + 0.02 * (kill % 7))
        writer.kill()
        # A line cut in the middle was not acknowledged.
        acknowledged |= {line.strip() for line in writer.stdout.readlines() if line.endswith("\n")}
        writer.wait()
    with connection.cursor() as cursor:
        kept = {f"{who}:{number}" for who, number in cursor.execute("SELECT who, number FROM kept").fetchall()}
        pairs = cursor.execute(
            "SELECT count(*) FROM kept a WHERE NOT EXISTS (SELECT 1 FROM pair WHERE number=a.number)"
        )
        assert pairs.fetchone() == (0,), "a transaction was torn"
        assert cursor.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert len(acknowledged) > kills
    assert acknowledged <= kept


def _interrupt(*_any: object) -> bool:
    raise KeyboardInterrupt


def _atomic(connection: Any) -> Any:
    """`transaction.atomic` on a connection that Django's registry doesn't know."""
    return _Bound(connection, transaction.Atomic("default", savepoint=True, durable=False))


class _Bound:
    def __init__(self, connection: Any, block: Any) -> None:
        self.connection, self.block = connection, block

    def __enter__(self) -> None:
        self._with(lambda: self.block.__enter__())

    def __exit__(self, *error: Any) -> Any:
        return self._with(lambda: self.block.__exit__(*error))

    def _with(self, call: Callable[[], Any]) -> Any:
        usual = connections["default"]
        connections["default"] = self.connection
        try:
            return call()
        finally:
            connections["default"] = usual


def _start(
    folder: Path, name: str, *, seconds: float = 60, count: int = 10**9, says: bool = False
) -> subprocess.Popen[str]:
    command = [sys.executable, str(WRITER), str(folder / "house.sqlite3"), name, str(seconds), str(count), str(says)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
