"""Copies of the embedded database: of one moment, whole, and split without a trace."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from underrose.ground.database import snapshot

pytestmark = pytest.mark.sqlite
WRITER = Path(__file__).parent / "writer.py"


@pytest.fixture
def database(tmp_path: Path) -> Path:
    path = tmp_path / "small.sqlite3"
    with closing(sqlite3.connect(path)) as made:
        made.executescript("CREATE TABLE kept (id INTEGER PRIMARY KEY, word TEXT); CREATE TABLE apart (secret BLOB);")
        made.executemany("INSERT INTO kept (word) VALUES (?)", [[f"word {number}"] for number in range(5000)])
        made.executemany("INSERT INTO apart VALUES (?)", [[b"SECRET%06d" % number] for number in range(5000)])
        made.commit()
    return path


def test_a_copy_of_a_busy_database_is_of_one_moment(tmp_path: Path) -> None:
    source = tmp_path / "house.sqlite3"
    command = [sys.executable, str(WRITER), str(source), "busy", "60", str(10**9), "True"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        writer.stdout.readline()
        for number in range(5):
            snapshot.take(source, tmp_path / f"copy {number}")
        writer.kill()
    for number in range(5):
        copy = tmp_path / f"copy {number}"
        snapshot.look_over(copy)
        torn = "SELECT count(*) FROM kept WHERE number NOT IN (SELECT number FROM pair)"
        assert snapshot.ask(copy, torn) == [(0,)]
        assert snapshot.ask(copy, "SELECT (SELECT count(*) FROM kept) - (SELECT count(*) FROM pair)") == [(0,)]


def test_what_was_moved_out_leaves_no_trace_and_comes_back(database: Path, tmp_path: Path) -> None:
    snapshot.move_tables(database, tmp_path / "other", ["apart"])
    assert b"SECRET" not in database.read_bytes()
    assert b"word 4999" in database.read_bytes()
    snapshot.put_back(tmp_path / "other", database, ["apart"])
    assert snapshot.ask(database, "SELECT count(*), min(secret) FROM apart") == [(5000, b"SECRET000000")]


def test_tables_with_other_columns_are_not_put_back(database: Path, tmp_path: Path) -> None:
    snapshot.move_tables(database, tmp_path / "other", ["apart"])
    snapshot.tell(database, "ALTER TABLE apart ADD COLUMN more TEXT", [[]])
    with pytest.raises(snapshot.Unsound):
        snapshot.put_back(tmp_path / "other", database, ["apart"])


def test_a_damaged_page_is_found(database: Path) -> None:
    content = bytearray(database.read_bytes())
    content[8192:12288] = b"\xa5" * 4096
    database.write_bytes(content)
    with pytest.raises(snapshot.Unsound):
        snapshot.look_over(database)


def test_a_question_about_a_table_that_is_not_there_finds_nothing(database: Path) -> None:
    assert snapshot.ask(database, "SELECT * FROM nowhere") == []
