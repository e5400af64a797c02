"""A facilitator changes the rules by keys alone, sees what that means for whom, and publishes them."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.evening.visitor import DESK, PHONE, Visitor

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_the_rules_are_changed_compared_and_published(being: Callable[..., Visitor], size: dict[str, int]) -> None:
    dana = being("Dana", DESK)
    dana.page.set_viewport_size(size)  # type: ignore[arg-type]
    dana.go("/groups/")
    dana.follow(re.compile("evening"))
    group = dana.page.url.rstrip("/")
    dana.go(f"{group}/rules/")
    dana.every_way()
    if dana.page.get_by_role("button", name="Change the rules").count():
        dana.key("Change the rules")
    else:
        dana.go(f"{group}/rules/draft/")
    dana.page.wait_for_url("**/rules/draft/")
    dana.every_way()
    dana.picture("rules-draft", full=True)
    dana.page.get_by_role("button", name=re.compile("^Down:")).first.focus()
    dana.page.keyboard.press("Enter")
    dana.page.wait_for_url("**#clause-*")
    dana.page.get_by_role("link", name=re.compile("^Edit")).first.click()
    dana.look()
    dana.every_way()
    dana.type("In plain words", "Nobody says who is here. Not one name.")
    dana.key("Keep these words")
    dana.page.get_by_role("link", name="Look at what changes, and publish").click()
    dana.page.wait_for_url("**/publish/")
    dana.look()
    dana.every_way()
    dana.picture("rules-publish", full=True)
    dana.key("Publish the draft")
    dana.page.get_by_text("The new edition is published.").wait_for()
    dana.follow("What the newest edition changed")
    expect(dana.page.locator("ins")).not_to_have_count(0)
    dana.every_way()
    dana.picture("rules-edition", full=True)
