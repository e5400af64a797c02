"""A real house for the evening, and a browser."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.evening.visitor import PHONE, Visitor
from tests.house import PSEUDO, House

ARGS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """An empty house, running."""
    empty = House(tmp_path_factory.mktemp("house"))
    empty.start()
    yield empty
    empty.stop()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    alone = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=ARGS + alone)
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """The example practice, running; a file's own. It speaks the language of tests/pseudo too."""
    example = House(tmp_path_factory.mktemp("example"), environment=PSEUDO)
    example.start_example()
    yield example
    example.stop()


@pytest.fixture
def being(example: House, browser: Browser) -> Iterator[Callable[..., Visitor]]:
    """`being("Heron", PHONE)`: one of the example's people, at a browser. Ends in failure where anything was wrong."""
    everyone: list[Visitor] = []

    def be(name: str, size: dict[str, int]) -> Visitor:
        who = Visitor(browser, example.base, size=size, who=name)
        everyone.append(who)
        who.page.set_default_timeout(30_000)
        who.page.goto(f"{who.base}/example/{'phone/' if size is PHONE else ''}")
        who.page.get_by_role("button", name=f"Be {name}").first.click()
        who.page.wait_for_load_state()
        return who

    yield be
    troubles = [trouble for who in everyone for trouble in who.troubles]
    for who in everyone:
        who.context.close()
    assert not troubles, "\n".join(troubles)
