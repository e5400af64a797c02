"""An admin prints five shares and tries one, then closes the house; the operator opens it again."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.evening.visitor import DESK, PHONE, Visitor
from tests.house import House

pytestmark = pytest.mark.browser


@pytest.fixture
def example(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    house = House(tmp_path_factory.mktemp("keys"))
    house.start_example()
    yield house
    house.stop()


def test_shares_are_printed_and_tried_and_the_house_is_closed_and_opened(example: House, browser: Browser) -> None:
    alex = Visitor(browser, example.base.replace("127.0.0.1", "localhost"), size=DESK, who="Alex")
    page = alex.page
    page.set_default_timeout(30_000)
    page.goto(f"{alex.base}/example/")
    page.get_by_role("button", name="Be Alex Byrne").first.click()
    page.wait_for_load_state()
    alex.go("/practice/setup/shares/")
    alex.picture("shares-before", full=True)
    alex.press("Make 5 shares")
    papers = [paper.locator("li").all_inner_texts() for paper in page.locator("main section").all()]
    assert [len(words) for words in papers] == [33] * 5
    alex.picture("shares-paper", full=True)
    alex.follow("I have printed them")
    alex.write("Type the 33 words of one share", " ".join([*papers[1][:32], "zero"]))
    alex.press("Check")
    assert alex.reads("Word 33")
    alex.write("Type the 33 words of one share", " ".join(papers[1]))
    alex.press("Check")
    expect(page.get_by_text("Right")).to_have_count(1)
    for size in (PHONE, DESK):
        page.set_viewport_size(size)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        alex.pages.clear()
        alex.look()
        alex.picture(f"shares-{size['width']}", full=True)
    alex.go("/practice/close/")
    alex.picture("close", full=True)
    # An answer of 503 is meant here, and Chromium calls it a failure to load.
    page.get_by_role("button", name="Close it now").click()
    page.get_by_role("heading", name="This house is closed for now").wait_for()
    alex.look()
    page.set_viewport_size(PHONE)
    alex.picture("closed", full=True)
    assert example.run("unlock").returncode == 0
    page.goto(f"{alex.base}/practice/")
    assert alex.reads("Who works here")
    assert [trouble for trouble in alex.troubles if "a status of 503" not in trouble] == []
    alex.context.close()
