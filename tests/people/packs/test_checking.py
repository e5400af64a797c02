"""The linter of packs: what comes with the house is clean, and every mistake is named with its line."""

from __future__ import annotations

import datetime as dt
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from underrose.people.packs import checking, positions, reading, shapes

TODAY = dt.date(2026, 11, 24)
PLACES = ("us-ca", "us-dc", "us-ks", "us-ny", "eu", "general")
HEAD = 'name = "A place"\nversion = 1\nlooked_at = 2026-11-23\n'
WARN = """
[[warn]]
duty = "may"
says = "A therapist may warn."
kind = "law"
basis = "text"
source = "Law 1"
looked_at = 2026-11-23
"""
BREACH = WARN.replace("[[warn]]", "[[breach]]").replace('duty = "may"', 'tell = "people"\nstarts = "awareness"')


def errors(text: str, code: str = "xx") -> list[tuple[int, str]]:
    found = checking.check_text(text, "xx.toml", code=code, under={"general": "", "us": "general"}, today=TODAY)
    return [(finding.line, finding.rule) for finding in found]


def test_the_packs_that_come_with_the_house_have_no_finding():
    assert checking.check(checking.files(reading.CONTENT), today=TODAY) == []


@pytest.mark.parametrize("code", PLACES)
def test_there_is_a_pack_for_each_place_and_it_counts_with_the_general_one(code):
    from underrose.people.packs import applying

    assert applying.chain(code)[-1].code == "general"


@pytest.mark.parametrize("topic", shapes.TOPICS)
def test_the_general_pack_speaks_on_every_topic(topic):
    assert reading.shipped()["general"].on(topic)


def test_what_was_not_read_in_the_text_is_for_a_lawyer_to_confirm():
    for pack in reading.shipped().values():
        for statements in pack.topics.values():
            assert all(one.confirm for one in statements if one.basis in ("secondary", "memory"))
            assert all(one.confirm for one in statements if one.kind == "law"), pack.code


def test_a_pack_without_a_mistake_has_no_finding():
    assert errors(HEAD + WARN) == []
    assert errors(HEAD + BREACH + "days = 30\n") == []


@pytest.mark.parametrize(
    ("text", "line", "rule"),
    [
        (HEAD + WARN + 'weather = "x"\n', 12, "unknown-key"),
        ('colour = "red"\n' + HEAD + WARN, 1, "unknown-key"),
        (HEAD + WARN + "\n[[weather]]\n", 13, "unknown-key"),
        (HEAD + WARN.replace('source = "Law 1"\n', ""), 5, "missing-source"),
        (HEAD + WARN.replace('"Law 1"', '" "'), 10, "missing-source"),
        (HEAD + WARN.replace('"Law 1"', "1"), 10, "missing-source"),
        (HEAD + WARN.replace("looked_at = 2026-11-23\n", ""), 5, "bad-date"),
        (HEAD + WARN.replace("2026-11-23", '"yesterday"'), 11, "bad-date"),
        (HEAD + WARN.replace("2026-11-23", "2026-11-23T10:00:00"), 11, "bad-date"),
        (HEAD + WARN.replace("2026-11-23", "2026-11-25"), 11, "bad-date"),
        (HEAD + WARN.replace("2026-11-23", "1926-11-23"), 11, "bad-date"),
        (HEAD + WARN.replace("2026-11-23", "2024-11-23"), 11, "old"),
        (HEAD.replace("looked_at = 2026-11-23\n", "") + WARN, 1, "missing-key"),
        (HEAD.replace("version = 1", 'version = "1"') + WARN, 2, "wrong-value"),
        (HEAD.replace("version = 1", "version = true") + WARN, 2, "wrong-value"),
        (HEAD.replace("version = 1", "version = 0") + WARN, 2, "wrong-value"),
        (HEAD.replace("2026-11-23", "2026-12-23") + WARN, 3, "bad-date"),
        (HEAD + 'under = "atlantis"\n' + WARN, 4, "under"),
        (HEAD + 'under = "xx"\n' + WARN, 4, "under"),
        (HEAD + WARN.replace('"may"', '"perhaps"'), 6, "wrong-value"),
        (HEAD + WARN.replace('"law"', '"rumour"'), 8, "wrong-value"),
        (HEAD + WARN.replace('"text"', '"memory"'), 5, "confirm"),
        (HEAD + WARN.replace('"text"', '"reasoned"'), 5, "basis"),
        (HEAD + WARN + 'confirm = "yes"\n', 12, "wrong-value"),
        (HEAD + WARN + 'link = "http://example.org"\n', 12, "wrong-value"),
        (HEAD + WARN + 'link = "javascript:alert(1)"\n', 12, "wrong-value"),
        (HEAD + WARN + 'plain = "See § 12."\n', 12, "law-in-plain"),
        (HEAD + WARN + WARN, 13, "twice"),
        (HEAD + WARN + WARN.replace("A therapist may warn", "Other words"), 13, "twice"),
        (HEAD + BREACH, 5, "one-of"),
        (HEAD + BREACH + "days = 30\nhours = 72\n", 5, "one-of"),
        (HEAD + BREACH + "days = 0\n", 13, "wrong-value"),
        (HEAD + BREACH + "days = true\n", 13, "wrong-value"),
        (HEAD + 'warn = "x"\n', 4, "shape"),
        (HEAD + "\n[warn]\nduty = 1\n", 5, "shape"),
        (HEAD + 'name = "again"\n', 4, "not-toml"),
        (HEAD + "[[\n", 4, "not-toml"),
    ],
)
def test_a_mistake_is_named_with_its_line(text, line, rule):
    assert (line, rule) in errors(text)


def test_lines_are_right_behind_texts_that_look_like_keys():
    text = HEAD + WARN.replace('"A therapist may warn."', '"""\nduty = 1\n[[warn]]\n# no\n"""') + "oops = 1\n"
    assert errors(text) == [(16, "unknown-key")]


def test_a_file_whose_name_is_no_code_is_named():
    assert (1, "code") in errors(HEAD + WARN, "United States")


def test_a_circle_of_wider_places_is_found(tmp_path):
    for code, under in (("aa", "bb"), ("bb", "aa")):
        (tmp_path / f"{code}.toml").write_text(HEAD + f'under = "{under}"\n' + WARN)
    assert {finding.rule for finding in checking.check(checking.files(tmp_path), today=TODAY)} == {"under"}


def test_two_files_with_one_code_are_named(tmp_path):
    paths = [tmp_path / "here" / "xx.toml", tmp_path / "there" / "xx.toml"]
    for path in paths:
        path.parent.mkdir()
        path.write_text(HEAD + WARN)
    found = checking.check(paths, today=TODAY)
    assert [finding.rule for finding in found] == ["two-files"]


def test_what_is_no_text_or_too_large_is_named_and_not_read(tmp_path):
    (tmp_path / "aa.toml").write_bytes(b"name = 'x'\n\n\xff\xfe")
    (tmp_path / "bb.toml").write_bytes(b"#" * (checking.LARGEST + 1))
    (tmp_path / "cc.toml").symlink_to(tmp_path / "nowhere")
    found = checking.check(checking.files(tmp_path), today=TODAY)
    assert [(finding.line, finding.rule) for finding in found] == [
        (3, "not-utf-8"),
        (1, "too-large"),
        (1, "unreadable"),
    ]


@given(st.text(max_size=400))
def test_any_text_is_checked_without_a_fault(text):
    lines = text.count("\n") + 1
    assert all(1 <= line <= lines for line, _rule in errors(text))


_PIECES = st.sampled_from(
    [HEAD, WARN, BREACH, "days = 30\n", "[[", "]]", '"""', "'''", "\\", "#", "\n", "=", "{", "}", "[warn]", "é", '"']
)


@given(st.lists(_PIECES, max_size=12).map("".join))
def test_any_mixture_of_pieces_is_checked_without_a_fault(text):
    lines = text.count("\n") + 1
    assert all(1 <= line <= lines for line, _rule in errors(text))


_VALUE = st.one_of(
    st.integers(-5, 5000).map(str),
    st.booleans().map(lambda found: str(found).lower()),
    st.dates(dt.date(1990, 1, 1), dt.date(2060, 1, 1)).map(str),
    st.text(st.characters(codec="utf-8", exclude_categories=["C"], exclude_characters="\"\\'"), max_size=20).map(
        lambda found: f'"{found}"'
    ),
    st.sampled_from(['"""a\n= b\n"""', "'''[[x]]\n#'''", "[1, 2, # no\n 3]", "{ a = 1, b = '#' }", '"law"', '"may"']),
)
_KEYS = ["says", "source", "kind", "basis", "duty", "looked_at", "confirm", "plain", "link", "other"]


@given(st.dictionaries(st.sampled_from(_KEYS), _VALUE, max_size=6), st.integers(0, 3))
def test_each_key_is_found_on_the_line_where_it_was_written(row, gap):
    text, lines = HEAD + "\n" * gap + "[[warn]] # a comment\n", {}
    for key, value in row.items():
        lines["warn", 0, key] = text.count("\n") + 1
        text += f"{key} = {value} # and one\n"
    assert tomllib.loads(text)["warn"][0].keys() == row.keys()
    found = positions.positions(text)
    assert {path: line for path, line in found.items() if len(path) == 3} == lines
    assert found["warn", 0] == 4 + gap


def test_an_own_pack_of_the_practice_is_checked_as_ours(tmp_path: Path):
    (tmp_path / "xx.toml").write_text(HEAD + 'under = "us"\n' + WARN)
    ours = checking.files(reading.CONTENT)
    assert checking.check([tmp_path / "xx.toml"], beside=ours, today=TODAY) == []
    assert [one.rule for one in checking.check([tmp_path / "xx.toml"], today=TODAY)] == ["under"]
