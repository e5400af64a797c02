"""A member looks at their circle, takes their data along and asks for a correction; the officer answers."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from typing import Any

import pytest

from tests.evening.conftest import browser  # noqa: F401
from tests.evening.visitor import DESK, PHONE, Visitor
from tests.house import House

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    example = House(tmp_path_factory.mktemp("circle"))
    example.start_example()
    yield example
    example.stop()


def being(name: str, size: dict[str, int], example: House, browser: Any) -> Visitor:  # noqa: F811
    who = Visitor(browser, example.base, size=size, who=name)
    who.page.set_default_timeout(30_000)
    who.page.goto(f"{who.base}/example/{'phone/' if size is PHONE else ''}")
    who.page.get_by_role("button", name=f"Be {name}").first.click()
    who.page.wait_for_load_state()
    return who


def test_from_the_picture_to_the_answer(example: House, browser: Any, tmp_path: Any) -> None:  # noqa: F811
    heron = being("Heron", PHONE, example, browser)
    heron.go("/me/circle/")
    assert heron.page.locator("svg.circle").get_attribute("aria-label")
    assert heron.reads("Opened your name and contact for billing")
    heron.picture("circle-phone", full=True)
    heron.page.emulate_media(color_scheme="dark")
    heron.picture("circle-phone-dark", full=True)
    heron.page.emulate_media(color_scheme="light")
    heron.page.locator(".onlookers summary").first.click()
    assert heron.reads("Your chosen name, and that you belong")
    assert heron.page.evaluate("document.documentElement.scrollWidth <= innerWidth")

    heron.follow("Take your data along")
    heron.picture("data-phone", full=True)
    with heron.page.expect_download() as coming:
        heron.page.get_by_role("button", name="Get the file").click()
    path = tmp_path / "copy.zip"
    coming.value.save_as(path)
    assert {"index.html", "data.json"} <= set(zipfile.ZipFile(path).namelist())

    heron.go("/me/circle/correct/")
    heron.write("What is wrong", "The month I joined is wrong.")
    heron.picture("ask-phone", full=True)
    heron.press("Ask")
    assert heron.reads("You have an answer by")
    heron.follow("Back to your circle")
    heron.follow("Leave the group")
    heron.picture("leave-phone", full=True)
    heron.follow("Stay")
    heron.page.set_viewport_size(DESK)
    heron.picture("circle-desk", full=True)

    priya = being("Priya", DESK, example, browser)
    priya.go("/protection/")
    priya.go("/requests/")
    priya.picture("requests-desk", full=True)
    priya.follow("To correct something", nth=1)
    priya.page.get_by_label("Yes, all of it").check()
    priya.write("In words", "It says March now.")
    priya.picture("answer-desk", full=True)
    priya.press("Answer")
    priya.go("/matters/")
    heron.page.set_viewport_size(PHONE)
    heron.go("/me/circle/")
    heron.page.locator('a[href^="/me/circle/"]', has_text="To correct something").first.click()
    heron.page.wait_for_load_state()
    heron.look()
    assert heron.reads("It says March now.")
    for who in (heron, priya):
        assert not who.troubles, who.troubles
        who.context.close()
