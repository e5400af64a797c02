"""What a browser is told with every answer, and what a forged request may pretend."""

from __future__ import annotations

from http.cookies import Morsel
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.test import Client, override_settings

from tests.promises.test_every_role_at_every_door import OURS, _address
from tests.promises.things import World
from tests.world import NOON, PASSWORD
from underrose.doors.demo import building
from underrose.ground.outbox import words as outbox_words
from underrose.people import actions
from underrose.people.models import Staff

pytestmark = pytest.mark.sqlite  # what a page answers to is decided above the database

EVERYWHERE = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
}
PAGES = {"Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Embedder-Policy": "require-corp"}


def lacking(answer: Any) -> list[str]:
    wanted = EVERYWHERE | (PAGES if answer.headers.get("Content-Type", "").startswith("text/html") else {})
    wrong = [name for name, value in wanted.items() if answer.headers.get(name) != value]
    policy = answer.headers.get("Content-Security-Policy", "")
    strict = "default-src 'none'" in policy and "frame-ancestors 'none'" in policy and "unsafe" not in policy
    return wrong + ([] if strict else ["Content-Security-Policy"])


@pytest.mark.parametrize("who", ["nobody", "dana", "priya", "heron"])
def test_every_page_forbids_keeping_framing_and_feeding(request: Any, world: World, client_as, who) -> None:
    browser = client_as(None if who == "nobody" else request.getfixturevalue(who))
    wrong = []
    for door in OURS:
        answer = browser.get(_address(door, {name: world.of(door.name, name) for name in door.wanted}))
        if lacks := lacking(answer):
            wrong.append(f"{door}: {lacks}")
        if "no-store" not in answer.headers["Cache-Control"]:
            wrong.append(f"{door}: {answer.headers['Cache-Control']}")
    assert wrong == []


def test_errors_forbid_it_too(db, client_as, alex, monkeypatch) -> None:
    browser = client_as(alex)
    browser.raise_request_exception = False
    monkeypatch.setattr(actions, "change_practice", lambda *_args, **_named: 1 / 0)
    about = {"name": "Linden", "label": "Appointment", "time_zone": "Europe/London"}
    too_many = "&".join(f"a{n}=1" for n in range(2_000))
    urlencoded = "application/x-www-form-urlencoded"
    shown = {
        404: browser.get("/nothing/"),
        405: browser.get("/lock/"),
        400: browser.post("/practice/about/", too_many, content_type=urlencoded),
        500: browser.post("/practice/about/", about),
        403: Client(enforce_csrf_checks=True).post("/leave/"),
        413: browser.post("/practice/about/", b"", content_type=urlencoded, CONTENT_LENGTH="99999999999"),
    }
    assert {code: answer.status_code for code, answer in shown.items()} == {code: code for code in shown}
    assert {code: lacking(answer) for code, answer in shown.items()} == {code: [] for code in shown}
    assert [code for code, answer in shown.items() if "no-store" not in answer.headers["Cache-Control"]] == []


def test_static_files_are_of_this_house_alone(db, client) -> None:
    from underrose.ground.page.static import fingerprint

    for path in (f"/static/{fingerprint()}/page/base.css", f"/static/{fingerprint()}/page/house.js"):
        answer = client.get(path)
        assert answer.status_code == 200
        assert lacking(answer) == []
        assert "Access-Control-Allow-Origin" not in answer.headers
        assert not answer.cookies


@pytest.mark.parametrize(
    "path", ["/static/../config/settings.py", "/static/..%2f..%2fconfig/settings.py", "//etc/passwd"]
)
def test_no_path_leads_out_of_the_static_files(db, client, path) -> None:
    assert client.get(path).status_code == 404


def test_cookies_are_the_servers_alone_and_say_nothing(client_as, heron, dana) -> None:
    for person in (heron, dana):
        browser = client_as(person)
        browser.get("/me/contact/")
        browser.get("/practice/")
        browser.post("/join/", {"code": "x"})
        assert set(browser.cookies) <= {"s", "c"}
    for name, cookie in Client().get("/join/").cookies.items():
        _kept_close(name, cookie)


def _kept_close(name: str, cookie: Morsel[str]) -> None:
    assert cookie["samesite"] == "Lax"
    assert cookie["path"] == "/"
    assert not cookie["domain"]
    assert name != "s" or cookie["httponly"]


def test_behind_https_cookies_never_go_over_http() -> None:
    """Under a public address with https, as the settings are read at the start."""
    import subprocess
    import sys

    program = (
        "from underrose.config import settings as s; "
        "print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, "
        "s.SECURE_HSTS_SECONDS >= 31536000, s.SECURE_SSL_REDIRECT, s.ALLOWED_HOSTS)"
    )
    environment = {"UNDERROSE_PUBLIC_URL": "https://rose.example.org", "UNDERROSE_WEB_KEY": "x" * 50, "PATH": ""}
    said = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, env=environment, check=True)
    assert said.stdout.strip() == (
        "__Host-s __Host-c True True True True ['127.0.0.1', 'localhost', 'rose.example.org']"
    )


@pytest.mark.parametrize("host", ["evil.example", "rose.example.org.evil.example", "127.0.0.1@evil.example", "a b", ""])
def test_another_hosts_name_is_refused_and_never_repeated(db, client, host) -> None:
    answer = client.get("/join/", HTTP_HOST=host)
    assert answer.status_code == 400
    assert b"evil" not in answer.content


def test_links_carry_the_public_address_whatever_the_request_says(alex, dana, client_as, settings) -> None:
    browser = client_as(alex)
    forged = {"HTTP_HOST": "localhost", "HTTP_X_FORWARDED_HOST": "evil.example", "HTTP_FORWARDED": "host=evil.example"}
    shown = browser.post(f"/practice/staff/{dana.pk}/link/", **forged).content.decode()
    assert f"{settings.PUBLIC_URL}/staff/link/#" in shown
    assert "evil.example" not in shown


ELSEWHERE = ("https://evil.example/", "//evil.example/", "/\\evil.example", "https:evil.example", "javascript:alert(1)")


@pytest.mark.parametrize("address", ELSEWHERE)
def test_no_redirect_leads_elsewhere(alex, dana, client_as, address) -> None:
    from tests.attacks.test_ways_in import with_factor

    with_factor(dana)
    stranger = Client()
    for name in ("next", "back", "redirect_to"):
        answer = stranger.post(
            f"/staff/sign-in/?{name}={address}", {"login": dana.email, "password": PASSWORD, name: address}
        )
        assert "evil" not in answer.headers.get("Location", "").partition("?")[0]
        assert not answer.headers.get("Location", "").startswith(("//", "http", "java", "/\\"))
        stranger.get("/staff/sign-out/")
    browser = client_as(alex)
    answer = browser.post("/lock/", {"back": address, "next": address})
    assert answer.headers["Location"] == "/"
    assert not Client().get(f"/tonight/?next={address}").headers["Location"].startswith(("//", "http"))


def test_after_signing_in_nobody_is_led_elsewhere(dana) -> None:
    import pyotp

    from tests.attacks.test_ways_in import CODE, SIGN_IN, with_factor
    from tests.world import TOTP_SECRET

    with_factor(dana)
    browser = Client()
    browser.post(
        f"{SIGN_IN}?next=//evil.example/", {"login": dana.email, "password": PASSWORD, "next": "//evil.example/"}
    )
    answer = browser.post(CODE, {"code": pyotp.TOTP(TOTP_SECRET).now(), "next": "//evil.example/"})
    assert answer.headers["Location"] in ("/", "/tonight/")


# The example's switch


@pytest.fixture
def example(db) -> building.Example:
    return building.build(NOON)


ON = {"REMOTE_ADDR": "127.0.0.1", "HTTP_HOST": "127.0.0.1:8000"}


def test_without_the_demo_command_there_is_no_switch(example) -> None:
    nothing = Client().get("/no-such-page/", **ON)
    staff = Staff.objects.first()
    assert staff
    for path in ("/example/", "/example/phone/", f"/example/staff/{staff.pk}/"):
        for answer in (Client().get(path, **ON), Client().post(path, **ON)):
            assert answer.status_code in (404, 405)
            assert answer.status_code == 405 or answer.content == nothing.content


FORGED = (
    {"REMOTE_ADDR": "192.0.2.1"},
    {"REMOTE_ADDR": "192.0.2.1", "HTTP_X_FORWARDED_FOR": "127.0.0.1"},
    {"REMOTE_ADDR": "192.0.2.1", "HTTP_X_REAL_IP": "127.0.0.1"},
    {"HTTP_X_FORWARDED_FOR": "192.0.2.1"},
    {"HTTP_X_FORWARDED_FOR": "127.0.0.1"},
    {"HTTP_FORWARDED": "for=192.0.2.1"},
    {"HTTP_X_REAL_IP": "192.0.2.1"},
    {"HTTP_VIA": "1.1 proxy"},
    {"HTTP_HOST": "rose.example.org"},
    {"HTTP_HOST": "127.0.0.1.evil.example"},
    {"HTTP_HOST": "evil.example:8000"},
)


def test_with_it_the_switch_is_for_this_machine_alone(example) -> None:
    staff = Staff.objects.first()
    assert staff
    with override_settings(EXAMPLE_SWITCH=True, ALLOWED_HOSTS=["*"]):
        assert Client().get("/example/", **ON).status_code == 200
        for forged in FORGED:
            browser = Client()
            assert browser.get("/example/", **(ON | forged)).status_code == 404, forged
            assert browser.post(f"/example/staff/{staff.pk}/", **(ON | forged)).status_code == 404, forged
            assert "_auth_user_id" not in browser.session


def test_a_real_practice_has_no_switch_even_then(practice, dana) -> None:
    with override_settings(EXAMPLE_SWITCH=True):
        assert Client().get("/example/", **ON).status_code == 404
        assert Client().post(f"/example/staff/{dana.pk}/", **ON).status_code == 404


# Titles and addresses


def test_no_title_and_no_address_tells(world: World, client_as, dana, sam, priya, alex, heron, juniper) -> None:
    """The tab, the history and the bookmark: read by whoever looks over a shoulder."""
    import re
    from html import unescape

    told = []
    names = ("Heron", "Juniper", "Helen", "Rondell", "Tuesday", "Dana", "Priya", "Linden", "Robin Vale", "Realname")
    for person in (None, dana, sam, priya, alex, heron):
        browser = client_as(person)
        for door in OURS:
            path = _address(door, {name: world.of(door.name, name) for name in door.wanted})
            page = browser.get(path)
            places = [path, page.headers.get("Location", ""), page.headers.get("Content-Disposition", "")]
            if page.content and page.headers["Content-Type"].startswith("text/html"):
                title = re.search(r"<title>(.*?)</title>", page.content.decode(), re.S)
                assert title, door
                places.append(unescape(title[1]))
                words = outbox_words.telling(unescape(title[1]))
                if words and door.view.audience != "staff":  # whose own work it is
                    told.append(f"{door}: {title[1]!r}: {words}")
                places += re.findall(r'(?:href|action|src)="([^"]*)"', page.content.decode())
            for place in places:
                said = [name for name in names if name.lower() in place.lower()]
                if said and not place.startswith(("mailto:", "tel:", django_settings.LEAVE_TO)):
                    told.append(f"{door}: {place!r}: {said}")
    assert not told, "\n".join(sorted(set(told)))
