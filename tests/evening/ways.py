"""Other ways to use a page: keys alone, text of twice the size, and a longer language from right to left.

Each gives back what is wrong in words, and leaves the page as it was.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page

from tests.pseudo import CODE

SCRIPT = (Path(__file__).parent / "ways.js").read_text()
MANY = 400  # more than any page has


def by_keys(page: Page) -> list[str]:
    """Tab leads to everything that may be acted on, shows where it is, and comes round (WCAG 2.1.1, 2.1.2, 2.4.7)."""
    page.evaluate(SCRIPT)
    page.evaluate("ways.before()")
    every = page.evaluate("ways.all()")
    reached: set[int] = set()
    faults, last = [], -1
    for _ in range(MANY):
        page.keyboard.press("Tab")
        now = page.evaluate("ways.now()")
        if now is None or now["number"] == last:  # a date is three stops in one field
            continue
        last = now["number"]
        if last in reached:
            break
        reached.add(last)
        if not now["seen"]:
            faults.append(f"nobody sees that it has the focus: {now['words']}")
    faults += [f"Tab does not lead to {words}" for number, words in enumerate(every) if number not in reached]
    return faults


def focus(page: Page, target: Locator) -> None:
    """Lead the focus to it by Tab, and inside a set of radio buttons by the arrows. Raises AssertionError."""
    one = target.element_handle()
    assert one is not None
    for _ in range(MANY):
        if page.evaluate("one => one === document.activeElement", one):
            return
        together = "one => one.type === 'radio' && document.activeElement?.name === one.name"
        page.keyboard.press("ArrowDown" if page.evaluate(together, one) else "Tab")
    raise AssertionError(f"keys do not lead to {target}")


def enlarged(page: Page) -> list[str]:
    """Text of twice the size on a phone: nothing is lost, cut off, laid over, or wider than the screen (1.4.4)."""
    size = page.viewport_size
    page.set_viewport_size({"width": 390, "height": 844})
    page.evaluate(SCRIPT)
    page.evaluate("ways.words()")
    page.evaluate("document.documentElement.style.setProperty('font-size', '200%')")
    faults = [*page.evaluate("ways.lost()"), *page.evaluate("ways.cut()"), *page.evaluate("ways.over()")]
    page.evaluate("document.documentElement.style.removeProperty('font-size')")
    if size:
        page.set_viewport_size(size)
    return faults


def turned(page: Page, look: Any = None) -> list[str]:
    """The page asked for once more, in words that are longer and run from right to left."""
    address = page.url
    page.set_extra_http_headers({"Accept-Language": CODE})
    try:
        page.goto(address)
        if page.evaluate("document.documentElement.dir") != "rtl":
            return ["this house does not speak the language of tests/pseudo: start it by `the example`"]
        page.evaluate(SCRIPT)
        faults = [*page.evaluate("ways.cut()"), *page.evaluate("ways.over()")]
        if look:
            look()
        return faults
    finally:
        page.set_extra_http_headers({})
        page.goto(address)
