"""A member says how to be reached, whom to call and where they are; a leader opens it in danger."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from tests.evening.conftest import browser  # noqa: F401
from tests.evening.visitor import DESK, PHONE, Visitor
from tests.house import House

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    example = House(tmp_path_factory.mktemp("reach"))
    example.start_example()
    yield example
    example.stop()


def being(name: str, size: dict[str, int], example: House, browser: Any, *, page: str = "") -> Visitor:  # noqa: F811
    who = Visitor(browser, example.base, size=size, who=name)
    who.page.set_default_timeout(30_000)
    who.page.goto(f"{who.base}/example/{page}")
    who.page.get_by_role("button", name=f"Be {name}").first.click()
    who.page.wait_for_load_state()
    return who


def test_from_the_address_to_the_call(example: House, browser: Any) -> None:  # noqa: F811
    heron = being("Heron", PHONE, example, browser, page="phone/")
    heron.go("/me/contact/")
    heron.page.get_by_label("Do not contact me at all").uncheck()
    heron.page.get_by_label("By e-mail").check()
    heron.write("E-mail address", "heron@mail.example")
    heron.page.get_by_label("Somebody else sees my phone or my mail").check()
    heron.page.get_by_label("The day, the time, and a name to greet me by").check()
    heron.picture("contact-phone", full=True)
    heron.press("Keep this")
    assert heron.reads("Choose one of the two that say no name.")
    heron.page.get_by_label("Only that there is something").check()
    heron.press("Keep this")
    heron.page.wait_for_url(lambda url: "/me/contact/" not in url)
    heron.go("/me/emergency/")
    heron.write("Their name", "Tilda Amsel")
    heron.write("Their telephone", "+44 7700 900170")
    heron.picture("emergency-phone", full=True)
    heron.press("Keep this")
    heron.go("/me/where/")
    heron.write("Where are you now?", "12 Mill Lane")
    heron.picture("where-phone", full=True)
    heron.press("Keep this")
    heron.picture("home-phone", full=True)
    assert heron.page.evaluate("document.documentElement.scrollWidth <= innerWidth")

    dana = being("Dana", DESK, example, browser)
    dana.go("/groups/")
    dana.page.get_by_role("link", name=re.compile("evening group")).first.click()
    dana.page.wait_for_load_state()
    dana.look()
    dana.follow("Heron")
    assert dana.reads("Messages by e-mail.")
    dana.picture("member-desk", full=True)
    dana.page.emulate_media(color_scheme="dark")
    dana.picture("member-desk-dark", full=True)
    dana.page.emulate_media(color_scheme="light")
    dana.page.get_by_role("link", name=re.compile("Show who this is")).click()
    dana.page.wait_for_load_state()
    dana.page.get_by_label("Someone may be in danger").check()
    dana.press("Show the name")
    assert dana.reads("Tilda Amsel")
    assert dana.reads("12 Mill Lane")
    dana.picture("person-desk", full=True)
    dana.page.set_viewport_size(PHONE)
    dana.picture("person-on-a-phone", full=True)
    assert dana.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    for who in (heron, dana):
        assert not who.troubles, who.troubles
        who.context.close()
