"""A member walks the pages on a phone; leaders and the reviewer look; the look round says the same to everybody."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

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
    assert dana.lacks("Fairweather")
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


def test_whoever_recognises_somebody_says_so_with_one_press_that_looks_like_any(
    being: Callable[..., Visitor],  # noqa: F811
) -> None:
    wren, heron, dana = being("Wren", PHONE), being("Heron", PHONE), being("Dana", DESK)
    seen = []
    for member, answer in ((wren, "A word first"), (heron, "No, go on")):
        member.go("/me/")
        member.press("I am here")
        member.page.locator("a[href*='/before-we-begin/']").first.click()
        member.look()
        member.every_way(again=False)
        member.picture("look-round-phone", full=True)
        member.key(answer, looks=False)
        member.page.wait_for_url(re.compile(r"/before-we-begin/[^/]+/$"))
        member.look()
        seen.append(member.page.locator("main").inner_text())
        member.go("/me/")
        expect(member.page.locator("a[href*='/before-we-begin/']")).to_have_count(0)
    assert seen[0] == seen[1]

    dana.go("/")
    dana.page.locator("a[href^='/sessions/']").first.click()
    assert dana.lacks("would like a word")
    dana.follow("A word before we begin")
    assert dana.page.get_by_role("region", name="Who would like a word").inner_text().split("\n")[1:] == ["Wren"]
    dana.every_way()
    dana.picture("word-asked", full=True)


def test_a_small_place_is_said_beforehand_and_the_reviewer_settles_and_lets_know(
    being: Callable[..., Visitor],  # noqa: F811
) -> None:
    otis, fern, priya = being("Otis", DESK), being("Fern", PHONE), being("Priya", DESK)
    otis.go("/groups/")
    otis.follow(re.compile("Grief"))
    otis.follow("Ties")
    otis.every_way()
    otis.press("This is a small place")
    otis.picture("ties-small-place", full=True)
    fern.go("/me/")
    fern.page.locator("a[href^='/me/ties/']").first.click()
    assert fern.reads("This is a small place.")

    priya.go("/ties/")
    priya.page.locator("main .list a").first.click()
    priya.look()
    priya.every_way()
    priya.page.locator("summary", has_text="Write down what came of it").first.click()
    priya.page.locator("form[action$='/settle/'] input[type=radio]").first.check()
    priya.page.get_by_role("button", name="Write it down").first.click()
    priya.page.wait_for_load_state()
    expect(priya.page.locator("summary", has_text="Change what came of it")).not_to_have_count(0)
