"""One evening, end to end: from the empty first-run page to `ledger verify`, with the people who live it."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
import time
from pathlib import Path

import pyotp
import pytest
from playwright.sync_api import Browser, Error, expect

from tests.evening import canaries
from tests.evening.visitor import DESK, PHONE, Visitor
from tests.house import House

pytestmark = pytest.mark.browser

PASSWORD = "four odd words, one evening"
ROSTER = [
    ["First Name", "Last Name", "Email", "Mobile"],
    ["Cordelia", "Brightwater", "cordelia.brightwater@mail.example", "+44 7700 900201"],
    ["Ignatius", "Quillfeather", "ignatius.quillfeather@mail.example", "+44 7700 900202"],
    ["", "", "nobody@mail.example", ""],
]
TITLE = "Harbour lantern circle"
QUESTION = "May I tell my sister that I come here?"
CANARIES = (
    "Cordelia", "Brightwater", "Ignatius", "Quillfeather", "mail.example", "7700900201", "7700 900201",
    "Harbour lantern", "Kestrel", "Bracken", "my sister",
)  # fmt: skip


SPENT: set[str] = set()


def next_code(secret: str) -> str:
    """A code that hasn't been used yet: this half minute's, or one that the clock's tolerance still takes."""
    while (code := pyotp.TOTP(secret).now()) in SPENT:
        time.sleep(0.5)
    SPENT.add(code)
    return code


def second_factor(visitor: Visitor) -> str:
    """Set up the authenticator app, as the page asks; returns its secret."""
    visitor.look()
    secret = re.sub(r"\s", "", visitor.page.locator("main details code").first.text_content() or "")
    visitor.page.locator("input[name=code]").fill(next_code(secret))
    visitor.page.locator("main button.primary").first.click()
    visitor.page.wait_for_load_state()
    return secret


def open_the_house(dana: Visitor, house: House) -> str:
    dana.go("/")
    assert dana.reads("terminal")
    dana.picture("first-run")
    dana.go(house.first_run())
    dana.press("Begin")
    dana.follow("Set up your practice")
    dana.write("Name of the practice", "Lantern Yard")
    dana.page.get_by_label("Time zone").select_option("UTC")
    dana.press("Go on")
    dana.write("Your name", "Dana Okafor")
    dana.write(re.compile("E-mail address"), "dana@lantern.example")
    dana.page.locator("input[name=password]").fill(PASSWORD)
    dana.page.get_by_label("I lead groups").check()
    dana.press("Go on to the second factor")
    return second_factor(dana)


def keep_the_recovery_sheet(dana: Visitor) -> None:
    dana.go("/practice/setup/")
    dana.picture("set-up")
    dana.go("/practice/setup/sheet/")
    words = dana.page.locator("ol.sheet-words li").all_inner_texts()
    assert len(words) == 33
    dana.follow("I have printed it")
    dana.page.locator("textarea").fill("these are not the words")
    dana.press("Check")
    expect(dana.page.locator("textarea")).to_have_value("these are not the words")
    dana.page.locator("textarea").fill(" ".join(words))
    dana.press("Check")


def invite_a_colleague(dana: Visitor, priya: Visitor) -> str:
    dana.go("/practice/staff/")
    dana.write(re.compile("name", re.I), "Priya Nair")
    dana.write(re.compile("E-mail", re.I), "priya@lantern.example")
    for role in ("Supervisor", "Privacy officer"):
        dana.page.get_by_label(role).check()
    dana.press("Make the link")
    link = re.search(r"http\S+/staff/link/#[\w-]+", dana.page.content())
    assert link
    priya.go(link[0])
    for field in priya.page.locator("input[type=password]").all():
        field.fill(PASSWORD)
    priya.press("Set the password")
    if "sign-in" in priya.page.url:
        priya.page.get_by_label(re.compile("E-?mail", re.I)).first.fill("priya@lantern.example")
        priya.page.locator("input[type=password]").first.fill(PASSWORD)
        priya.page.locator("main button.primary").first.click()
        priya.page.wait_for_load_state()
    return second_factor(priya)


def make_the_group(dana: Visitor, start: dt.datetime) -> str:
    dana.go("/groups/new/")
    dana.page.locator("[name=title]").fill(TITLE)
    dana.page.locator("[name=kind][value=open]").check()
    dana.page.locator("[name=place][value='in person']").check()
    dana.page.locator("[name=weekday]").select_option(str(start.weekday()))
    dana.page.locator("[name=starts_at_time]").fill(start.strftime("%H:%M"))
    dana.page.locator("[name=starts_on]").fill(start.date().isoformat())
    dana.press("Make the group")
    plan = dana.page.locator("form[action$='/plan/']")
    plan.locator("[name=until]").evaluate("field => field.closest('details') && (field.closest('details').open = true)")
    plan.locator("[name=until]").fill((start.date() + dt.timedelta(days=15)).isoformat())
    plan.locator("button").click()
    dana.page.wait_for_load_state()
    dana.look()
    found = re.search(r"/groups/([0-9a-f-]{36})/", dana.page.url)
    assert found
    return found[1]


def name_the_supervisor(dana: Visitor, group: str) -> None:
    dana.go(f"/groups/{group}/leaders/")
    dana.page.locator("[name=staff]").select_option(label="Priya Nair")
    dana.page.locator("[name=role][value=supervisor]").check()
    dana.press("Name them")


def bring_in_the_roster(dana: Visitor, group: str) -> None:
    dana.go(f"/groups/{group}/roster/")
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerows(ROSTER)
    file = {"name": "clients.csv", "mimeType": "text/csv", "buffer": out.getvalue().encode("utf-16")}
    dana.page.locator("input[type=file]").set_input_files(file)  # type: ignore[arg-type]
    dana.press("Look at the file")
    assert dana.reads("2 people can be taken in")
    assert dana.reads("The name is missing")
    dana.picture("roster")
    dana.press("Take them in")
    assert dana.reads("2 people were taken in")


def cards(dana: Visitor, group: str) -> list[tuple[str, str]]:
    """Make the two joining cards; each is (address with its secret, short code)."""
    made = []
    for number in range(2):
        dana.go(f"/groups/{group}/")
        dana.page.locator("form[action$='/card/'] button").nth(number).click()
        dana.page.wait_for_load_state()
        dana.look()
        code = re.search(r"\b([0-9A-Z]{4}-[0-9A-Z]{4,5})\b", dana.page.inner_text("main"))
        assert code, dana.page.inner_text("main")
        made.append(code[1])
    dana.picture("joining-card")
    return [("/join/", code) for code in made]


def come_in(member: Visitor, code: str, chosen: str) -> None:
    member.go("/join/")
    member.page.locator("input[name=code]").fill(code)
    member.press("Come in")
    if not member.page.locator("input[name=chosen_name]").count():
        member.follow(re.compile("Go on|name", re.I))
    member.page.locator("input[name=chosen_name]").fill(chosen)
    member.page.locator("button.primary").last.click()
    member.page.wait_for_load_state()
    member.look()


def read_the_rules(member: Visitor, ask: bool) -> None:
    member.go("/me/")
    member.picture("home-phone")
    member.page.locator("a[href*='/me/rules/']").first.click()
    member.page.wait_for_load_state()
    for place in range(40):
        member.look()
        if "/me/rules/" not in member.page.url:
            return
        if place == 1:
            member.picture("rules-phone")
        if ask and place == 2:
            member.follow(re.compile("question", re.I))
            member.page.locator("textarea").fill(QUESTION)
            member.page.locator("button.primary").last.click()
            member.page.wait_for_load_state()
            member.look()
            member.follow("Go on reading")
        answer(member)
        on = member.page.locator("footer button.primary, footer a.primary, button.primary").last
        words = on.inner_text()
        on.click()
        member.page.wait_for_load_state()
        if "your page" in words.lower():
            return
    raise AssertionError(f"The rules never end: {member.page.url}")


def answer(member: Visitor, *, wrong_first: bool = False) -> None:
    """Where a clause asks something: a wrong answer explains and asks again; it never fails."""
    options, tried = member.page.locator("input[type=radio]"), 0
    while options.count():
        options.nth((options.count() - 1 - tried) if wrong_first else tried).check()
        member.page.locator("button.primary").last.click()
        member.page.wait_for_load_state()
        tried += 1


def sign(member: Visitor, *, wrong_first: bool) -> None:
    member.go("/me/")
    member.page.locator("a[href*='/me/agreement/']").first.click()
    member.page.wait_for_load_state()
    for place in range(60):
        member.look()
        if place == 1:
            member.picture("sign-phone")
        if "/answers/" in member.page.url:
            break
        answer(member, wrong_first=wrong_first)
        member.page.locator("footer .primary").last.click()
        member.page.wait_for_load_state()
    member.follow("Go on to sign")
    for box in member.page.locator("#sign input[type=checkbox]").all():
        box.check()
    for field in member.page.locator("#sign input[type=text]").all():
        field.fill(member.who)
    member.picture("signature-phone")
    member.press("I sign")
    assert member.reads("You have signed")
    with member.page.expect_download() as download:
        member.page.get_by_role("link", name="Your copy (PDF)").click()
    assert Path(download.value.path()).read_bytes().startswith(b"%PDF")


def meet_someone_to_talk_to(member: Visitor) -> None:
    member.go("/me/someone-to-talk-to/")
    member.page.locator("main form button").first.click()
    member.page.wait_for_load_state()


def safeguards(dana: Visitor, priya: Visitor, group: str) -> None:
    """What leader, supervisor and privacy officer set up before the first evening."""
    priya.go("/ladder/edit/")
    priya.press("Keep the draft and check it")
    priya.press("Publish the ladder")
    dana.go(f"/groups/{group}/try/")
    dana.press("Try it now")
    priya.go("/cases/")
    priya.page.locator("form[action*='/trials/'] button").first.click()
    priya.page.wait_for_load_state()
    priya.go("/training/")
    priya.page.locator("a[href*='attest']").first.click()
    priya.page.wait_for_load_state()
    priya.page.locator("[name=course]").fill("Leading with confidentiality, one day")
    priya.page.locator("[name=valid_until]").fill((dt.datetime.now(dt.UTC) + dt.timedelta(days=300)).date().isoformat())
    priya.press("Attest")
    dana.go(f"/groups/{group}/someone/")
    dana.page.locator("[name=name]").fill("Ruth Calder")
    dana.page.locator("[name=who]").fill("A counsellor from the house next door")
    dana.page.locator("[name=reach]").fill("Thursdays from 4 to 6")
    dana.press("Name this person")
    dana.go(f"/groups/{group}/rules/")
    dana.press("Publish these rules")
    dana.go(f"/groups/{group}/agreement/")
    dana.page.locator("form[action$='/starter/'] button").first.click()
    dana.page.wait_for_load_state()
    dana.look()


def answer_the_question(dana: Visitor, group: str) -> None:
    dana.go(f"/groups/{group}/questions/")
    dana.page.locator("a[href*='/questions/']").last.click()
    dana.page.wait_for_load_state()
    assert dana.reads(QUESTION)
    dana.page.locator("textarea").fill("Yes: that you come is yours to tell. Who else comes is not.")
    dana.page.locator("main button.primary").first.click()
    dana.page.wait_for_load_state()


def two_minutes_before(dana: Visitor, group: str) -> str:
    """The rose as it stands while two petals are still to be mended; returns the session's id."""
    dana.go(f"/groups/{group}/")
    dana.page.locator("a[href*='/sessions/']").first.click()
    dana.page.wait_for_load_state()
    found = re.search(r"/sessions/([0-9a-f-]{36})/", dana.page.url)
    assert found
    assert dana.reads("Five petals of seven are in place"), dana.page.inner_text("main")
    dana.picture("session")
    return found[1]


def the_session(dana: Visitor, members: list[Visitor], session: str) -> None:
    dana.go(f"/sessions/{session}/told/")
    for _each in range(2):
        dana.page.locator("form[action*='/told/'] button").first.click()
        dana.page.wait_for_load_state()
    for member in members:
        member.go("/me/")
        member.press("I am here")
    dana.go(f"/sessions/{session}/")
    assert dana.reads("Seven petals of seven are in place") or dana.reads("All seven petals"), dana.page.inner_text(
        "main"
    )
    dana.picture("session-seven")
    dana.page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    dana.picture("session-phone")
    dana.page.set_viewport_size(DESK)  # type: ignore[arg-type]
    dana.press("Open the session")
    dana.go(f"/sessions/{session}/room/")
    dana.picture("room")
    dana.go(f"/sessions/{session}/")
    dana.press(re.compile("Close check-in"))
    members[0].go("/me/")
    members[0].press("I am leaving")
    dana.go(f"/sessions/{session}/")
    dana.page.locator("summary", has_text="Close the session").click()
    dana.picture("session-open")
    dana.press(re.compile("^Yes"))


def test_one_evening(house: House, browser: Browser) -> None:
    started = dt.datetime.now(dt.UTC)
    start = (started + dt.timedelta(minutes=40)).replace(second=0, microsecond=0)
    dana = Visitor(browser, house.base, size=DESK, who="Dana")
    priya = Visitor(browser, house.base, size=DESK, who="Priya")
    kestrel = Visitor(browser, house.base, size=PHONE, who="Kestrel")
    bracken = Visitor(browser, house.base, size=PHONE, who="Bracken")
    everyone = [dana, priya, kestrel, bracken]
    try:
        open_the_house(dana, house)
        keep_the_recovery_sheet(dana)
        invite_a_colleague(dana, priya)
        group = make_the_group(dana, start)
        name_the_supervisor(dana, group)
        bring_in_the_roster(dana, group)
        safeguards(dana, priya, group)
        for member, (_address, code) in zip((kestrel, bracken), cards(dana, group), strict=True):
            come_in(member, code, member.who)
        read_the_rules(kestrel, ask=True)
        read_the_rules(bracken, ask=False)
        answer_the_question(dana, group)
        session = two_minutes_before(dana, group)
        sign(kestrel, wrong_first=True)
        sign(bracken, wrong_first=False)
        for member in (kestrel, bracken):
            meet_someone_to_talk_to(member)
        the_session(dana, [kestrel, bracken], session)
        kestrel.go("/me/circle/looks/")
        kestrel.page.get_by_role("button", name=re.compile("Leave this page")).click()
    except (Error, AssertionError) as error:
        where = "\n".join(
            f"{visitor.who}: {visitor.page.url}\n{visitor.page.inner_text('body')[:900]}" for visitor in everyone
        )
        raise AssertionError(f"{error}\n\n{where}\n\n{house.log.read_text()[-1500:]}") from error
    assert not [trouble for visitor in everyone for trouble in visitor.troubles]

    verified = house.run("ledger", "verify", "--json")
    assert verified.returncode == 0, verified.stdout + verified.stderr
    assert json.loads(verified.stdout)
    addresses = [url.split("#")[0] for visitor in everyone for url in visitor.seen]
    assert not canaries.found(house, CANARIES, addresses)
