"""The privacy prompt: enough themes, plain words, never one twice within four sessions."""

from __future__ import annotations

import datetime as dt
import re
import uuid

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.world import NOON, make_session
from underrose.ground.ledger.models import Entry
from underrose.ground.refusal import Absent
from underrose.safeguards.reminders import actions, prompts


def test_there_are_at_least_thirty_two_themes_and_none_twice():
    themes = [prompt.theme for prompt in prompts.every_prompt()]
    assert len(themes) == len(set(themes)) >= 32


@pytest.mark.parametrize("prompt", prompts.every_prompt(), ids=lambda prompt: prompt.theme)
def test_a_prompt_is_short_and_plain(prompt):
    sentences = [sentence for sentence in re.split(r"[.?!]\s*", prompt.words) if sentence]
    assert len(prompt.words) < 260
    assert len(prompt.words.split()) / len(sentences) <= 15


@settings(deadline=None)  # a busy machine is no fault of the order
@given(group=st.uuids(), place=st.sampled_from(["in person", "online", "both"]), first=st.integers(1, 500))
def test_no_theme_comes_back_within_four_sessions(group: uuid.UUID, place: str, first: int):
    shown: list[str] = []
    for number in range(first, first + 60):
        chosen = prompts.choose(group, number, prompts.fitting(place), shown[-3:])
        assert chosen.theme not in shown[-3:]
        shown.append(chosen.theme)


def test_it_fits_where_a_group_meets():
    themes = {prompt.theme for prompt in prompts.fitting("in person")}
    assert "phones-away" in themes
    assert "headphones" not in themes


def test_the_same_session_gets_the_same_prompt(tonight):
    assert prompts.for_session(tonight) == prompts.for_session(tonight)


def test_read_aloud_it_belongs_to_the_session(tonight, dana, client_as):
    chosen = prompts.for_session(tonight)
    for _again in range(2):
        client_as(dana).post(f"/sessions/{tonight.pk}/prompt/")
    shown = actions.show_prompt(tonight, by=dana, at=NOON)
    assert shown.theme == chosen.theme
    assert prompts.for_session(tonight) == chosen
    assert prompts.was_read_aloud(tonight)
    assert Entry.objects.filter(action="prompt read aloud").count() == 1
    assert Entry.objects.filter(action="prompt shown").count() == 1


def test_sessions_that_follow_each_other_differ(tuesday, dana):
    themes = []
    for number in range(20, 60):
        at = NOON + dt.timedelta(days=7 * number)
        session = make_session(tuesday, number * 36, at)  # numbers that would all fall on one theme
        themes.append(actions.show_prompt(session, by=dana, at=at).theme)
    assert all(themes[n] not in themes[max(0, n - 3) : n] for n in range(len(themes)))


@pytest.mark.parametrize("person", ["otis", "sam", "priya"])
def test_nobody_else_shows_it(tonight, request, person):
    with pytest.raises(Absent):
        actions.show_prompt(tonight, by=request.getfixturevalue(person), at=NOON)
