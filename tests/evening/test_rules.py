"""A member goes through the rules on a phone: a question that explains, reading aloud, where they left; and the choice
about what they tell alone, which their leader then sees."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.evening.visitor import DESK, PHONE, Visitor

pytestmark = pytest.mark.browser
# Chromium without a screen has no voice: one of the device's own, which writes down what it was to say.
VOICE = """
    window.said = [];
    const own = { lang: "en-US", localService: true, name: "own" };
    Object.defineProperty(speechSynthesis, "getVoices", { value: () => [own] });
    Object.defineProperty(speechSynthesis, "speak", { value: (spoken) => said.push(spoken.text) });
    Object.defineProperty(speechSynthesis, "cancel", { value: () => said.push("silence") });
    window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
"""


def test_a_member_goes_through_the_rules(being: Callable[..., Visitor]) -> None:
    sage = being("Sage", PHONE)
    assert sage.reads("3 of 23 read")
    sage.follow("Go on")
    assert sage.reads("Clause 4 of 23")
    sage.key("I have read this, go on")
    sage.page.get_by_text("You see someone from the group in a shop").wait_for()
    sage.every_way()
    sage.picture("rules-question-phone", full=True)

    sage.key("Say hello. It would be rude not to.", role="radio")
    sage.key("This is my answer")
    shown = sage.page.locator(".because:target")
    shown.wait_for()
    assert "choose again" in shown.inner_text()
    assert shown.evaluate("one => one === document.activeElement")
    expect(sage.page.locator(".because:visible")).to_have_count(1)
    sage.picture("rules-explained-phone")
    sage.key("Walk on, and greet back if they greet me.", role="radio")
    sage.key("This is my answer")
    sage.page.get_by_text("So the other person decides").wait_for()
    expect(sage.page.locator(".because:visible")).to_have_count(1)
    sage.every_way(again=False)
    sage.follow("Go on")
    assert sage.reads("Clause 6 of 23")

    sage.press("This is my answer")
    assert sage.reads("Choose one of the answers. You can try as often as you like.")
    assert sage.lacks("failed")
    sage.go("/")
    assert sage.reads("5 of 23 read")


def test_a_clause_is_read_aloud_and_falls_silent(being: Callable[..., Visitor]) -> None:
    sage = being("Sage", PHONE)
    sage.follow("Go on")
    expect(sage.page.get_by_role("button", name="Read it aloud")).not_to_be_visible()
    sage.page.add_init_script(VOICE)
    sage.page.reload()
    sage.look()
    sage.key("Read it aloud", looks=False)
    heading = sage.page.get_by_role("heading", level=1).inner_text()
    assert sage.page.evaluate("said.filter((words) => words !== 'silence')") == [heading]
    sage.key("Stop reading", looks=False)
    assert sage.page.evaluate("said.at(-1)") == "silence"
    expect(sage.page.get_by_role("button", name="Read it aloud")).to_be_visible()


def test_a_member_goes_on_without_scripts(being: Callable[..., Visitor]) -> None:
    sage = being("Sage", PHONE)
    kept = sage.context.storage_state()
    plain = sage.context.browser.new_context(java_script_enabled=False, storage_state=kept, viewport=PHONE)  # type: ignore[union-attr, arg-type]
    page = plain.new_page()
    page.goto(f"{sage.base}/")
    page.get_by_role("link", name="Go on").click()
    expect(page.get_by_role("button", name="Read it aloud")).not_to_be_visible()
    page.get_by_role("radio").first.check()
    page.get_by_role("button", name="This is my answer").click()
    expect(page.locator(".because:target")).to_be_visible()
    expect(page.locator(".because:visible")).to_have_count(1)
    plain.close()


def test_a_choice_about_what_is_told_alone_reaches_the_leader(being: Callable[..., Visitor]) -> None:
    sage = being("Sage", PHONE)
    sage.follow(re.compile("^What you tell a leader alone"))
    sage.every_way()
    sage.picture("between-phone", full=True)
    sage.key("Ask me first, each time.", role="radio")
    sage.key("Keep this choice")
    sage.page.get_by_text("Kept. The leaders see it").wait_for()

    otis = being("Otis", DESK)
    otis.go("/groups/")
    otis.follow(re.compile("^Recovery"))
    otis.follow("Sage")
    otis.follow(re.compile("^Between sessions"))
    assert otis.reads("Ask each time first")
    otis.every_way()
    otis.picture("between", full=True)
    otis.follow("Everybody in this group")
    assert otis.reads("May be brought up")
    otis.every_way()
