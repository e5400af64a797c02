"""A member walks the pages on a phone; leaders and the reviewer look; the look round says the same to everybody."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from tests.evening.conftest import being, browser, example  # noqa: F401
from tests.evening.visitor import DESK, PHONE, Visitor

pytestmark = pytest.mark.browser


def test_ties_are_told_on_a_phone_and_looked_at_by_who_may(being: Callable[..., Visitor]) -> None:  # noqa: F811
    wren = being("Wren", PHONE)
    wren.go("/")
    wren.page.locator("a[href^='/me/ties/']").first.click()
    wren.look()
    wren.every_way()
    wren.picture("ties-before", full=True)
    wren.key("Begin", role="link")
    wren.picture("ties-employer", full=True)
    wren.press("Go on")
    assert wren.reads("Please choose one.")
    wren.type("Write it here", "City Libary")
    wren.page.get_by_label("Yes, they may").check()
    wren.every_way(again=False)
    wren.key("Go on")
    for _kind in range(6):
        wren.page.get_by_label("Yes, they may").check()
        wren.press("Go on")
    wren.picture("ties-person", full=True)
    wren.every_way()
    wren.press("Go on")
    assert wren.reads("City Libary")
    wren.every_way()
    wren.picture("ties-look", full=True)
    wren.key("Hand it in")
    wren.page.get_by_text("You have handed it in").wait_for()

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
