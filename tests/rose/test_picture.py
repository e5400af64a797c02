"""The rose: picture, sentence and table say the same, and nothing by colour alone."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as some

from underrose.groups.petals import Petal, State
from underrose.rose.picture import Picture, picture, sentence

NAMES = ("Rules", "Protection", "Agreements", "Reminders", "Accountability", "Feedback", "Training")
STATES = some.lists(some.sampled_from(State), min_size=7, max_size=7)


def drawn(states: list[State], **more: bool) -> Picture:
    return picture(
        [(name, Petal(state, f"{name} is {state}.")) for name, state in zip(NAMES, states, strict=True)], **more
    )


@given(STATES)
def test_picture_sentence_and_table_count_the_same(states: list[State]) -> None:
    rose = drawn(states)
    done = states.count(State.IN_PLACE)
    assert rose.svg.count('class="petal in-place"') == done
    assert rose.svg.count('class="petal waiting"') == states.count(State.WAITING)
    assert [row.petal.state for row in rose.rows] == states
    assert rose.sentence == sentence(done, 7)
    assert f">{done} of 7<" in rose.svg


@given(STATES)
def test_each_petal_carries_a_sign_of_its_own(states: list[State]) -> None:
    signs = re.findall(r'class="petal [^"]+"><path[^>]*/><text[^>]*>(.)</text>', drawn(states).svg)
    assert signs == [{"in place": "✓", "waiting": "…", "missing": "!"}[state] for state in states]


@given(STATES)
def test_the_picture_is_one_image_with_all_states_in_its_label(states: list[State]) -> None:
    root = ElementTree.fromstring(drawn(states).svg)
    assert root.get("role") == "img"
    label = root.get("aria-label") or ""
    assert label.count("In place") == states.count(State.IN_PLACE)
    assert all(name in label for name in NAMES)


def test_waiting_is_hatched_and_its_pattern_is_found() -> None:
    svg = drawn([State.WAITING] * 7).svg
    (mark,) = set(re.findall(r'id="(wait-[0-9a-f]+)"', svg))
    assert svg.count(f'fill="url(#{mark})"') == 7


def test_two_roses_on_a_page_share_no_id() -> None:
    one, two = drawn([State.WAITING] * 7).svg, drawn([State.MISSING] * 7).svg
    assert set(re.findall(r'id="([^"]+)"', one)).isdisjoint(re.findall(r'id="([^"]+)"', two))


def test_the_picture_has_no_style_of_its_own_that_our_policy_would_stop() -> None:
    svg = drawn([State.WAITING, State.MISSING, *[State.IN_PLACE] * 5]).svg
    assert "style" not in svg
    assert "#" not in svg.replace("url(#wait-", "")


def test_names_are_escaped() -> None:
    svg = picture([("<b>Rules</b>", Petal(State.IN_PLACE, ""))]).svg
    assert "<b>" not in svg


@pytest.mark.parametrize(
    ("done", "said"),
    [
        (0, "No petal of seven is in place yet"),
        (1, "One petal of seven is in place"),
        (5, "Five petals of seven are in place"),
        (7, "All seven petals are in place"),
    ],
)
def test_the_sentence_reads_as_one_says_it(done: int, said: str) -> None:
    assert sentence(done, 7) == said


def test_an_open_session_says_so_in_the_middle() -> None:
    assert ">Open<" in drawn([State.IN_PLACE] * 7, is_open=True).svg
    assert ">all seven<" in drawn([State.IN_PLACE] * 7, is_open=True).svg
    assert ">with a reason<" in drawn([State.MISSING] * 7, is_open=True).svg
