"""A person with a browser: every page they look at is checked by axe in both themes, and its console must be silent."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.evening import ways

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1240, "height": 900}
PICTURES = Path(os.environ["PICTURES"]) if os.environ.get("PICTURES") else None
RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
}

expect.set_options(timeout=15_000)


class Visitor:
    """One browser context, one page. `seen` holds every address that was opened, for the canaries."""

    def __init__(self, browser: Browser, base: str, *, size: dict[str, int], who: str) -> None:
        self.context = browser.new_context(viewport=size, color_scheme="light", reduced_motion="reduce")  # type: ignore[arg-type]
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(15_000)
        self.base, self.who = base, who
        self.seen: list[str] = []
        self.troubles: list[str] = []
        self.pages: set[str] = set()
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.troubles.append(f"{self.page.url}: {error}"))
        self.page.on("request", lambda request: self.seen.append(request.url))

    def _heard(self, message: Any) -> None:
        # Chromium calls every answer of 400 and more a failure to load; a form that says what is wrong is meant.
        if message.type in ("error", "warning") and "a status of 422" not in message.text:
            self.troubles.append(f"{self.page.url}: {message.text}")

    def go(self, path: str) -> None:
        self.page.goto(path if path.startswith("http") else self.base + path)
        self.look()

    def press(self, name: str | re.Pattern[str], *, role: str = "button", nth: int = 0, looks: bool = True) -> None:
        """Press the button (or follow the link) of that name, and look at where it leads."""
        if isinstance(name, str):
            found = self.page.get_by_role(role, name=name, exact=True)  # type: ignore[arg-type]
        else:
            found = self.page.get_by_role(role, name=name)  # type: ignore[arg-type]
        found.nth(nth).click()
        self.page.wait_for_load_state()
        if looks:
            self.look()

    def follow(self, name: str | re.Pattern[str], *, nth: int = 0) -> None:
        self.press(name, role="link", nth=nth)

    def write(self, label: str | re.Pattern[str], text: str) -> None:
        self.page.get_by_label(label).first.fill(text)

    def reads(self, words: str) -> bool:
        """Whether the page says these words, or will within seconds: a page that was just asked for takes its time."""
        for _ in range(100):
            if words in self.page.locator("body").inner_text():
                return True
            self.page.wait_for_timeout(50)
        return False

    def lacks(self, words: str) -> bool:
        return words not in self.page.locator("body").inner_text()

    def look(self) -> None:
        """Axe, once a kind of page, in both themes."""
        kind = self.kind()
        if kind in self.pages:
            return
        self.pages.add(kind)
        for theme in ("light", "dark"):
            self.page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
            found = Axe().run(self.page, options=RULES)
            self.troubles += [
                f"{kind} ({theme}, {self.who}): {v['id']}: {v['nodes'][0]['html'][:160]}"
                for v in found.response["violations"]
            ]
        self.page.emulate_media(color_scheme="light")

    def key(self, name: str, *, role: str = "button", nth: int = 0, looks: bool = True) -> None:
        """Press the button, follow the link or choose the box of that name, by keys alone."""
        target = self.page.get_by_role(role, name=name, exact=True).nth(nth)  # type: ignore[arg-type]
        ways.focus(self.page, target)
        if role == "radio":
            self.page.keyboard.press("Space")
            return
        self.page.keyboard.press("Space" if role == "checkbox" else "Enter")
        if role in ("button", "link"):
            self.page.wait_for_load_state()
        if looks:
            self.look()

    def type(self, label: str, text: str) -> None:
        """Write into the field, led there by keys alone."""
        ways.focus(self.page, self.page.get_by_label(label).first)
        self.page.keyboard.press("ControlOrMeta+a")
        self.page.keyboard.type(text)

    def every_way(self, *, again: bool = True) -> None:
        """This page by keys alone, in text of twice the size, and in a longer language from right to left.

        `again=False` where the page can't be asked for a second time, such as one that answers a form.
        """
        kind = self.kind()
        for way in (ways.by_keys, ways.enlarged, *([ways.turned] if again else [])):
            self.troubles += [f"{kind} ({way.__name__}, {self.who}): {fault}" for fault in way(self.page)]

    def kind(self) -> str:
        return re.sub(r"[0-9a-f-]{36}", "…", self.page.url.removeprefix(self.base).split("#")[0])

    def picture(self, name: str, *, full: bool = False) -> None:
        """Keep a picture of the page, where `make pictures` asks for it."""
        if PICTURES:
            self.page.screenshot(path=PICTURES / f"{name}.png", full_page=full)
