"""An empty house is opened by the one-time address alone; then every step can be skipped and come back to."""

from __future__ import annotations

import re
from pathlib import Path

import pyotp
import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from underrose.ground.database import first_run_token
from underrose.ground.ledger.models import Entry
from underrose.ground.vault import recovery
from underrose.people import policy
from underrose.people.models import Practice, Role, Staff

ABOUT = {"name": "Linden Practice", "label": "Appointment", "time_zone": "Europe/London"}
ACCOUNT = {
    "name": "Alex",
    "email": "Alex@linden.example",
    "password": "correct horse battery staple",
    "roles": ["facilitator"],
}


@pytest.fixture(autouse=True)
def _own_data(settings, tmp_path: Path, db: None) -> None:
    settings.DATA_DIR = tmp_path
    cache.clear()


def begin(client: Client) -> None:
    client.post("/first-run/", {"secret": first_run_token.make()})


def through(client: Client) -> None:
    begin(client)
    client.post("/first-run/practice/", ABOUT)
    client.post("/first-run/account/", ACCOUNT)


def second_factor(client: Client) -> None:
    client.get("/staff/second-factor/app/")
    code = pyotp.TOTP(client.session["mfa.totp.secret"]).now()
    client.post("/staff/second-factor/app/", {"code": code})


def test_an_empty_house_says_how_it_is_opened(client):
    assert b"Nobody lives here yet" in client.get("/").content


def test_only_the_printed_address_opens_it(client):
    first_run_token.make()
    for path in ("/first-run/practice/", "/first-run/account/"):
        assert client.get(path).status_code == 404
        assert client.post(path, {**ABOUT, **ACCOUNT}).status_code == 404
    assert b"isn&#x27;t the address" in client.post("/first-run/", {"secret": "guessed"}).content
    assert not Practice.objects.exists()


def test_looking_at_the_address_spends_nothing(client):
    token = first_run_token.make()
    client.get("/first-run/")
    client.post("/first-run/", {"secret": token})
    assert first_run_token.token_is(token)


def test_practice_and_account_come_to_be_together(client):
    begin(client)
    client.post("/first-run/practice/", ABOUT)
    assert not Practice.objects.exists()
    answer = client.post("/first-run/account/", ACCOUNT)
    assert answer.headers["Location"] == reverse("mfa_activate_totp")
    alex = Staff.objects.get()
    assert (alex.email, alex.practice.name) == ("alex@linden.example", "Linden Practice")
    assert policy.standing(alex, alex.made_at).roles == {Role.PRACTICE_ADMIN, Role.FACILITATOR}
    acts = {"practice made", "staff made", "staff signed in"}
    assert acts <= set(Entry.objects.values_list("action", flat=True))


def test_then_the_address_is_spent_and_the_house_claimed(client):
    through(client)
    stranger = Client()
    assert stranger.get("/first-run/").status_code == 404
    assert stranger.post("/first-run/", {"secret": first_run_token.make()}).status_code == 404
    assert stranger.get("/").headers["Location"] == "/staff/sign-in/"


def test_two_who_hold_the_address_cannot_both_take_the_house(client):
    token = first_run_token.make()
    other = Client()
    for browser in (client, other):
        browser.post("/first-run/", {"secret": token})
        browser.post("/first-run/practice/", ABOUT)
    client.post("/first-run/account/", ACCOUNT)
    assert other.post("/first-run/account/", {**ACCOUNT, "email": "eve@linden.example"}).status_code == 404
    assert Staff.objects.count() == 1


def test_the_second_factor_comes_next_and_then_the_list(client):
    through(client)
    assert client.get("/practice/setup/").headers["Location"] == reverse("mfa_activate_totp")
    second_factor(client)
    assert client.get("/").headers["Location"] == "/practice/setup/"
    shown = client.get("/practice/setup/").content.decode()
    assert all(words in shown for words in ("Recovery sheet", "Mail", "Groups", "Who works here"))


def test_no_step_blocks_another(client):
    through(client)
    second_factor(client)
    for path in ("/practice/", "/practice/about/", "/practice/setup/mail/", "/practice/setup/restore/"):
        assert client.get(path).status_code == 200


def test_the_recovery_sheet_is_shown_and_typed_back(client):
    through(client)
    second_factor(client)
    shown = client.get("/practice/setup/sheet/").content.decode()
    words = re.findall(r"<li>(\w+)</li>", shown)
    assert len(words) == recovery.WORDS
    wrong = client.post("/practice/setup/sheet/type-back/", {"words": " ".join(words[:-1])})
    assert b"these are 32" in wrong.content
    assert words[0].encode() in wrong.content  # what was typed stays
    assert Practice.objects.get().recovery_checked_at is None
    client.post("/practice/setup/sheet/type-back/", {"words": " ".join(word[:4] for word in words)})
    assert Practice.objects.get().recovery_checked_at
    assert {"recovery sheet shown", "recovery sheet checked"} <= set(Entry.objects.values_list("action", flat=True))


def test_a_telling_label_is_refused_with_the_word(client):
    begin(client)
    shown = client.post("/first-run/practice/", {**ABOUT, "label": "Group therapy"}).content.decode()
    assert "tells what this is about" in shown
    assert "Group therapy" in shown


def test_a_weak_password_keeps_what_was_typed(client):
    begin(client)
    client.post("/first-run/practice/", ABOUT)
    shown = client.post("/first-run/account/", {**ACCOUNT, "password": "short"}).content.decode()
    assert "too short" in shown
    assert "Alex@linden.example" in shown
    assert not Staff.objects.exists()


def test_guessing_the_address_is_stopped(client):
    first_run_token.make()
    for _ in range(20):
        client.post("/first-run/", {"secret": "guessed"})
    assert client.post("/first-run/", {"secret": "guessed"}).status_code == 429


def test_without_mail_no_page_says_that_anything_is_sent(client, settings):
    settings.MAIL_SERVER = ""
    through(client)
    second_factor(client)
    for path in ("/practice/setup/", "/practice/setup/mail/", "/practice/staff/"):
        assert not re.search(r"\bsent\b", client.get(path).content.decode())
