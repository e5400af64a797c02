"""Errors in plain words, logs without words, a token that is kept as a hash."""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import click
import pytest
from django.db import IntegrityError, OperationalError

from tests.world import NOON
from underrose.config.logs import Wordless
from underrose.doors.cli import ticks
from underrose.doors.cli.plain_words import plain_words
from underrose.ground.database import first_run_token
from underrose.ground.refusal import Refused

SOURCE = Path(ticks.__file__).parents[2]


def raising(error: Exception) -> Callable[[], None]:
    def raised() -> None:
        with plain_words():
            raise error

    return raised


def test_a_refusal_is_its_own_sentence() -> None:
    with pytest.raises(click.ClickException, match="Not tonight"):
        raising(Refused("Not tonight."))()


def test_a_missing_file_is_named() -> None:
    with pytest.raises(click.ClickException, match=r"x\.csv: No such file"):
        raising(FileNotFoundError(2, "No such file or directory", "x.csv"))()


def test_old_tables_are_told_from_an_unreachable_database() -> None:
    with pytest.raises(click.ClickException, match="aren't those of this version"):
        raising(OperationalError("no such table: x"))()
    with pytest.raises(click.ClickException, match="can't be reached"):
        raising(OperationalError("unable to open database file"))()


def test_an_unforeseen_error_says_where_and_never_what(capsys: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("UNDERROSE_TRACEBACK", raising=False)
    with pytest.raises(SystemExit) as ended:
        raising(IntegrityError("Key (email)=(helen@mail.example) already exists"))()
    said = capsys.readouterr().err
    assert ended.value.code == 70
    assert "IntegrityError" in said
    assert "helen" not in said


def logged(message: str, *words: object, error: Exception | None = None) -> str:
    try:
        raise error or ValueError
    except Exception:  # noqa: BLE001
        held: Any = sys.exc_info() if error else None
    return Wordless().format(logging.LogRecord("django.request", logging.ERROR, "", 1, message, words, held))


def test_a_logged_error_has_its_kind_and_place_and_no_word_of_it() -> None:
    line = logged("Internal Server Error: %s", "/me/secret/", error=IntegrityError("helen@mail.example"))
    assert "IntegrityError at " in line
    assert not [word for word in ("helen", "/me/") if word in line]


def test_a_logged_sentence_stays() -> None:
    assert logged("delivery %s", 7) == "ERROR django.request delivery 7"


def test_one_failing_tick_stops_no_other(monkeypatch: pytest.MonkeyPatch, caplog: Any) -> None:
    ran: list[datetime] = []

    def bad(*, at: datetime) -> None:
        raise RuntimeError("a name")

    def good(*, at: datetime) -> None:
        ran.append(at)

    monkeypatch.setattr(ticks, "TICKS", (bad, good))
    ticks.tick_all(at=NOON)
    assert ran == [NOON]
    assert "RuntimeError" in caplog.text
    assert "a name" not in caplog.text


def test_every_rooms_tick_is_in_the_list() -> None:
    rooms = {
        ".".join(path.relative_to(SOURCE.parent).with_suffix("").parts)
        for path in SOURCE.rglob("ticks.py")
        if "cli" not in path.parts
    }
    assert {tick.__module__ for tick in ticks.TICKS} == rooms


class TestTheOneTimeToken:
    @pytest.fixture(autouse=True)
    def scratch(self, settings: Any, tmp_path: Path) -> None:
        settings.DATA_DIR = tmp_path / "data"

    def test_it_is_right_until_it_is_spent(self) -> None:
        token = first_run_token.make()
        assert first_run_token.token_is(token)
        first_run_token.spend()
        assert not first_run_token.token_is(token)

    def test_a_new_one_ends_the_former(self) -> None:
        former = first_run_token.make()
        first_run_token.make()
        assert not first_run_token.token_is(former)

    @pytest.mark.parametrize("token", ["", "x", "é"])
    def test_another_is_wrong(self, token: str) -> None:
        first_run_token.make()
        assert not first_run_token.token_is(token)

    def test_it_has_128_bits_and_only_its_hash_is_kept(self, settings: Any) -> None:
        token = first_run_token.make()
        kept = settings.DATA_DIR / "first-run"
        assert len(token) == 22
        assert re.fullmatch(r"[0-9a-f]{64}", kept.read_text())
        assert kept.stat().st_mode & 0o077 == 0
