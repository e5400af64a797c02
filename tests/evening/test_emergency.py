"""A supervisor opens one person's record in an emergency; the privacy officer reads of it and looks back."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.evening.visitor import DESK, PHONE, Visitor
from tests.house import House

pytestmark = pytest.mark.browser


@pytest.fixture
def example(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    house = House(tmp_path_factory.mktemp("emergency"))
    house.start_example()
    yield house
    house.stop()


def somebody(name: str, browser: Browser, base: str, size: dict[str, int]) -> Visitor:
    """That person's browser, signed in by the example's own page."""
    visitor = Visitor(browser, base, size=size, who=name)
    visitor.page.goto(f"{base}/example/")
    visitor.page.evaluate("document.querySelectorAll('main details').forEach((part) => (part.open = true))")
    visitor.page.locator("main").get_by_role("button", name=re.compile(f"^Be {name}")).click()
    visitor.page.wait_for_load_state()
    return visitor


def test_it_opens_at_once_closes_and_is_looked_back_at(example: House, browser: Browser) -> None:
    samira = somebody("Samira", browser, example.base, PHONE)
    samira.go("/protection/")
    samira.picture("desk-phone", full=True)
    samira.follow("Emergency view")
    samira.page.get_by_label("Which group?").select_option(index=1)
    samira.press(re.compile("^Open it for 15 minutes"))
    assert samira.reads("Why now?")
    samira.page.get_by_label("Someone may be in danger").check()
    samira.write("What has happened, in a few words?", "A neighbour rang: the door stands open.")
    samira.picture("emergency-ask-phone", full=True)
    samira.press(re.compile("^Open it for 15 minutes"))
    samira.picture("emergency-open-phone", full=True)
    samira.press(re.compile("^Show who this is"))
    assert samira.reads("Legal name")
    samira.picture("emergency-person-phone", full=True)

    priya = somebody("Priya", browser, example.base, DESK)
    assert priya.reads("Somebody has an emergency view open now.")
    priya.picture("desk", full=True)

    samira.press("Close it now")
    assert samira.reads("It is closed")
    samira.go(samira.page.url)
    assert samira.reads("It is closed")

    priya.follow(re.compile("^Look at it .*emergency"))
    priya.picture("emergency-reviews", full=True)
    priya.follow(re.compile("^Look back"))
    assert priya.reads("the door stands open")
    priya.page.get_by_label("It was needed, and kept to what was needed").check()
    priya.picture("emergency-review", full=True)
    priya.press("Keep what I found")
    assert priya.reads("Nothing waits for your look back.")
    priya.go("/emergency/")
    priya.picture("emergency-ask", full=True)

    alex = somebody("Alex", browser, example.base, DESK)
    for path, name in (("/practice/staff/outside/", "outside"), ("/practice/setup/", "setup-outside")):
        alex.go(path)
        alex.picture(name, full=True)
    alex.go("/groups/")
    alex.page.locator('a[href$="/leaders/"]').first.click()
    alex.look()
    alex.picture("name-a-visitor", full=True)

    for visitor in (samira, priya, alex):
        assert not visitor.troubles, visitor.troubles
