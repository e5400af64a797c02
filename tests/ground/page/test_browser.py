"""The pattern pages in Chromium: axe, both themes, phone to desk, large text, forced colours, right-to-left."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.ground.page.pattern.urls import PAGES

pytestmark = pytest.mark.browser
SIZES = {"phone": (390, 844), "desk": (1240, 900), "narrow": (320, 640)}
SEEN = ("session/?example", *(f"{page}/" for page in PAGES), "refuse/", "hide/")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture
def visit(chromium: Any, pattern: str) -> Iterator[Callable[..., Any]]:
    """Open a pattern page in a browser of its own; fails the test on any error in the console."""
    contexts, errors = [], []

    def open_(page: str, size: str = "desk", **more: Any) -> Any:
        width, height = SIZES[size]
        context = chromium.new_context(viewport={"width": width, "height": height}, **more)
        contexts.append(context)
        tab = context.new_page()
        tab.on("console", lambda said: errors.append(said.text) if said.type in ("error", "warning") else None)
        tab.on("pageerror", lambda error: errors.append(str(error)))
        tab.goto(f"{pattern}/{page}")
        tab.evaluate("document.fonts.ready")
        return tab

    yield open_
    for context in contexts:
        context.close()
    # A page that is meant to be refused is noted by the browser as a failed load; nothing else may be.
    assert [error for error in errors if "Failed to load resource" not in error] == []


def faults(tab: Any) -> list[str]:
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(tab, options={"runOnly": {"type": "tag", "values": RULES}})
    return [
        f"{fault['id']}: {node['html'][:120]} {node.get('failureSummary', '')[:200]}"
        for fault in found.response["violations"]
        for node in fault["nodes"]
    ]


def overflow(tab: Any) -> int:
    return int(tab.evaluate("document.documentElement.scrollWidth - window.innerWidth"))


@pytest.mark.parametrize("page", SEEN)
def test_axe_finds_no_fault_on_a_phone_in_either_theme(visit: Callable[..., Any], page: str) -> None:
    tab = visit(page, "phone", color_scheme="light", reduced_motion="reduce")
    assert faults(tab) == []
    tab.emulate_media(color_scheme="dark")
    assert faults(tab) == []


@pytest.mark.parametrize("page", ["session/?example", "case/", "form/"])
def test_axe_finds_no_fault_on_a_desk(visit: Callable[..., Any], page: str) -> None:
    assert faults(visit(page)) == []


@pytest.mark.parametrize("page", SEEN)
def test_nothing_runs_over_the_edge_of_a_narrow_phone_or_with_text_of_twice_the_size(
    visit: Callable[..., Any], page: str
) -> None:
    tab = visit(page, "narrow")
    assert overflow(tab) <= 0
    tab.set_viewport_size({"width": 390, "height": 844})
    tab.evaluate("document.documentElement.style.setProperty('font-size', '200%')")
    assert overflow(tab) <= 0


@pytest.mark.parametrize("page", ["session/", "member/"])
def test_pages_turn_for_right_to_left(visit: Callable[..., Any], page: str) -> None:
    tab = visit(page, "phone")
    tab.evaluate("document.documentElement.dir = 'rtl'")
    assert overflow(tab) <= 0
    assert faults(tab) == []


@pytest.mark.parametrize("page", ["session/", "member/"])
def test_forced_colours_keep_every_sign(visit: Callable[..., Any], page: str) -> None:
    tab = visit(page, forced_colors="active")
    assert faults(tab) == []


@pytest.mark.parametrize("page", SEEN)
def test_everything_one_may_tap_is_large_enough(visit: Callable[..., Any], page: str) -> None:
    tab = visit(page, "phone", has_touch=True)
    small = tab.evaluate(
        """() => [...document.querySelectorAll('button, .button, summary, input, select, textarea, .choice')]
            .filter((it) => it.offsetParent && it.type !== 'hidden' && !it.matches('.choice input'))
            .map((it) => [it.outerHTML.slice(0, 60), it.getBoundingClientRect().height])
            .filter(([, height]) => height < 43.5)"""
    )
    assert small == []


@pytest.mark.parametrize("page", SEEN)
def test_each_page_has_one_heading_one_main_and_a_neutral_title(visit: Callable[..., Any], page: str) -> None:
    tab = visit(page)
    expect(tab.locator("h1")).to_have_count(1)
    expect(tab.locator("main")).to_have_count(1)
    assert "Underrose" not in tab.title()
    assert "herap" not in tab.title()


def test_the_summary_takes_the_focus_and_leads_into_the_field(visit: Callable[..., Any]) -> None:
    tab = visit("form/", "phone")
    tab.fill("#id_reason", "Because of the storm.")
    tab.click("main button.primary")
    tab.wait_for_load_state("networkidle")
    assert tab.title().startswith("Please check:")
    assert tab.evaluate("document.activeElement.className") == "summary"
    assert tab.input_value("#id_reason") == "Because of the storm."
    tab.click(".summary a[href='#id_place_0']")
    assert tab.evaluate("document.activeElement.id") == "id_place_0"


def test_a_form_works_with_our_own_referrer_policy(visit: Callable[..., Any]) -> None:
    """With `no-referrer` browsers send `Origin: null`, and every form of ours would be refused."""
    tab = visit("form/")
    with tab.expect_response(lambda answer: answer.request.method == "POST") as posted:
        tab.click("main button.primary")
    assert posted.value.status == 422  # read and answered, not refused


def test_back_from_a_refusal_leads_to_the_page_before(visit: Callable[..., Any], pattern: str) -> None:
    tab = visit("form/")
    tab.goto(f"{pattern}/refuse/", referer=f"{pattern}/form/")
    tab.click("text=Go back")
    tab.wait_for_url("**/form/")


def test_a_password_can_be_looked_at(visit: Callable[..., Any]) -> None:
    tab = visit("form/")
    tab.fill("#id_password", "hush")
    tab.click(".password button")
    assert tab.get_attribute("#id_password", "type") == "text"
    tab.click(".password button")
    assert tab.get_attribute("#id_password", "type") == "password"


@pytest.mark.parametrize("how", ["the button", "Shift three times"])
def test_leaving_ends_the_session_and_replaces_the_page(visit: Callable[..., Any], how: str) -> None:
    tab = visit("member/", "phone")
    tab.context.route("https://www.wikipedia.org/**", lambda route: route.fulfill(status=200, body="an encyclopedia"))
    tab.wait_for_load_state("networkidle")  # until the part that listens has come
    with tab.expect_request("**/leave/") as ended:
        if how == "the button":
            tab.click("text=Leave this page")
        else:
            for _ in range(3):
                tab.keyboard.press("Shift")
    assert ended.value.method == "POST"
    tab.wait_for_url("https://www.wikipedia.org/")


def test_leaving_works_without_scripts(visit: Callable[..., Any]) -> None:
    tab = visit("member/", "phone", java_script_enabled=False)
    tab.context.route("https://www.wikipedia.org/**", lambda route: route.fulfill(status=200, body="an encyclopedia"))
    tab.click("text=Leave this page")
    tab.wait_for_url("https://www.wikipedia.org/")


def test_writing_capitals_does_not_leave(visit: Callable[..., Any]) -> None:
    tab = visit("feedback/", "phone")
    tab.focus("#id_reason")
    for letter in "ABCDE":
        tab.keyboard.press(f"Shift+{letter}")
    assert tab.input_value("#id_reason") == "ABCDE"


def test_the_menu_works_without_scripts(visit: Callable[..., Any]) -> None:
    tab = visit("session/", "phone", java_script_enabled=False)
    tab.click(".menu summary")
    expect(tab.locator(".menu nav").get_by_text("Cases")).to_be_visible()
    expect(tab.locator("nav.wide")).to_be_hidden()


def test_the_first_tab_leads_past_the_bar(visit: Callable[..., Any]) -> None:
    tab = visit("session/")
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.className") == "skip"
    tab.keyboard.press("Enter")
    assert tab.evaluate("document.activeElement.id") == "main"


def test_no_page_asks_any_other_origin_for_anything(visit: Callable[..., Any], pattern: str) -> None:
    tab = visit("plain/")
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    for page in SEEN:
        tab.goto(f"{pattern}/{page}")
    assert {url for url in asked if not url.startswith(pattern)} == set()


def test_the_words_of_the_room_can_be_read_from_four_metres(visit: Callable[..., Any]) -> None:
    """Letters of 1/20 of the screen's height for what is said: 20 mm on a 32-inch screen."""
    tab = visit("room/")
    size = tab.evaluate("parseFloat(getComputedStyle(document.querySelector('h1')).fontSize)")
    words = tab.evaluate("parseFloat(getComputedStyle(document.querySelector('.words li')).fontSize)")
    assert size >= 900 / 20
    assert words >= 900 / 28
    assert tab.evaluate("document.documentElement.scrollHeight") <= 900


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_cards_print_without_the_machinery(visit: Callable[..., Any], paper: str) -> None:
    tab = visit("print/")
    pdf = tab.pdf(format=paper, print_background=False)
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 1
    tab.emulate_media(media="print")
    expect(tab.locator(".off-paper")).to_be_hidden()


def test_paper_is_light_whatever_the_theme(visit: Callable[..., Any]) -> None:
    tab = visit("session/", color_scheme="dark")
    tab.emulate_media(media="print", color_scheme="dark")
    assert tab.evaluate("getComputedStyle(document.querySelector('h1')).color") == "rgb(42, 34, 36)"
    expect(tab.locator(".top")).to_be_hidden()
