"""Ways in that are none: codes used twice, stolen or planted rows, ended cards, addresses tried out."""

from __future__ import annotations

import datetime as dt
import re
import time
from pathlib import Path
from typing import Any

import pyotp
import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import MD5PasswordHasher
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.world import NOON, PASSWORD, TOTP_SECRET
from underrose.ground import clock
from underrose.ground.outbox.models import Delivery
from underrose.people import actions, limits, member_session
from underrose.people.models import JoiningCard, SignInCode, StaffLink

SIGN_IN, CODE = "/staff/sign-in/", "/staff/second-factor/code/"
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh() -> None:
    cache.clear()


def with_factor(staff: Any, secret: str = TOTP_SECRET) -> Any:
    actions.give_totp(staff, secret=secret, by=staff, at=NOON)
    return staff


def password(staff: Any) -> Client:
    """A browser that has given the password, and not yet the code."""
    browser = Client()
    browser.post(SIGN_IN, {"login": staff.email, "password": PASSWORD})
    return browser


def is_in(browser: Client) -> bool:
    return "_auth_user_id" in browser.session


def test_a_second_factors_code_lets_in_once(dana) -> None:
    with_factor(dana)
    code = pyotp.TOTP(TOTP_SECRET).now()
    first, second = password(dana), password(dana)
    first.post(CODE, {"code": code})
    second.post(CODE, {"code": code})
    if pyotp.TOTP(TOTP_SECRET).now() != code:
        pytest.skip("half a minute ended in between")
    assert is_in(first)
    assert not is_in(second)


def test_codes_of_before_and_after_let_nobody_in(dana) -> None:
    with_factor(dana)
    browser = password(dana)
    for seconds in (-90, 90):
        browser.post(CODE, {"code": pyotp.TOTP(TOTP_SECRET).at(time.time() + seconds)})
        assert not is_in(browser)


def test_guessing_second_factors_is_stopped(dana) -> None:
    with_factor(dana)
    browser = password(dana)
    said = [browser.post(CODE, {"code": f"{number:06}"}).status_code for number in range(12)]
    assert 429 in said or b"Too many" in browser.post(CODE, {"code": "000000"}).content
    assert not is_in(browser)


def test_ones_own_second_factor_laid_into_anothers_row_opens_nothing(dana, otis) -> None:
    """Somebody writes to the database: Dana's row gets the secret that Otis has in his phone."""
    with_factor(dana)
    with_factor(otis, "MFRGGZDFMZTWQ2LKMFRGGZDFMZTWQ2LK")
    own = Authenticator.objects.get(user=otis)
    Authenticator.objects.filter(user=dana).update(data=own.data)
    browser = password(dana)
    browser.raise_request_exception = False
    browser.post(CODE, {"code": pyotp.TOTP("MFRGGZDFMZTWQ2LKMFRGGZDFMZTWQ2LK").now()})
    assert not is_in(browser)


def test_a_copy_of_the_sessions_table_opens_nothing(client_as, dana, heron) -> None:
    for person in (dana, heron):
        client_as(person)
    for row in Session.objects.all():
        thief = Client()
        thief.cookies["s"] = row.session_key
        assert thief.get("/tonight/").status_code == 302
        assert thief.get("/me/").status_code == 302
        assert str(dana.pk) not in row.session_data


def test_a_session_laid_under_another_cookie_is_nobodys(client_as, dana, heron) -> None:
    """Somebody writes to the database: Dana's session goes into the row of their own cookie."""
    theirs, mine = client_as(dana), client_as(heron)
    assert mine.get("/me/").status_code == 200
    kept = Session.objects.get(pk=_row_of(theirs)).session_data
    Session.objects.filter(pk=_row_of(mine)).update(session_data=kept)
    assert mine.get("/tonight/").status_code == 302
    assert theirs.get("/tonight/").status_code == 200


def _row_of(browser: Client) -> str:
    from underrose.people.web_sessions import kept

    return kept(browser.cookies["s"].value)


def test_a_session_that_was_given_beforehand_is_not_the_one_that_signs_in(dana) -> None:
    """Fixation: the cookie that somebody planted is worth nothing afterwards."""
    with_factor(dana)
    planted = Client()
    planted.get("/tonight/")  # makes a session, with the way back in it
    cookie = planted.cookies["s"].value
    planted.post(SIGN_IN, {"login": dana.email, "password": PASSWORD})
    planted.post(CODE, {"code": pyotp.TOTP(TOTP_SECRET).now()})
    assert is_in(planted)
    thief = Client()
    thief.cookies["s"] = cookie
    assert not is_in(thief)
    thief.cookies["s"] = "a" * 32
    thief.get("/")
    assert thief.cookies["s"].value != "a" * 32 or not Session.objects.filter(pk="a" * 32).exists()


def test_whoever_leaves_is_out_within_one_request(client_as, alex, dana, heron, tuesday) -> None:
    staff, member = client_as(dana), client_as(heron)
    assert (staff.get("/tonight/").status_code, member.get("/me/").status_code) == (200, 200)
    actions.leave(dana, by=alex, at=clock.now())
    actions.end_card(heron.member, group_id=tuesday.pk, by=heron.member, at=clock.now())
    assert (staff.get("/tonight/").status_code, member.get("/me/").status_code) == (302, 302)


def test_an_ended_card_is_of_no_use_by_code_or_picture(dana, heron, tuesday) -> None:
    made = actions.make_card(heron.member, group_id=tuesday.pk, by=dana, at=NOON)
    again = actions.make_card(heron.member, group_id=tuesday.pk, instead_of=made.card.pk, by=dana, at=NOON)
    old, new = Client(), Client()
    for sent in ({"code": made.code}, {"secret": made.address.partition("#")[2]}):
        assert old.post("/join/", sent).status_code == 422
        assert "member" not in old.session
    assert new.post("/join/", {"secret": again.address.partition("#")[2]}).status_code == 302


def test_a_card_planted_by_its_digest_opens_nothing(dana, heron, wren, tuesday) -> None:
    """Somebody writes to the database: indexes are keyed, so the one row they know is their own."""
    from hashlib import sha256

    made = actions.make_card(wren.member, group_id=tuesday.pk, by=dana, at=NOON)
    JoiningCard.objects.filter(pk=made.card.pk).update(secret_index=sha256(b"mine").digest()[:16])
    browser = Client()
    browser.post("/join/", {"secret": "mine"})
    assert "member" not in browser.session


def test_a_sign_in_code_planted_by_its_digest_opens_nothing(heron) -> None:
    from hashlib import sha256

    SignInCode.objects.create(
        member=heron.member,
        code_hash=sha256(b"x").digest(),
        link_hash=sha256(b"mine").digest(),
        expires_at=clock.now() + dt.timedelta(hours=1),
    )
    assert Client().post("/in/link/", {"secret": "mine"}).status_code == 409


def test_a_staff_link_planted_by_its_digest_opens_nothing(dana) -> None:
    from hashlib import sha256

    StaffLink.objects.create(
        practice=dana.practice,
        staff=dana,
        token_hash=sha256(b"mine").digest(),
        made_at=clock.now(),
        expires_at=clock.now() + dt.timedelta(days=1),
    )
    sent = {"secret": "mine", "password": "four words and more"}
    assert Client().post("/staff/link/", sent).status_code == 409
    dana.refresh_from_db()
    assert dana.check_password(PASSWORD)


def test_a_flood_of_guesses_keeps_no_card_out(dana, heron, tuesday) -> None:
    """Guessing from everywhere stops short codes for minutes; the picture on the card opens all the same."""
    made = actions.make_card(heron.member, group_id=tuesday.pk, by=dana, at=NOON)
    cache.set(_all_tries(), limits.LIMITS["card"][1])
    guessing = Client(REMOTE_ADDR="198.51.100.9")
    assert guessing.post("/join/", {"code": made.code}).status_code == 429
    assert Client().post("/join/", {"secret": made.address.partition("#")[2]}).status_code == 302


def test_the_flood_ends_with_its_window(dana, heron, tuesday, monkeypatch) -> None:
    made = actions.make_card(heron.member, group_id=tuesday.pk, by=dana, at=NOON)
    cache.set(_all_tries(), limits.LIMITS["card"][1] + 1)
    assert Client().post("/join/", {"code": made.code}).status_code == 429
    later = clock.now() + dt.timedelta(seconds=limits.WINDOW)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert Client().post("/join/", {"code": made.code}).status_code == 302


def _all_tries() -> str:
    return f"card:{int(clock.now().timestamp()) // limits.WINDOW}:all"


@pytest.mark.parametrize("other", ["2001:db8:0:1::2", "2001:db8:0:1:ffff::9"])
def test_all_addresses_of_one_customer_count_as_one(rf, settings, other) -> None:
    first = limits.network_address(rf.get("/", REMOTE_ADDR="2001:db8:0:1::1"))
    assert limits.network_address(rf.get("/", REMOTE_ADDR=other)) == first
    assert limits.network_address(rf.get("/", REMOTE_ADDR="2001:db8:0:2::1")) != first
    assert limits.network_address(rf.get("/", REMOTE_ADDR="::ffff:192.0.2.1")) == "192.0.2.1"


def test_a_made_up_forwarded_address_counts_only_behind_a_proxy(rf, settings) -> None:
    forged = rf.get("/", REMOTE_ADDR="192.0.2.1", HTTP_X_FORWARDED_FOR="203.0.113.5")
    assert limits.network_address(forged) == "192.0.2.1"
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    forged = rf.get("/", REMOTE_ADDR="127.0.0.1", HTTP_X_FORWARDED_FOR="203.0.113.5, 198.51.100.7")
    assert limits.network_address(forged) == "198.51.100.7"


def test_the_counts_of_tries_are_not_pushed_out_by_more_tries() -> None:
    """The shared cache keeps far more than anybody may fill."""
    from underrose.config import settings as shipped

    most = re.search(r'"MAX_ENTRIES": ([\d_]+)', Path(shipped.__file__).read_text())
    assert most
    assert int(most[1]) >= 100_000


MOMENTARY = ("Content-Length", "Expires")  # what was typed stands in the one, the second of asking in the other


def answers(path: str, sent: dict[str, str], tries: int = 3) -> tuple[set[Any], set[int], list[int]]:
    """What an asking shows: bodies and headers, how many statements it took, how many times a password was hashed."""
    hashed: list[int] = []
    statements: set[int] = set()
    shown: set[Any] = set()
    original = MD5PasswordHasher.encode

    def counted(self: Any, *args: Any, **kwargs: Any) -> str:
        hashed.append(1)
        return original(self, *args, **kwargs)

    MD5PasswordHasher.encode = counted  # type: ignore[method-assign]
    try:
        for _ in range(tries):
            cache.clear()
            browser = Client()
            browser.get(path)
            with CaptureQueriesContext(connection) as asked:
                answer = browser.post(path, sent)
            statements.add(len(asked))
            body = re.sub(rb'value="[A-Za-z0-9]{64}"', b"", answer.content).replace(*(w.encode() for w in _typed(sent)))
            headers = {name: value for name, value in answer.headers.items() if name not in MOMENTARY}
            shown.add((answer.status_code, body, str(sorted(headers.items())), str(sorted(answer.cookies))))
    finally:
        MD5PasswordHasher.encode = original  # type: ignore[method-assign]
    return shown, statements, hashed


def _typed(sent: dict[str, str]) -> tuple[str, str]:
    return sent.get("login") or sent["address"], "…"


def test_signing_in_tells_nobody_which_addresses_are_known(dana) -> None:
    """The same page, the same headers, as many statements, and as much hashing, which is what takes the time."""
    known = answers(SIGN_IN, {"login": dana.email, "password": "wrong words here"})
    unknown = answers(SIGN_IN, {"login": "nobody@linden.example", "password": "wrong words here"})
    assert known[0] == unknown[0]
    assert known[2] == unknown[2] != []
    assert max(known[1]) - min(unknown[1]) <= 1  # the first look for a practice, to lay the entry into


def test_asking_for_a_code_tells_nobody_which_addresses_are_known(heron, settings) -> None:
    settings.MAIL_SERVER, settings.MAIL_FROM = "smtp://127.0.0.1:2525", "post@linden.example"
    from underrose.people.reaching import ContactRules

    actions.set_contact(
        heron.member, mail="h@mail.example", phone="", rules=ContactRules("mail"), by=heron.member, at=clock.now()
    )
    type(heron.member).objects.filter(pk=heron.member_id).update(channel_confirmed_at=clock.now())
    Delivery.objects.all().delete()
    known = answers("/in/", {"address": "h@mail.example"})
    unknown = answers("/in/", {"address": "u@mail.example"})
    assert Delivery.objects.count() == len(known[0]) * 3, "only the known address gets anything"
    assert known[0] == unknown[0]
    assert {abs(a - b) for a in known[1] for b in unknown[1]} <= {0, 1}  # one more, to take it back


def test_nobody_else_can_use_a_members_session_after_leaving_on_a_shared_device(client_as, heron) -> None:
    browser = client_as(heron)
    cookie = browser.cookies["s"].value
    browser.post("/leave/")
    thief = Client()
    thief.cookies["s"] = cookie
    assert thief.get("/me/").status_code == 302
    assert member_session.KEY not in thief.session
