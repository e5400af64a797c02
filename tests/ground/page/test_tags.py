"""Calm dates, state words, icons, codes."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from django.template import Context, Template

from underrose.ground.page.icons import STROKES, drawn
from underrose.ground.page.templatetags.page import calm, dot, icon, scan, tag

NOON = datetime(2026, 3, 3, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        (datetime(2026, 3, 3, 18, 0, tzinfo=UTC), "today, 18:00"),
        (datetime(2026, 3, 4, 9, 5, tzinfo=UTC), "tomorrow, 09:05"),
        (datetime(2026, 3, 2, 23, 59, tzinfo=UTC), "yesterday, 23:59"),
        (datetime(2026, 3, 10, 18, 0, tzinfo=UTC), "Tue 10 March, 18:00"),
        (datetime(2025, 3, 4, 18, 0, tzinfo=UTC), "Tue 4 March 2025, 18:00"),
    ],
)
def test_a_date_is_said_as_people_say_it(moment: datetime, said: str) -> None:
    assert calm(moment, NOON) == said


def test_the_day_is_the_readers_day() -> None:
    late = datetime(2026, 3, 3, 23, 30, tzinfo=UTC)
    kyiv = ZoneInfo("Europe/Kyiv")
    assert calm(late.astimezone(kyiv), NOON.astimezone(kyiv)) == "tomorrow, 01:30"


def test_a_date_keeps_its_exact_moment_for_machines() -> None:
    page = Template("{% when moment 'Europe/London' %}").render(Context({"moment": NOON}))
    assert 'datetime="2026-03-03T12:00:00+00:00"' in page


def test_no_date_shows_nothing() -> None:
    assert Template("{% when moment %}").render(Context({"moment": None})) == ""


@pytest.mark.parametrize("state", ["in place", "waiting", "missing"])
def test_a_state_is_never_said_by_colour_alone(state: str) -> None:
    assert state.capitalize() in dot(state)
    assert "Signed v4" in tag(state, "Signed v4")


def test_words_in_a_tag_are_escaped() -> None:
    assert "<b>" not in tag("in place", "<b>")


def test_an_icon_is_silent_unless_it_has_a_label() -> None:
    assert 'aria-hidden="true"' in icon("check")
    assert 'role="img" aria-label="Sealed"' in icon("lock", "Sealed")


@pytest.mark.parametrize("name", [*STROKES, "rose"])
def test_every_icon_draws(name: str) -> None:
    assert len(drawn(name)) == 2


def test_a_code_to_scan_has_words_and_no_colour_of_its_own() -> None:
    page = scan("http://127.0.0.1:8000/join/#secret", "Scan <to> join")
    assert 'aria-label="Scan &lt;to&gt; join"' in page
    assert "secret" not in page
    assert "style" not in page
