"""The other ways find what they are there to find: a page with a fault of each kind, and one without."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.evening import ways
from tests.pseudo import turned

pytestmark = pytest.mark.browser
SOUND = """<h1>Rules</h1><p>One clause at a time.</p><a href="#">Back</a>
<label><input type="radio" name="a"> Yes</label><label><input type="radio" name="a"> No</label><button>On</button>"""


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 390, "height": 844})
    yield page
    page.close()


@pytest.mark.parametrize("way", [ways.by_keys, ways.enlarged])
def test_a_sound_page_has_no_fault(page: Page, way: Callable[[Page], list[str]]) -> None:
    page.set_content(SOUND)
    assert way(page) == []


@pytest.mark.parametrize(
    ("way", "fault", "said"),
    [
        (ways.by_keys, "<style>button { outline: 0 }</style>", "nobody sees that it has the focus"),
        (ways.by_keys, "<button onfocus='this.blur()'>Away</button>", "Tab does not lead to"),
        (ways.enlarged, "<p style='white-space: nowrap'>Words that run on and on and on</p>", "wider than the screen"),
        (ways.enlarged, "<p style='height: 22px; overflow: hidden; width: 150px'>Words that need more</p>", "cut off"),
        (ways.enlarged, "<style>p { height: 10px; margin: 0 }</style><p>One<p>Two", "lies over"),
    ],
)  # fmt: skip
def test_a_fault_is_said(page: Page, way: Callable[[Page], Any], fault: str, said: str) -> None:
    page.set_content(SOUND + fault)
    assert any(said in found for found in way(page)), way(page)


def test_keys_choose_and_press(page: Page) -> None:
    page.set_content(
        SOUND + "<script>document.querySelector('button').onclick = () => (document.title = 'on')</script>"
    )
    ways.focus(page, page.get_by_label("No"))
    expect(page.get_by_label("No")).to_be_checked()
    ways.focus(page, page.get_by_role("button", name="On"))
    page.keyboard.press("Enter")
    assert page.title() == "on"


def test_placeholders_and_tags_are_left_alone() -> None:
    words = turned('Hello %(name)s, <a href="/x">go on</a> at 100%% &amp; {more}')
    assert all(kept in words for kept in ("%(name)s", '<a href="/x">', "</a>", "%%", "&amp;", "{more}"))
    assert "Hello" not in words
    assert len(words) > 70
