"""Staff sign in with password and second factor, are locked when they walk off, and are out when they leave."""

from __future__ import annotations

import datetime as dt
import re

import pyotp
import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from tests.world import NOON, PASSWORD, TOTP_SECRET
from underrose.ground import clock
from underrose.ground.ledger.models import Entry
from underrose.ground.refusal import Absent
from underrose.people import actions
from underrose.people.actions.staff import AddressTaken, AlreadyAssigned, LastAdmin, LinkOver
from underrose.people.models import Role, Staff, StaffLink, System

SIGN_IN = "/staff/sign-in/"


@pytest.fixture(autouse=True)
def _no_counts() -> None:
    cache.clear()


@pytest.fixture
def time(monkeypatch):
    """A clock that the test turns."""

    class Clock:
        now = NOON

        def on(self, **by: int) -> None:
            self.now += dt.timedelta(**by)

    turned = Clock()
    monkeypatch.setattr(clock, "now", lambda: turned.now)
    return turned


def sign_in(client: Client, staff: Staff, password: str = PASSWORD):
    return client.post(SIGN_IN, {"login": staff.email, "password": password})


def with_factor(staff: Staff) -> Staff:
    actions.give_totp(staff, secret=TOTP_SECRET, by=staff, at=NOON)
    return staff


# The way in


def test_password_and_code_let_staff_in(dana, client):
    with_factor(dana)
    assert sign_in(client, dana).headers["Location"] == "/staff/second-factor/code/"
    answer = client.post("/staff/second-factor/code/", {"code": pyotp.TOTP(TOTP_SECRET).now()})
    assert answer.headers["Location"] == "/"
    assert client.session["_auth_user_id"] == str(dana.pk)


def test_the_password_alone_opens_nothing(dana, client):
    with_factor(dana)
    sign_in(client, dana)
    assert client.get("/practice/").status_code == 302
    assert "_auth_user_id" not in client.session


def test_staff_without_second_factor_set_it_up_before_anything_else(alex, client):
    sign_in(client, alex)
    for page in ("/practice/", "/practice/setup/", "/staff/password/"):
        assert client.get(page).headers["Location"] == reverse("mfa_activate_totp")
    shown = client.get(reverse("mfa_activate_totp"))
    assert b"<svg" in shown.content
    assert b"style=" not in shown.content
    secret = client.session["mfa.totp.secret"]
    client.post(reverse("mfa_activate_totp"), {"code": pyotp.TOTP(secret).now()})
    assert client.get("/practice/").status_code == 200


def test_second_factor_seeds_lie_sealed(dana, client):
    with_factor(dana)
    assert TOTP_SECRET not in str(Authenticator.objects.get().data)


def test_seeds_set_up_in_the_browser_lie_sealed_too(alex, client):
    sign_in(client, alex)
    client.get(reverse("mfa_activate_totp"))
    secret = client.session["mfa.totp.secret"]
    client.post(reverse("mfa_activate_totp"), {"code": pyotp.TOTP(secret).now()})
    assert all(secret not in str(held.data) for held in Authenticator.objects.all())
    assert Authenticator.objects.filter(type="recovery_codes").exists()


def test_wrong_password_and_unknown_address_get_the_same_answer(dana):
    answers = []
    for email in (dana.email, "nobody@linden.example"):
        answer = Client().post(SIGN_IN, {"login": email, "password": "wrong"})
        answers.append((answer.status_code, re.sub(rb'value="[^"]*"', b"", answer.content)))
    assert answers[0] == answers[1]


def test_whoever_left_gets_the_answer_of_a_stranger(dana, alex):
    answers = []
    actions.leave(dana, by=alex, at=NOON)
    for email in (dana.email, "nobody@linden.example"):
        answer = Client().post(SIGN_IN, {"login": email, "password": PASSWORD})
        answers.append((answer.status_code, re.sub(rb'value="[^"]*"', b"", answer.content)))
    assert answers[0] == answers[1]


def test_five_wrong_passwords_make_one_wait(dana, client):
    for _ in range(5):
        sign_in(client, dana, "wrong")
    assert b"Too many failed" in sign_in(client, dana).content


def test_signing_in_and_failing_to_are_entries_without_what_was_typed(dana, client):
    sign_in(client, dana, "wrong")
    sign_in(client, dana)
    acts = list(Entry.objects.filter(action__contains="sign").order_by("at").values_list("action", "by"))
    assert ("staff sign-in refused", "system:staff door") in acts
    assert ("staff signed in", dana.ref) in acts
    assert not any(dana.email in str(entry) for entry in Entry.objects.values_list())


def test_nobody_signs_up(client):
    for path in ("/staff/signup/", "/staff/email/", "/staff/password/reset/", "/accounts/signup/"):
        assert client.get(path).status_code == 404


def test_the_way_back_waits_in_the_session_and_not_in_the_address(alex, client):
    with_factor(alex)
    assert client.get("/practice/").headers["Location"] == SIGN_IN
    sign_in(client, alex)
    answer = client.post("/staff/second-factor/code/", {"code": pyotp.TOTP(TOTP_SECRET).now()})
    assert answer.headers["Location"] == "/practice/"


# The idle lock


def test_a_screen_left_alone_is_locked(alex, client_as, time):
    browser = client_as(alex)
    browser.get("/practice/")
    time.on(minutes=16)
    shown = browser.get("/practice/")
    assert b"This screen is locked" in shown.content
    assert b"Who works here" not in shown.content
    assert browser.post("/practice/", {"unlock": PASSWORD, "sent_as": "GET"}).headers["Location"] == "/practice/"
    assert b"Who works here" in browser.get("/practice/").content


def test_working_on_keeps_the_screen_open(alex, client_as, time):
    browser = client_as(alex)
    for _ in range(5):
        assert b"Who works here" in browser.get("/practice/").content
        time.on(minutes=14)


def test_what_was_being_sent_goes_on_after_the_password(alex, client_as, time):
    browser = client_as(alex)
    browser.get("/practice/")
    time.on(minutes=16)
    typed = {"name": "Linden House", "label": "Appointment", "time_zone": "UTC"}
    shown = browser.post("/practice/about/", typed)
    assert b"Linden House" in shown.content
    answer = browser.post("/practice/about/", {**typed, "unlock": PASSWORD, "sent_as": "POST"})
    assert answer.headers["Location"] == "/practice/"
    alex.practice.refresh_from_db()
    assert alex.practice.name == "Linden House"


def test_a_wrong_password_keeps_it_locked_and_five_sign_out(alex, client_as, time):
    browser = client_as(alex)
    browser.get("/practice/")
    browser.post("/lock/")
    for _ in range(4):
        answer = browser.post("/practice/", {"unlock": "wrong", "sent_as": "GET"})
        assert b"not your password" in answer.content
    assert browser.post("/practice/", {"unlock": "wrong", "sent_as": "GET"}).headers["Location"] == SIGN_IN
    assert "locked" not in str(dict(browser.session.items()))
    assert browser.get("/practice/").status_code == 302


def test_a_locked_screen_can_be_left_but_not_used(alex, client_as):
    browser = client_as(alex)
    browser.post("/lock/", {"back": "/practice/"})
    assert b"locked" in browser.get("/staff/password/").content
    assert browser.post("/staff/sign-out/").status_code == 302


def test_the_lock_goes_back_to_our_own_pages_alone(alex, client_as):
    assert client_as(alex).post("/lock/", {"back": "https://evil.example/"}).headers["Location"] == "/"
    assert client_as(alex).post("/lock/", {"back": "/practice/"}).headers["Location"] == "/practice/"


def test_after_twelve_hours_one_signs_in_anew(alex, client_as, time):
    browser = client_as(alex)
    for _ in range(60):
        browser.get("/practice/")
        time.on(minutes=12, seconds=5)
    assert browser.get("/practice/").headers["Location"] == SIGN_IN


# Links, leaving, roles


def token_of(address: str) -> str:
    return address.partition("#")[2]


def test_a_one_time_link_sets_a_password_by_its_button_alone(alex, practice, client):
    new = actions.make_staff(practice, name="Nell", email="Nell@linden.example", by=alex, at=NOON)
    address = actions.make_staff_link(new, by=alex, at=clock.now())
    assert re.fullmatch(r"http://127\.0\.0\.1:8000/staff/link/#[\w-]{22}", address)
    assert client.get("/staff/link/").status_code == 200
    answer = client.post("/staff/link/", {"secret": token_of(address), "password": "four words and more"})
    assert answer.headers["Location"] == SIGN_IN
    new.refresh_from_db()
    assert new.check_password("four words and more")
    assert client.post("/staff/link/", {"secret": token_of(address), "password": "other words now"}).status_code == 409


def test_a_weak_password_is_refused_and_the_link_stays_good(alex, dana, client):
    address = actions.make_staff_link(dana, by=alex, at=clock.now())
    shown = client.post("/staff/link/", {"secret": token_of(address), "password": "short"})
    assert b"too short" in shown.content
    assert token_of(address).encode() in shown.content
    with pytest.raises(ValidationError):
        actions.take_staff_link(token_of(address), password="short", at=clock.now())
    assert actions.staff_of_link(token_of(address), at=clock.now()) == dana


def test_a_link_is_kept_as_a_hash_ends_after_three_days_and_with_the_next(alex, dana):
    first = actions.make_staff_link(dana, by=alex, at=NOON)
    assert token_of(first).encode() not in bytes(StaffLink.objects.get().token_hash)
    second = actions.make_staff_link(dana, by=alex, at=NOON)
    with pytest.raises(LinkOver):
        actions.staff_of_link(token_of(first), at=NOON)
    with pytest.raises(LinkOver):
        actions.staff_of_link(token_of(second), at=NOON + dt.timedelta(days=3))


def test_a_new_password_ends_every_screen_of_before(alex, dana, client_as):
    browser = client_as(dana)
    address = actions.make_staff_link(dana, by=alex, at=NOON)
    actions.take_staff_link(token_of(address), password="four words and more", at=NOON)
    assert browser.get("/staff/password/").status_code == 302
    assert browser.get("/practice/").headers["Location"] == SIGN_IN


def test_leaving_ends_every_screen_role_link_and_second_factor_at_once(alex, dana, tuesday, client_as):
    phone, desk = client_as(dana), client_as(dana)
    address = actions.make_staff_link(dana, by=alex, at=NOON)
    actions.leave(dana, by=alex, at=NOON)
    for browser in (phone, desk):
        assert browser.get("/practice/").headers["Location"] == SIGN_IN
    assert not dana.assignments.filter(until=None).exists()
    assert not Authenticator.objects.filter(user=dana).exists()
    with pytest.raises(LinkOver):
        actions.staff_of_link(token_of(address), at=NOON)


def test_the_last_admin_cannot_leave(alex, practice):
    with pytest.raises(LastAdmin):
        actions.leave(alex, by=alex, at=NOON)
    with pytest.raises(LastAdmin):
        actions.end_assignment(alex.assignments.get(), by=alex, at=NOON)


def test_only_an_admin_makes_and_ends_staff(dana, otis, practice):
    for nobody in (dana, otis):
        with pytest.raises(Absent):
            actions.make_staff(practice, name="X", email="x@linden.example", by=nobody, at=NOON)
        with pytest.raises(Absent):
            actions.leave(dana, by=nobody, at=NOON)


def test_nothing_crosses_practices(alex, other_practice):
    theirs = Staff.objects.create(practice=other_practice, name="Far", email="far@other.example", made_at=NOON)
    for act in (actions.make_staff_link, actions.leave):
        with pytest.raises(Absent):
            act(theirs, by=alex, at=NOON)
    with pytest.raises(Absent):
        actions.assign(theirs, role=Role.FACILITATOR, by=alex, at=NOON)


def test_one_address_is_one_account(alex, dana, practice):
    with pytest.raises(AddressTaken):
        actions.make_staff(practice, name="Dan", email=dana.email.upper(), by=alex, at=NOON)


def test_a_role_is_given_once_and_taken_back_from_that_moment(alex, otis):
    given = actions.assign(otis, role=Role.PRIVACY_OFFICER, by=alex, at=NOON)
    with pytest.raises(AlreadyAssigned):
        actions.assign(otis, role=Role.PRIVACY_OFFICER, by=alex, at=NOON)
    actions.end_assignment(given, by=alex, at=NOON)
    actions.assign(otis, role=Role.PRIVACY_OFFICER, by=alex, at=NOON)


def test_the_terminal_may_make_a_link_and_end_staff_and_no_more(dana, practice):
    terminal = System(practice.pk, "terminal")
    assert actions.make_staff_link(dana, by=terminal, at=NOON)
    with pytest.raises(Absent):
        actions.make_staff(practice, name="X", email="x@linden.example", by=terminal, at=NOON)
    actions.leave(dana, by=terminal, at=NOON)


def test_a_lost_phone_is_taken_off_by_an_admin_alone(alex, dana, otis, client_as):
    browser = client_as(dana)
    with pytest.raises(Absent):
        actions.end_second_factors(dana, by=otis, at=NOON)
    client_as(alex).post(reverse("people:end_second_factors", args=[dana.pk]))
    assert not Authenticator.objects.filter(user=dana).exists()
    assert browser.get("/practice/").headers["Location"] == SIGN_IN


def test_changing_ones_password_is_an_entry_and_keeps_this_screen_alone(alex, client_as):
    here, elsewhere = client_as(alex), client_as(alex)
    new = "another four words"
    here.post("/staff/password/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert Entry.objects.filter(action="password set", by=alex.ref).exists()
    assert here.get("/practice/").status_code == 200
    assert elsewhere.get("/practice/").headers["Location"] == SIGN_IN


@pytest.mark.django_db(transaction=True)
def test_setting_up_and_taking_off_a_second_factor_are_entries(alex, client):
    sign_in(client, alex)
    client.get(reverse("mfa_activate_totp"))
    client.post(reverse("mfa_activate_totp"), {"code": pyotp.TOTP(client.session["mfa.totp.secret"]).now()})
    client.post(reverse("mfa_deactivate_totp"))
    acts = set(Entry.objects.filter(by=alex.ref).values_list("action", flat=True))
    assert {"second factor set", "second factor taken off"} <= acts


def test_every_page_begins_with_three_queries(alex, client_as, django_assert_num_queries):
    browser = client_as(alex)
    browser.get("/practice/about/")
    with django_assert_num_queries(3):
        assert browser.get("/practice/about/").status_code == 200


def test_the_practices_page_takes_as_many_queries_for_thirty_as_for_three(
    alex, practice, client_as, django_assert_num_queries
):
    browser = client_as(alex)
    browser.get("/practice/")
    for count in (3, 30):
        for number in range(count):
            email = f"s{count}-{number}@linden.example"
            actions.make_staff(practice, name="Somebody", email=email, roles=[Role.FACILITATOR], by=alex, at=NOON)
        with django_assert_num_queries(6):
            browser.get("/practice/")
