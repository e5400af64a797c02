"""`underrose reader-key`: what was sealed in the browser opens away from it, with file and passphrase or sheets."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from tests.people.readers.making import new_private, passphrase_wrap, public_of, sheets_of
from underrose.doors.cli.commands import underrose
from underrose.people.readers import envelope, suites, wrapping
from underrose.people.readers.binding import bound, to_base64
from underrose.people.readers.suites import Private

PASSPHRASE = "acid academic acne acquire"


def said(private: Private, wraps: list[dict[str, Any]], **more: Any) -> dict[str, Any]:
    public = public_of(private)
    halves = {"public": to_base64(public.public), "signing": to_base64(public.signing)}
    return {"id": public.id, "suite": public.suite, **halves, "next": None, "box": None, "wraps": wraps, **more}


@pytest.fixture
def first() -> Private:
    return new_private()


@pytest.fixture
def second() -> Private:
    return new_private(suites.MLKEM)


@pytest.fixture
def sheets(second: Private) -> list[str]:
    return []


@pytest.fixture
def key(tmp_path: Path, first: Private, second: Private, sheets: list[str]) -> Path:
    """The file of a key of the second suite, and before it one of the first."""
    paper, secrets = sheets_of(second, ["Sam", "Priya", "Otis"])
    sheets += [" ".join(wrapping.sheet_words(secret)) for secret in secrets.values()]
    info = bound("underrose/wrap/key/1", public_of(first).id, public_of(second).id)
    box = suites.encrypt(second.suite, second.public(), info, first.opens + first.signs)
    keys = [
        said(second, [passphrase_wrap(second, PASSPHRASE), *paper["wraps"]]),
        said(first, [], next=public_of(second).id, box=to_base64(box)),
    ]
    path = tmp_path / "key.json"
    path.write_text(json.dumps({"v": 1, "use": "shared", "keys": keys}))
    return path


def run(*words: str | Path, typed: str = f"{PASSPHRASE}\n") -> Result:
    return CliRunner().invoke(underrose, ["reader-key", *map(str, words)], input=typed)


def note(folder: Path, author: Private, reader: Private | None = None) -> Path:
    path = folder / "note.json"
    path.write_text(envelope.seal([public_of(reader or author)], b"said plainly", "note:1", by=author))
    return path


def test_a_passphrase_opens_what_was_sealed_to_the_key(tmp_path: Path, key: Path, second: Private) -> None:
    done = run("open", key, note(tmp_path, second))
    assert done.exit_code == 0, done.output
    assert "said plainly" in done.stdout


def test_and_what_was_sealed_to_the_key_before(tmp_path: Path, key: Path, first: Private) -> None:
    out = tmp_path / "out"
    assert run("open", key, note(tmp_path, first), "--out", out).exit_code == 0
    assert out.read_bytes() == b"said plainly"
    assert out.stat().st_mode & 0o077 == 0


def test_any_two_sheets_open_it_in_any_order(tmp_path: Path, key: Path, second: Private, sheets: list[str]) -> None:
    done = run("open", key, note(tmp_path, second), "--sheets", typed=f"{sheets[2]}\n{sheets[0]}\n")
    assert "said plainly" in done.stdout


def test_one_sheet_twice_opens_nothing(tmp_path: Path, key: Path, second: Private, sheets: list[str]) -> None:
    done = run("open", key, note(tmp_path, second), "--sheets", typed=f"{sheets[1]}\n{sheets[1]}\n")
    assert done.exit_code == 1
    assert "said plainly" not in done.output


def test_another_passphrase_and_another_author_are_refused(tmp_path: Path, key: Path, second: Private) -> None:
    path = note(tmp_path, second)
    assert run("open", key, path, typed="something else entirely\n").exit_code == 1
    path = note(tmp_path, new_private(suites.MLKEM), second)
    done = run("open", key, path)
    assert done.exit_code == 1
    assert "isn't signed" in done.output


def test_a_file_that_is_none_is_told_in_a_sentence(tmp_path: Path, key: Path) -> None:
    odd = tmp_path / "odd"
    for text in ("", "{}", "[1]", '{"keys": [{}]}', '{"keys": []}'):
        odd.write_text(text)
        assert "is not a key's file" in run("words", odd).output
    assert "is not a sealed thing" in run("open", key, odd).output


def test_a_key_says_its_words(key: Path, second: Private) -> None:
    assert run("words", key).stdout.split() == wrapping.key_words(public_of(second).id)
