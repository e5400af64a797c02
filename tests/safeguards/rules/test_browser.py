"""A question on a clause, from the phone to a note for everyone; and the room goes through what is new, by keys."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from tests.evening.conftest import being, browser, example  # noqa: F401
from tests.evening.visitor import DESK, PHONE, Visitor

pytestmark = pytest.mark.browser
WALL = {"width": 1920, "height": 1080}
ASKED = "My aunt sits on the committee of this house. May she know that I come?"
NOTE = "Who comes here is never told to anybody who works in the house, unless you say so yourself."


def _open(who: Visitor, path: str) -> None:
    """A page of the grief circle, below its group."""
    who.go("/groups/")
    who.press(re.compile("^Grief"), role="link", looks=False)
    who.page.wait_for_url(re.compile(r"/groups/[0-9a-f-]{36}/$"))
    who.go(who.page.url + path)


def _key_to(who: Visitor, name: str, url: str, *, role: str = "button") -> None:
    """Press it by keys, and look at the page that it leads to."""
    who.key(name, role=role, looks=False)
    who.page.wait_for_url(re.compile(url))
    who.page.wait_for_load_state()
    who.look()


def _read_rules(who: Visitor) -> None:
    """From their own page, to where they left."""
    who.press(re.compile("^(Read the rules|Go on)"), role="link", looks=False)
    who.page.wait_for_url(re.compile("/me/rules/"))
    who.look()


def test_a_question_becomes_a_note_only_with_the_yes_of_whoever_asked(being: Callable[..., Visitor]) -> None:  # noqa: F811
    fern = being("Fern", PHONE)
    _read_rules(fern)
    fern.go(re.sub(r"/\d+/$", "/1/", fern.page.url))
    fern.every_way()
    _key_to(fern, "I have a question about this", "/ask/$", role="link")
    fern.every_way()
    fern.picture("rules-ask-phone")
    fern.type("Your question", ASKED)
    _key_to(fern, "Ask the leaders", "/asked/$")
    _key_to(fern, "Your questions", "/me/questions/", role="link")
    assert fern.reads("Waiting for an answer")
    mine = fern.page.url

    otis = being("Otis", DESK)
    _open(otis, "questions/")
    otis.every_way()
    card = otis.page.get_by_role("article").filter(has_text=ASKED)
    assert card.inner_text().startswith("Fern")
    card.get_by_role("link", name=re.compile("^Answer")).click()
    otis.page.wait_for_url(re.compile(r"/questions/[0-9a-f-]{36}/$"))
    otis.every_way()
    otis.type("Your answer", "No. She learns nothing from us.")
    _key_to(otis, "Answer", "/questions/$")

    card.get_by_role("link", name=re.compile("^Explain it to everyone")).click()
    otis.page.wait_for_url(re.compile("/note/$"))
    otis.every_way()
    otis.type("Your words, for everyone in the group", "May she know that I come? No.")
    otis.key("Put it on the clause", looks=False)
    otis.page.get_by_text("Could these words say who asked?").wait_for()
    otis.look()
    otis.type("Your words, for everyone in the group", NOTE)
    otis.picture("rules-note", full=True)
    _key_to(otis, "Put it on the clause", "/questions/$")
    assert otis.reads("Waits for their yes before anyone else sees it:")
    otis.picture("rules-questions", full=True)

    moss = being("Moss", PHONE)
    _read_rules(moss)
    first = re.sub(r"/\d+/$", "/1/", moss.page.url)
    moss.go(first)
    assert moss.lacks(NOTE)

    fern.go("/")
    assert fern.reads("1 note waits for your yes or no.")
    fern.go(mine)
    assert fern.reads("No. She learns nothing from us.")
    fern.every_way()
    fern.picture("rules-my-questions-phone", full=True)
    fern.key("Yes, show it", looks=False)
    fern.page.get_by_text("Everyone in your group can read this now:").wait_for()
    fern.look()

    moss.go(first)
    assert moss.reads(NOTE)
    assert moss.lacks("Fern")
    assert moss.lacks(ASKED)
    moss.every_way()
    moss.picture("rules-note-phone", full=True)

    fern.key("Take it off the clause", looks=False)
    fern.page.get_by_text("Everyone in your group can read this now:").wait_for(state="detached")
    moss.go(first)
    assert moss.lacks(NOTE)


def test_we_talked_is_one_press_and_notes_stand_beside_their_clauses(being: Callable[..., Visitor]) -> None:  # noqa: F811
    otis = being("Otis", DESK)
    _open(otis, "questions/")
    card = otis.page.get_by_role("article").filter(has_text="Ivy")
    card.get_by_role("button", name=re.compile("^We talked")).press("Enter")
    card.get_by_text("We talked", exact=True).wait_for()
    otis.follow("Notes for everyone")
    assert otis.reads("Written by Otis Grant")
    otis.every_way()
    ivy = being("Ivy", PHONE)
    assert ivy.reads("Each has an answer.")
    ivy.follow(re.compile("^Your questions"))
    assert ivy.reads("You talked about it with Otis Grant.")


def test_the_room_goes_through_what_is_new_and_a_late_comer_does_so_on_a_phone(being: Callable[..., Visitor]) -> None:  # noqa: F811
    otis = being("Otis", WALL)
    _open(otis, "rules/together/")
    assert otis.reads("2 clauses of 21")
    otis.every_way()
    otis.picture("rules-together", full=True)
    _key_to(otis, "Begin", "/together/1/$")
    assert otis.reads("What is gone is crossed out")
    assert otis.page.locator("ins").all_inner_texts() == ["Phones and watches go into the basket."]
    otis.every_way()
    otis.picture("rules-room")
    _fits(otis)

    _turn(otis, "ArrowRight", "/together/1/questions/$")
    assert otis.reads("Who has a question?")
    otis.every_way()
    otis.picture("rules-room-pause")
    ivy = being("Ivy", PHONE)
    ivy.follow("Go on")
    ivy.page.get_by_text("What changed").press("Enter")
    assert ivy.page.locator("ins").inner_text() == "Phones and watches go into the basket."
    ivy.every_way()
    ivy.picture("rules-changed-phone", full=True)
    ivy.follow("I have a question about this")
    ivy.write("Your question", "Where is the basket?")
    ivy.press("Ask the leaders")
    otis.page.reload()
    assert otis.lacks("basket")

    _turn(otis, " ", "/together/2/$")
    _turn(otis, "ArrowLeft", "/together/1/questions/$")
    _turn(otis, "PageDown", "/together/2/$")
    assert otis.reads("This is new.")
    assert otis.reads("Clause 2 of 2")
    _turn(otis, "ArrowRight", "/together/2/questions/$")
    _turn(otis, "ArrowRight", "/together/end/$")
    otis.every_way()
    otis.picture("rules-room-end")
    walls = otis.page.locator("body").inner_text()
    assert not any(name in walls for name in ("Ivy", "Moss", "Otis", "Grief"))

    _key_to(otis, "Say who was there", "/there/$", role="link")
    otis.every_way()
    for name in ("Birch", "Ivy", "Lark", "Moss", "Sorrel", "Thistle"):
        otis.key(name, role="checkbox", looks=False)
    otis.picture("rules-who-was-there", full=True)
    _key_to(otis, "Write it down", "/rules/together/$")
    lacking = otis.page.get_by_role("region", name="Who still needs it")
    assert [line.split("\n")[0] for line in lacking.get_by_role("listitem").all_inner_texts()] == ["Fern"]
    otis.page.get_by_role("region", name="Done together").get_by_role("link").first.click()
    otis.page.wait_for_load_state()
    otis.look()
    assert otis.reads("Moss")
    assert otis.lacks("Fern")
    otis.every_way()

    fern = being("Fern", PHONE)
    assert fern.reads("19 of 21 read")
    fern.follow("Go on")
    assert fern.reads("Clause 6 of 21")
    ivy.go("/")
    assert ivy.lacks("of 21 read")


def test_a_rule_of_their_own_is_added_in_the_room(being: Callable[..., Visitor]) -> None:  # noqa: F811
    otis = being("Otis", DESK)
    _open(otis, "rules/together/")
    _key_to(otis, "Add a rule of your own", "/own/$", role="link")
    otis.every_way()
    otis.type("Title", "The door")
    otis.type("In plain words", "The last one in shuts the door.")
    otis.picture("rules-own", full=True)
    _key_to(otis, "Make it one of our rules", "/rules/together/$")
    assert otis.reads("It is one of your rules now.")


def _turn(who: Visitor, key: str, url: str) -> None:
    who.page.keyboard.press(key)
    who.page.wait_for_url(re.compile(url))
    who.page.wait_for_load_state()
    who.look()


def _fits(who: Visitor) -> None:
    """What is on the wall needs no scrolling, and can be read from the other side of the room."""
    page = who.page
    assert page.evaluate("document.documentElement.scrollHeight <= innerHeight")
    assert page.locator(".clause").first.evaluate("one => parseFloat(getComputedStyle(one).fontSize)") >= 36
