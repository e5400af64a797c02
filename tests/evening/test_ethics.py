"""What leaders don't decide alone: a tie is decided beside its leader, and what a group stirs is sealed in the page."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Request, expect

from tests.evening import canaries
from tests.evening.visitor import DESK, PHONE, Visitor
from tests.evening.ways import focus
from tests.house import House

pytestmark = pytest.mark.browser
PASSPHRASE = "acid academic acne acquire"
TIE = "Qqbramble manages my department"
DRAFT = "Vvtansy I dread the silence"
CANARY = "Kkburdock I want them to need me"


def both_sizes(who: Visitor, name: str) -> None:
    """On a phone too axe is content, and on neither does anything stand out to the side."""
    for size, suffix in ((PHONE, "-phone"), (DESK, "")):
        who.page.set_viewport_size(size)
        if size is PHONE:
            who.pages.clear()
            who.look()
        assert who.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
        who.picture(f"{name}{suffix}", full=True)


def test_a_tie_is_opened_by_keys_alone_and_decided_by_somebody_else(
    being: Callable[..., Visitor], example: House
) -> None:
    dana = being("Dana", DESK)
    page = dana.page
    dana.go("/groups/")
    dana.follow(re.compile("evening group"))
    dana.picture("group-ethics", full=True)
    dana.follow("Juniper")
    dana.picture("person-ethics", full=True)
    dana.follow(re.compile("^Somebody who leads knows this person"))
    both_sizes(dana, "ethics-open")
    words = page.get_by_label("What is it, and what worries you?")
    focus(page, words)
    page.keyboard.type(TIE)
    focus(page, page.get_by_role("radio", name=re.compile("^Samira")))
    page.keyboard.press("Space")
    focus(page, page.get_by_role("button", name="Open a review"))
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Dana Okafor and Juniper").wait_for()
    assert dana.reads("Samira Haddad decides.")
    expect(page.get_by_role("button", name="Decide")).to_have_count(0)
    dana.every_way()
    review = page.url

    samira = being("Samira", DESK)
    samira.go("/")
    assert samira.reads("A conflict review waits for your decision.")
    samira.picture("tonight-ethics", full=True)
    samira.go("/ethics/")
    both_sizes(samira, "ethics-desk")
    samira.every_way()
    samira.go(review)
    samira.page.get_by_role("radio", name=re.compile("^Go on")).check()
    samira.write("Why?", "It is a small town.")
    samira.press("Decide")
    samira.page.get_by_role("heading", name=re.compile("There is a problem|Please", re.IGNORECASE)).first.wait_for()
    samira.write("If it goes on", "Lee talks with her alone.")
    samira.press("Decide")
    samira.write("What were they told before?", "All of it.")
    samira.page.get_by_role("radio", name=re.compile("^Yes")).check()
    samira.press("Write it down")
    assert samira.reads("Settled")
    both_sizes(samira, "ethics-review")

    lee = being("Lee", DESK)
    assert lee.page.goto(review).status == 404
    lee.page.goto(f"{lee.base}/ethics/")
    assert lee.lacks("Juniper")
    lee.troubles = [trouble for trouble in lee.troubles if "404" not in trouble]
    assert canaries.found(example, [TIE, TIE.split()[0]], dana.seen + samira.seen) == []


def test_advice_is_asked_step_by_step(being: Callable[..., Visitor]) -> None:
    dana = being("Dana", DESK)
    dana.go("/ethics/advice/new/")
    both_sizes(dana, "ethics-begin")
    dana.page.set_viewport_size(PHONE)
    dana.press("Go through it in steps")
    dana.write("What is the question?", "Somebody wants to be friends online.")
    dana.every_way()
    dana.write("What is the question?", "Somebody wants to be friends online.")
    dana.press("Keep and go on")
    dana.press("Keep and go back")
    expect(dana.page.get_by_label("What is the question?")).to_have_value("Somebody wants to be friends online.")
    dana.press("Keep for later")
    dana.follow(re.compile("^Go on"))
    url = re.sub(r"steps/\d/", "ask/", dana.page.url)
    dana.go(url)
    dana.write("What do you want to know?", "Heron asks me to be friends online. What would you say?")
    dana.page.get_by_role("radio", name="A colleague outside the practice").check()
    dana.write("The colleague’s name", "Dr Ada Quill")
    dana.press("Ask", looks=False)
    dana.page.get_by_role("heading", name="Would these words say who somebody is?").wait_for()
    both_sizes(dana, "ethics-named")
    dana.write("What do you want to know?", "Somebody asks me to be friends online. What would you say?")
    dana.press(re.compile("^Ask"))
    assert dana.reads("Nothing was sent.")
    dana.write("The answer", "Say no to all of them, in the group.")
    dana.press("Write it down")
    assert dana.reads("Follow it up")
    both_sizes(dana, "ethics-advice")
    for page in ("codes", "questions"):
        dana.go(f"/ethics/{page}/")
        both_sizes(dana, f"ethics-{page}")


def test_a_reflection_never_reaches_the_house_in_clear(being: Callable[..., Visitor], example: House) -> None:
    otis = being("Otis", DESK)
    page = otis.page
    sent: list[str] = []

    def hear(request: Request) -> None:
        sent.append(request.url + " " + (request.post_data or "") + " " + str(request.headers))

    otis.context.on("request", hear)
    otis.page.goto(otis.page.url.replace("127.0.0.1", "localhost"))
    otis.go("/ethics/reflections/")
    otis.press(re.compile("^After Grief"), role="link")
    assert otis.reads("gone for good")
    both_sizes(otis, "reflection-before")
    write = page.url
    otis.press("Make your key", role="link")
    otis.write("New passphrase", PASSPHRASE)
    otis.write("The same once more", PASSPHRASE)
    page.get_by_role("button", name="Make my key").click()
    page.get_by_label("The words are on paper").check()
    otis.press("Keep this key")
    otis.go(write)
    unlock(otis)
    page.get_by_label("Your words").fill(DRAFT)
    page.get_by_text("Draft kept, sealed").wait_for()
    page.reload()
    expect(page.locator("#own-words")).to_have_value(re.compile("^Vvtansy"))
    page.get_by_label("Your words").fill(CANARY)
    both_sizes(otis, "reflection-write")
    otis.press("Seal and keep", looks=False)
    page.wait_for_url("**/ethics/reflections/")
    page.get_by_text(CANARY).wait_for()
    both_sizes(otis, "reflections")
    otis.every_way(again=False)
    page.get_by_role("button", name="Lock it now").click()
    page.get_by_text(CANARY).wait_for(state="hidden")
    assert CANARY not in page.content()
    stored = page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie])")
    words = [DRAFT, CANARY, DRAFT.split()[0], CANARY.split()[0], PASSPHRASE]
    assert not [word for word in words if word in "\n".join(sent) + stored]
    assert canaries.found(example, words, otis.seen) == []


def unlock(who: Visitor) -> None:
    who.page.get_by_label("Your passphrase for reading").fill(PASSPHRASE)
    who.page.get_by_role("button", name="Unlock", exact=True).click()
    who.page.get_by_text("Unlocked until").wait_for()
