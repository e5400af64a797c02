"""A member is asked for a permission, reads it, signs; a leader writes down what was shared under it; both see it."""

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
    house = House(tmp_path_factory.mktemp("permissions"))
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


def test_a_permission_is_signed_used_and_seen_by_both(example: House, browser: Browser) -> None:
    hazel = somebody("Hazel", browser, example.base, PHONE)
    assert hazel.reads("A leader asks for your permission")
    hazel.go("/me/permissions/")
    hazel.picture("permissions-phone", full=True)
    hazel.follow(re.compile("^Look at the permission"))
    assert hazel.reads("You can take this back at any time")
    hazel.picture("permission-phone", full=True)
    hazel.press("I sign")
    assert hazel.reads("Type your full name. It stands for your signature.")
    hazel.write("Type your full name", "Hanna Zellweger")
    hazel.press("I sign")
    assert hazel.reads("Your copy (PDF)")

    otis = somebody("Otis", browser, example.base, DESK)
    otis.go("/groups/")
    otis.follow(re.compile("Recovery"))
    otis.follow("Hazel")
    otis.follow(re.compile("^What may be shared"))
    assert "Zellweger" not in otis.page.content()
    otis.picture("permissions", full=True)
    otis.follow("Write down what was shared")
    otis.page.get_by_label("Under which permission").select_option(index=1)
    otis.write("What was shared?", "Two dates")
    otis.picture("share", full=True)
    otis.press("Write it down")
    assert otis.reads("what the permission covers (2.32)")
    otis.picture("shared", full=True)
    with otis.page.expect_download() as kept:
        otis.page.get_by_role("link", name="Sheet with the full name (PDF)").click()
    assert kept.value.suggested_filename == "copy.pdf"

    hazel.go("/me/shared/")
    assert hazel.reads("Two dates")
    hazel.picture("shared-phone", full=True)
    hazel.go("/me/permissions/")
    hazel.follow(re.compile("^Look at the permission"))
    hazel.page.locator("summary", has_text="Take it back").click()
    hazel.press(re.compile("^Yes"))
    assert hazel.reads("Taken back")
    membership = re.search(r"/people/([0-9a-f-]{36})/", " ".join(otis.seen))
    assert membership
    for path in ("ask", "paper"):
        otis.go(f"/people/{membership[1]}/permissions/{path}/")
        otis.picture(path, full=True)
    hazel.go("/me/permissions/")
    hazel.follow("Write a permission")
    hazel.picture("write-phone", full=True)
    assert hazel.troubles + otis.troubles == []
