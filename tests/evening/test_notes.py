"""A leader writes a note for the record, and one of their own, which never leaves the page in clear."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Request, expect

from tests.evening import canaries
from tests.evening.visitor import DESK, PHONE, Visitor
from tests.house import House

pytestmark = pytest.mark.browser
PASSPHRASE = "acid academic acne acquire"
DRAFT = "Zzqquill envies the younger sister"
CANARY = "Xxmarrow was never spoken of"
CHANGED = "Wwthistle came up again, more gently"


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    house = House(tmp_path_factory.mktemp("notes"))
    house.start_example()
    yield house
    house.stop()


@pytest.fixture
def dana(example: House, browser: Browser) -> Iterator[Visitor]:
    visitor = Visitor(browser, example.base.replace("127.0.0.1", "localhost"), size=DESK, who="Dana")
    visitor.page.set_default_timeout(30_000)
    visitor.page.goto(f"{visitor.base}/example/")
    visitor.page.get_by_role("button", name="Be Dana Okafor").first.click()
    visitor.page.wait_for_load_state()
    yield visitor
    visitor.context.close()


def on_the_phone(who: Visitor, name: str) -> None:
    """The same page on a phone: nothing stands out to the side, and axe is content there too."""
    who.page.set_viewport_size(PHONE)
    who.pages.clear()
    who.look()
    assert who.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    who.picture(f"{name}-phone", full=True)
    who.page.set_viewport_size(DESK)
    who.picture(name, full=True)


def heron(who: Visitor) -> str:
    """The address of Heron's page."""
    who.go("/groups/")
    who.follow(re.compile("evening group"))
    who.follow("Heron")
    return who.page.url


def test_a_note_for_the_record_is_drafted_pointed_at_kept_and_changed(dana: Visitor) -> None:
    page = dana.page
    heron(dana)
    dana.follow(re.compile("^Notes"))
    dana.follow("Write a note")
    label = "What was worked on, and progress so far"
    dana.write(label, "Spoke first tonight. Wren listened.")
    page.get_by_text("Draft kept. Only you see it.").wait_for()
    page.reload()
    expect(page.get_by_label(label)).to_have_value("Spoke first tonight. Wren listened.")
    dana.press("Keep the note", looks=False)
    page.get_by_role("heading", name="Is somebody else named here?").wait_for()
    expect(page.locator(".pointed").get_by_text("Wren")).to_be_visible()
    on_the_phone(dana, "note-pointed")
    dana.press("Keep it as it is")
    assert dana.reads("Spoke first tonight. Wren listened.")
    on_the_phone(dana, "notes")
    dana.press(re.compile("^Change"), role="link")
    dana.write(label, "Spoke first tonight.")
    dana.write("Why is it changed?", "It named somebody else.")
    dana.press("Keep the note")
    assert dana.reads("It named somebody else.")
    assert dana.reads("Wren listened.")
    on_the_phone(dana, "note-history")
    assert dana.troubles == []


def test_an_own_note_never_reaches_the_house_in_clear(dana: Visitor, example: House, browser: Browser) -> None:
    page = dana.page
    sent: list[str] = []

    def hear(request: Request) -> None:
        sent.append(request.url + " " + (request.post_data or "") + " " + str(request.headers))

    dana.context.on("request", hear)
    person = heron(dana)
    dana.follow(re.compile("^Own notes"))
    dana.press("Before your first note", role="link")
    assert dana.reads("gone for good")
    on_the_phone(dana, "own-notes-before")
    page.get_by_label(re.compile("^I know that nobody")).check()
    dana.press("I have read this")
    dana.press("Make your key", role="link")
    dana.write("New passphrase", PASSPHRASE)
    dana.write("The same once more", PASSPHRASE)
    page.get_by_role("button", name="Make my key").click()
    page.get_by_label("The words are on paper").check()
    dana.press("Keep this key")

    dana.go(f"{person}own-notes/new/")
    unlock(dana)
    page.get_by_label("Your note").fill(DRAFT)
    page.get_by_text("Draft kept, sealed").wait_for()
    page.reload()
    page.get_by_text("Unlocked until").wait_for()
    expect(page.locator("#own-words")).to_have_value(re.compile("^Zzqquill"))
    page.get_by_label("Your note").fill(CANARY)
    on_the_phone(dana, "own-note-write")
    page.get_by_role("button", name="Lock it now").click()
    page.get_by_text("Unlock your key above to keep it").wait_for()
    expect(page.get_by_label("Your note")).to_have_value(CANARY)
    unlock(dana)
    dana.press("Seal and keep", looks=False)
    page.wait_for_url("**/own-notes/")
    page.get_by_text(CANARY).wait_for()
    on_the_phone(dana, "own-notes")
    dana.press(re.compile("^Change"), role="link", looks=False)
    expect(page.locator("#own-words")).to_have_value(re.compile("^Xxmarrow"))
    page.get_by_label("Your note").fill(CHANGED)
    dana.press("Seal and keep", looks=False)
    page.get_by_text(CHANGED).wait_for()
    expect(page.get_by_text(CANARY)).to_be_visible()
    page.get_by_role("button", name="Lock it now").click()
    page.get_by_text(CHANGED).wait_for(state="hidden")
    assert CHANGED not in page.content()
    stored = page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie])")

    words = [DRAFT, CANARY, CHANGED, *(each.split()[0] for each in (DRAFT, CANARY, CHANGED)), PASSPHRASE]
    lee = Visitor(browser, dana.base, size=DESK, who="Lee")
    lee.page.goto(f"{lee.base}/example/")
    lee.page.locator("main").get_by_role("button", name=re.compile("^Be Lee")).first.click()
    lee.page.goto(f"{person}own-notes/")
    assert lee.reads("You have kept no note of your own on this person.")
    assert not [word for word in words if word in "\n".join(sent) + stored]
    assert canaries.found(example, words, dana.seen) == []
    assert dana.troubles == []


def unlock(who: Visitor) -> None:
    who.page.get_by_label("Your passphrase for reading").fill(PASSPHRASE)
    who.page.get_by_role("button", name="Unlock", exact=True).click()
    who.page.get_by_text("Unlocked until").wait_for()
