"""Packs are read, ours and the practice's own; what is damaged is left out and named, and nothing is guessed."""

from __future__ import annotations

import datetime as dt
import os
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from underrose.people.packs import checking, reading

OWN = """name = "Our own reading"
version = 7
looked_at = 2026-11-01
under = "us"
[[retention]]
class = "member"
months = 180
says = "Fifteen years."
kind = "law"
basis = "text"
source = "Our lawyer, 1 November 2026"
looked_at = 2026-11-01
"""


@pytest.fixture
def folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    (tmp_path / "packs").mkdir()
    return tmp_path / "packs"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "name = 'x'",
        "name = 'x'\nlooked_at = 'yesterday'",
        "name = 1\nlooked_at = 2026-01-01",
        "name = 'x'\nlooked_at = 2026-01-01\nunder = 1",
        "name = 'x'\nlooked_at = 2026-01-01\nversion = 'new'",
        "name = 'x'\nlooked_at = 2026-01-01\nwarn = [1]",
        "name = 'x'\nlooked_at = 2026-01-01\n[[retention]]\nsays = 'x'\nkind = 'law'",
        "name = 'x'\nlooked_at = 2026-01-01\n[[retention]]\nsays = 'x'\nsource = 'y'\nkind = 'rumour'",
        "[[",
        "x = " + "[" * 5000,
    ],
)
def test_a_pack_that_does_not_say_where_it_stands_is_refused(text):
    with pytest.raises(reading.PackDamaged):
        reading.read(text, "xx")


@given(st.text(max_size=300))
def test_any_text_is_a_pack_or_refused(text):
    with suppress(reading.PackDamaged):
        reading.read(text, "xx")


def test_a_topic_that_nobody_knows_is_left_alone():
    row = "[[weather]]\nsays = 'x'\nsource = 'y'\nkind = 'law'\n"
    pack = reading.read(f"name = 'x'\nlooked_at = 2026-01-01\n{row}", "xx")
    assert pack.on("retention") == ()
    assert len(pack.on("weather")) == 1


def test_without_a_folder_there_are_ours_alone(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    assert dict(reading.packs()) == dict(reading.shipped())


def test_a_pack_of_ones_own_is_read_as_soon_as_it_lies_there_and_forgotten_when_it_is_gone(folder):
    (folder / "xx.toml").write_text(OWN)
    assert reading.packs()["xx"].is_own
    (folder / "xx.toml").write_text(OWN.replace("Our own", "Our newer"))
    os.utime(folder / "xx.toml", ns=(1, 1))
    assert reading.packs()["xx"].name == "Our newer reading"
    (folder / "xx.toml").unlink()
    assert "xx" not in reading.packs()


def test_a_pack_of_ones_own_stands_in_the_place_of_ours(folder):
    (folder / "us-ca.toml").write_text(OWN)
    assert reading.packs()["us-ca"].version == 7
    assert reading.shipped()["us-ca"].version != 7


@pytest.mark.parametrize(
    "held", [b"[[", b"\xff", b"#" * (checking.LARGEST + 1), OWN.replace("source", "sauce").encode()]
)
def test_a_damaged_one_is_left_out_and_named(folder, held):
    (folder / "xx.toml").write_bytes(held)
    assert "xx" not in reading.packs()
    assert reading.damaged() == ("xx.toml",)


def test_a_pipe_or_a_folder_with_such_a_name_keeps_nobody_waiting(folder):
    os.mkfifo(folder / "xx.toml")
    (folder / "yy.toml").mkdir()
    assert reading.damaged() == ("xx.toml", "yy.toml")
    assert dict(reading.packs()) == dict(reading.shipped())


def test_nothing_that_a_page_could_stumble_over_is_read(folder):
    for code, found in (
        ("aa", OWN.replace("months = 180", "months = 0")),
        ("bb", OWN.replace("months = 180", "months = 999999999999")),
        ("cc", OWN + 'link = "javascript:alert(1)"\n'),
        ("dd", OWN.replace("2026-11-01\n", '"long ago"\n')),
        ("ee", OWN.replace('under = "us"', 'under = "ff"')),
    ):
        (folder / f"{code}.toml").write_text(found)
    assert len(reading.damaged()) == 5
    assert dict(reading.packs()) == dict(reading.shipped())


def test_a_damaged_one_in_the_place_of_ours_leaves_ours_standing(folder):
    (folder / "us-ca.toml").write_text("[[")
    assert not reading.packs()["us-ca"].is_own


def test_every_statement_of_ours_says_where_it_stands_and_when_it_was_looked_at():
    for pack in reading.shipped().values():
        for statements in pack.topics.values():
            for statement in statements:
                assert statement.source
                assert statement.basis
                assert statement.looked_at <= dt.date(2026, 12, 31)
