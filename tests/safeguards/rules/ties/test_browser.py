"""A member walks the pages on a phone; leaders and the reviewer look; the look round says the same to everybody."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from tests.evening.conftest import being, browser, example  # noqa: F401
from tests.evening.visitor import DESK, PHONE, Visitor

pytestmark = pytest.mark.browser


def test_ties_are_told_on_a_phone_and_looked_at_by_who_may(being: Callable[..., Visitor]) -> None:  # noqa: F811
    moss = being("Moss", PHONE)
    moss.go("/")
    moss.page.locator("a[href^='/me/ties/']").first.click()
    moss.look()
    moss.every_way()
    moss.picture("ties-before", full=True)
    moss.key("Begin", role="link")
    moss.picture("ties-employer", full=True)
    moss.press("Go on")
    assert moss.reads("Please choose one.")
    moss.type("Write it here", "City Libary")
    moss.page.get_by_label("Yes, they may").check()
    moss.every_way(again=False)
    moss.key("Go on")
    for _kind in range(6):
        moss.page.get_by_label("Yes, they may").check()
        moss.press("Go on")
    moss.picture("ties-person", full=True)
    moss.every_way()
    moss.press("Go on")
    assert moss.reads("City Libary")
    moss.every_way()
    moss.picture("ties-look", full=True)
    moss.key("Hand it in")
    moss.page.get_by_text("You have handed it in").wait_for()

    dana = being("Dana", DESK)
    dana.go("/groups/")
    dana.follow(re.compile("evening"))
    dana.follow("Ties")
    assert dana.reads("for the same employer")
    assert not dana.reads("Fairweather")
    dana.picture("ties-leaders", full=True)
    dana.follow("Your own ties")
    dana.picture("ties-own", full=True)
    dana.go("/")
    session = dana.page.locator("a[href^='/sessions/']").first.get_attribute("href")
    dana.go(f"{session}word/")
    assert dana.reads("Nobody so far")
    dana.picture("ties-word", full=True)

    priya = being("Priya", DESK)
    priya.go("/ties/")
    priya.page.locator("main .list a").first.click()
    priya.look()
    assert priya.reads("must not meet")
    priya.picture("ties-review", full=True)
