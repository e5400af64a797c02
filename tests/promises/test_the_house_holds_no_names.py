"""An evening's worth of writing, reading, erring and breaking, and then a search of everything the house keeps.

Whoever holds all of it but the key folder (disk, database, write-ahead log, backup, log, mails on their way) finds no
name, no address, no title and no word that anybody wrote.
"""

from __future__ import annotations

import base64
import json
import re
import shutil
import sqlite3
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from urllib.parse import quote, quote_plus

import pytest
from aiosmtpd.controller import Controller

from tests.ground.outbox.letters import Letterbox
from tests.house import House, free_port
from tests.promises.browser import Browser
from underrose.doors.demo import cast
from underrose.ground.outbox import words as outbox_words

pytestmark = pytest.mark.sqlite

# What our people write this evening; no text of the house has these words.
QUESTION = "May I tell my sister Philomena about the marigold?"
ANSWER = "Speak of your own marmalade only, dear Quentin."
REPORT = "At the bakery Ottoline was told about the tangerine."
OUTCOME = "We spoke with Ottoline and settled the rhubarb."
TITLE = "Thursday larkspur circle"
NEW_NAME = "Zebedee Quackenbush"
NEW_MAIL = "zebedee.quackenbush@mail.example"
CHOSEN = "Kingfisher"
PURPOSE = "To ring them because of the wisteria"
STRANGE = "gooseberry Featherstonehaugh"
PASSWORD = "persimmon trombone wallpaper"
WRITTEN = (
    "Philomena", "marigold", "marmalade", "Quentin", "Ottoline", "tangerine", "rhubarb", "larkspur", NEW_NAME,
    "Quackenbush", NEW_MAIL, CHOSEN, "wisteria", "gooseberry", "Featherstonehaugh", "persimmon", "Wolverhampton",
)  # fmt: skip
TITLES = ("evening group", "Grief, spring circle", "Recovery, online")


@dataclass
class Evening:
    """What happened, and where it may have left something."""

    house: House
    told: dict[str, object]
    mails: list[EmailMessage] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)
    logs: list[str] = field(default_factory=list)

    @property
    def words(self) -> list[str]:
        chosen = [name for name, _legal in (*cast.EVENING, *cast.GRIEF, *cast.ONLINE) if len(name) > 4]
        return [*map(str, self.told["sealed"]), *chosen, *WRITTEN, *TITLES]  # type: ignore[call-overload]


@pytest.fixture(scope="module")
def evening(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Evening]:
    house = House(tmp_path_factory.mktemp("house"))
    house.start("demo", "--json")
    house.stop()
    first, _newline, rest = house.log.read_text().partition("\n")
    after = Evening(house, json.loads(first), logs=[rest])
    box = Letterbox()
    mail = Controller(box, hostname="127.0.0.1", port=free_port())
    mail.start()
    house.environment |= {
        "UNDERROSE_EXAMPLE_SWITCH": "True",
        "UNDERROSE_MAIL_SERVER": f"smtp://127.0.0.1:{mail.port}",
        "UNDERROSE_MAIL_FROM": "post@linden.example",
    }
    house.start()
    try:
        people = [Browser(house.base) for _ in range(4)]
        _strangers_knock(people[0])
        _a_member_writes(people[1], after)
        _a_leader_works(people[2], after)
        _an_officer_reads(people[3])
        _something_breaks(people[1], house)
        until = time.monotonic() + 20
        while len(box.mails) < 2 and time.monotonic() < until:
            time.sleep(0.2)
        after.addresses = [page.address for person in people for page in person.visited]
        after.mails = [message_from_bytes(found.content, policy=policy.default) for found in box.mails]  # type: ignore[misc]
        yield after
    finally:
        house.stop()
        mail.stop()


def _strangers_knock(stranger: Browser) -> None:
    """Wrong passwords, codes and addresses, and names in places where none belongs."""
    stranger.get("/staff/sign-in/")
    for login in ("dana@linden.example", "harriet.ronson@mail.example", NEW_MAIL):
        assert stranger.post("/staff/sign-in/", {"login": login, "password": PASSWORD}).status == 422
    stranger.get("/join/")
    stranger.post("/join/", {"code": STRANGE[:20]})
    stranger.get("/in/")
    for address in ("harriet.ronson@mail.example", NEW_MAIL):  # known here, and not
        assert stranger.post("/in/", {"address": address}).status == 200
        stranger.post("/in/code/", {"code": "123456"})
        stranger.get("/in/")
    assert stranger.post("/me/report/", {"what": f"{REPORT} {STRANGE}"}, token=False).status == 403
    assert stranger.get(f"/{quote(STRANGE)}/?name={quote(NEW_NAME)}").status == 404
    assert stranger.get(f"/groups/?q={quote(NEW_NAME)}").status == 200


def _a_member_writes(heron: Browser, evening: Evening) -> None:
    """Heron reads the rules and asks; reports; says how to be reached; fetches the signed copy."""
    heron.be("Heron")
    home = heron.get("/me/")
    mine = re.search(r"/me/(?:rules|agreement|questions)/([0-9a-f-]{36})/", home.html + heron.get("/").html)
    assert mine, home.html
    rules = f"/me/rules/{mine[1]}/"
    for place in (1, 2):
        assert heron.get(f"{rules}{place}/").status == 200
    assert heron.get(f"{rules}1/ask/").status == 200
    assert heron.post(f"{rules}1/ask/", {"words": QUESTION}).status == 200
    assert QUESTION in heron.get(f"/me/questions/{mine[1]}/").html
    heron.get("/me/report/")
    said = heron.post("/me/report/", {"what": REPORT, "when": "", "with_name": "no", "may_contact": "", "safe_now": ""})
    assert "/me/reports/" in said.address, said.html
    signed = heron.get(f"/me/agreement/{mine[1]}/signed/")
    copies = [link for link in signed.links if link.endswith(".pdf")]
    assert heron.get(copies[0]).status == 200
    heron.get("/me/contact/")
    reach = {"mail": NEW_MAIL, "phone": "+447700900100", "channel": "mail", "may_say": "time"}
    asked = heron.post("/me/contact/", {**reach, "who_sees": "my landlord in Wolverhampton"})
    assert asked.address.endswith("/me/contact/confirm/"), asked.html
    wren = Browser(heron.base)
    wren.be("Wren")
    _sign(wren)
    heron.visited += wren.visited


def _sign(wren: Browser) -> None:
    found = re.search(r"/me/agreement/([0-9a-f-]{36})/", wren.get("/me/").html)
    assert found
    start = f"/me/agreement/{found[1]}/"
    for _ in range(60):
        page = wren.get(start)
        if page.address.endswith("/answers/"):
            break
        for choice in ("0", "1", "2", "3"):
            wren.post(page.address, {"choice": choice})
    wren.get(f"{start}sign/")
    assert wren.post(f"{start}sign/", {"name": "Wren", "sure": "on"}).address.endswith("/signed/")


def _a_leader_works(dana: Browser, evening: Evening) -> None:
    """Dana looks, opens, names a person, answers, founds a group, adds a member and brings in a long list."""
    dana.be("Dana Okafor")
    group, session = evening.told["group"], evening.told["session"]
    page = dana.get(f"/groups/{group}/")
    membership = re.search(r"/people/([0-9a-f-]{36})/", page.html)
    assert membership, page.html
    dana.get(f"/people/{membership[1]}/who/")
    named = dana.post(f"/people/{membership[1]}/who/", {"purpose": "other", "words": PURPOSE})
    assert any(legal in named.html for _chosen, legal in cast.EVENING), named.html
    asked = dana.get(f"/groups/{group}/questions/")
    one = next(link for link in asked.links if re.search(r"/questions/[0-9a-f-]{36}/$", link))
    assert QUESTION in dana.get(one).html
    assert dana.post(one, {"words": ANSWER}).status == 200
    dana.get(f"/sessions/{session}/")
    assert dana.post(f"/sessions/{session}/open/", {"reason": f"{STRANGE} agreed"}).status == 200
    dana.get(f"/sessions/{session}/room/")
    dana.get("/groups/new/")
    new = {
        "title": TITLE, "label": "Appointment", "kind": "open", "place": "in person", "minutes": "60",
        "time_zone": "Europe/London", "starts_on": "2030-01-03",
    }  # fmt: skip
    made = dana.post("/groups/new/", new)
    assert TITLE in made.html, made.html
    dana.get(f"{made.address}add/")
    added = {"legal_name": NEW_NAME, "mail": NEW_MAIL, "phone": "", "chosen_name": CHOSEN, "reason": ""}
    assert dana.post(f"{made.address}add/", added).status == 200
    assert CHOSEN in dana.get(made.address).html
    bring = next(link for link in dana.get(made.address).links if "import" in link or "roster" in link)
    dana.get(bring)
    rows = "".join(f"{NEW_NAME},zq{number}@mail.example,not a phone {'x' * 400}\n" for number in range(8_000))
    assert len(rows) > 2_621_440, "Django lays larger files down on disk unless told otherwise."
    looked = dana.upload(bring, "file", b"Name,Email,Phone\n" + rows.encode())
    assert "Quackenbush" in looked.html
    assert "Quackenbush" in dana.get(f"{looked.address}rows/").html


def _an_officer_reads(priya: Browser) -> None:
    """Priya opens the report and closes it."""
    priya.be("Priya Nair")
    inbox = priya.get("/cases/")
    found = re.search(r"/cases/([0-9a-f-]{36})/", inbox.html)
    assert found, inbox.html
    priya.post(f"/cases/{found[1]}/open/")
    assert REPORT in priya.get(f"/cases/{found[1]}/").html
    assert priya.post(f"/cases/{found[1]}/close/", {"outcome": OUTCOME}).status == 200
    priya.get("/looks/")


def _something_breaks(heron: Browser, house: House) -> None:
    """A table goes missing while somebody writes: the page is calm, and the log must be so as well."""
    heron.be("Juniper")
    mine = re.search(r"/me/(?:rules|agreement|questions)/([0-9a-f-]{36})/", heron.get("/me/").html)
    assert mine
    ask = f"/me/rules/{mine[1]}/1/ask/"
    heron.get(ask)
    with sqlite3.connect(house.data / "underrose.sqlite3", timeout=20) as database:
        database.execute("alter table safeguards_rules_question rename to away")
    broken = heron.post(ask, {"words": f"{QUESTION} {STRANGE}"})
    with sqlite3.connect(house.data / "underrose.sqlite3", timeout=20) as database:
        database.execute("alter table away rename to safeguards_rules_question")
    assert broken.status == 500
    assert "Philomena" not in broken.html


def forms(word: str) -> list[bytes]:
    """A word as it might lie about: plain, in other encodings, as addresses write it, in hex."""
    plain = word.lower()
    return [
        plain.encode(),
        plain.encode("utf-16-le"),
        plain.encode("utf-16-be"),
        quote(plain).lower().encode(),
        quote_plus(plain).lower().encode(),
        plain.encode().hex().encode(),
        word.encode().hex().encode(),
    ]


def base64_forms(word: str) -> list[bytes]:
    """The part of a word's base64 that is the same wherever in the text it stands. Short words say nothing."""
    found = []
    for before in range(3):
        raw = b"\0" * before + word.encode()
        sure = base64.b64encode(raw)[(0, 2, 3)[before] : len(raw) * 8 // 6]
        found.append(sure)
    return [form for form in found if len(form) > 8]


def where(word: str, places: dict[str, bytes]) -> list[str]:
    return [
        f"{word!r} in {name}"
        for name, content in places.items()
        if any(form in low for low in [content.lower()] for form in forms(word))
        or any(form in content for form in base64_forms(word))
    ]


def test_the_search_finds_what_is_there() -> None:
    """Else an empty result below would say nothing."""
    word = "harriet.ronson@mail.example"
    hidden = {
        "plain": b"x Harriet.Ronson@mail.example y",
        "wide": word.encode("utf-16-le"),
        "hex": b"00" + word.encode().hex().encode(),
        "address": quote(word).encode(),
        **{f"base64 {n}": base64.b64encode(b"{}:"[:n] + word.encode() + b"!") for n in range(3)},
    }
    assert len(where(word, hidden)) == len(hidden)


def test_nothing_on_disk_names_anybody(evening: Evening) -> None:
    house = evening.house
    backup = house.folder / "backup"
    made = house.run("backup", str(backup))
    assert made.returncode == 0, made.stdout + made.stderr
    places = {
        str(path.relative_to(house.folder)): path.read_bytes() for path in house.folder.rglob("*") if path.is_file()
    }
    assert any(name.endswith("-wal") and content for name, content in places.items())
    assert any(name.startswith("backup") for name in places)
    assert any("root.key" in name for name in places)
    places["first log"] = evening.logs[0].encode()
    places["command's output"] = (made.stdout + made.stderr).encode()
    assert [found for word in evening.words for found in where(word, places)] == []


def test_what_was_written_is_there_for_whom_it_is_meant(evening: Evening) -> None:
    """The words were kept: the search above looked through a house that holds them."""
    dana = Browser(evening.house.base)
    dana.be("Dana Okafor")
    assert TITLE in dana.get("/groups/").html


def test_a_copy_of_the_data_without_the_keys_opens_nothing(evening: Evening, tmp_path: Path) -> None:
    """The data folder alone, under a program with a key of its own."""
    stolen = House(tmp_path)
    shutil.copytree(evening.house.data, stolen.data)
    shown = stolen.run("ledger", "verify", "--json")
    assert shown.returncode != 0
    assert not [word for word in evening.words if word in shown.stdout + shown.stderr]


def test_no_address_of_a_page_names_anybody(evening: Evening) -> None:
    ours = [
        address for address in evening.addresses if quote(STRANGE) not in address and quote(NEW_NAME) not in address
    ]
    assert len(ours) > 60
    assert [found for word in evening.words for found in where(word, {"addresses": "\n".join(ours).encode()})] == []


def test_mails_say_nothing(evening: Evening) -> None:
    """A code for Heron's new address, and word to the officer that something waits: no name, no word that tells."""
    assert len(evening.mails) >= 2
    for mail in evening.mails:
        shown = {**mail, "To": ""}
        text = "\n".join([*map(str, shown.values()), mail.get_content()])
        assert not outbox_words.telling(text), text
        assert [found for word in evening.words for found in where(word, {"mail": text.encode()})] == []


def test_a_mail_address_stands_where_it_is_delivered_and_nowhere_else(evening: Evening) -> None:
    for mail in evening.mails:
        held = [name for name, value in mail.items() if str(mail["To"]) in str(value)]
        assert held == ["To"]
        assert str(mail["To"]) not in mail.get_content()
