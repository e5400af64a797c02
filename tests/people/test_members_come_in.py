"""Members come in by card, code or link; what they leave behind tells nothing."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from tests.world import NOON
from underrose.ground import clock
from underrose.ground.outbox.models import Delivery
from underrose.ground.refusal import Absent
from underrose.ground.vault import sealing
from underrose.people import actions, cards, ticks
from underrose.people.actions.cards import CardReplaced
from underrose.people.actions.codes import CodeOver, WrongCode
from underrose.people.models import JoiningCard, SignInCode
from underrose.people.reaching import ContactRules

MINUTE = dt.timedelta(minutes=1)


@pytest.fixture(autouse=True)
def _no_counts() -> None:
    cache.clear()


@pytest.fixture
def made(heron, dana, tuesday):
    return actions.make_card(heron.member, group_id=tuesday.pk, by=dana, at=NOON)


def come_in(client: Client, **how: str):
    return client.post(reverse("people:join"), how)


def secret_of(made) -> str:
    return made.address.partition("#")[2]


def test_a_leader_makes_a_card_for_a_member_of_their_group(made):
    assert cards.member_of(code=made.code) == made.card.member
    assert cards.member_of(secret=secret_of(made)) == made.card.member


def test_an_outsider_makes_no_card(heron, otis, tuesday, thursday):
    for group in (tuesday, thursday):
        if group == thursday:
            continue
        with pytest.raises(Absent):
            actions.make_card(heron.member, group_id=group.pk, by=otis, at=NOON)


def test_the_house_keeps_neither_secret_nor_code(made):
    row = JoiningCard.objects.values_list().get(pk=made.card.pk)
    held = b" ".join(bytes(value) for value in row if isinstance(value, (bytes, memoryview)))
    assert made.code.encode() not in held
    assert secret_of(made).encode() not in held
    assert made.code not in repr(made)


def test_a_secret_stands_behind_the_hash_where_no_server_sees_it(made):
    assert re.fullmatch(r"http://127\.0\.0\.1:8000/join/#[\w-]{22}", made.address)


def test_a_typed_code_lets_in_however_it_is_written(made, client):
    typed = f" {made.code[:4].lower()} - {made.code[4:].lower()} "
    assert come_in(client, code=typed).status_code == 302
    assert client.session["member"]["id"] == str(made.card.member_id)


def test_looking_at_the_page_uses_nothing_up(made, client):
    for _ in range(3):
        assert client.get(reverse("people:join")).status_code == 200
    assert come_in(client, secret=secret_of(made)).status_code == 302


def test_a_slip_of_the_finger_is_told_from_a_wrong_code(made, client):
    wrong = made.code[:-1] + ("2" if made.code[-1] != "2" else "3")
    assert "not a whole code" in come_in(client, code=wrong).content.decode()


@pytest.mark.parametrize("place", range(cards.LENGTH))
def test_the_check_finds_any_one_wrong_character(place):
    code = cards.make_code()
    for letter in cards.ALPHABET:
        if letter != code[place]:
            assert cards.read_code(code[:place] + letter + code[place + 1 :]) is None


def test_the_check_finds_two_exchanged_characters():
    code = "ABCDFG2" + cards.make_code()[-1]
    code = next(code[:-1] + last for last in cards.ALPHABET if cards.read_code(code[:-1] + last))
    for place in range(cards.LENGTH - 2):
        exchanged = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
        assert exchanged == code or cards.read_code(exchanged) is None


def test_a_new_card_ends_the_old_one_and_its_screens_at_once(made, client, dana, tuesday):
    come_in(client, code=made.code)
    assert client.get(reverse("people:contact")).status_code == 200
    actions.make_card(made.card.member, group_id=tuesday.pk, instead_of=made.card.pk, by=dana, at=NOON)
    assert client.get(reverse("people:contact")).status_code == 302
    assert cards.member_of(code=made.code) is None


def test_a_page_sent_twice_does_not_end_the_card_just_printed(made, dana, tuesday):
    with pytest.raises(CardReplaced):
        actions.make_card(made.card.member, group_id=tuesday.pk, by=dana, at=NOON)
    assert cards.member_of(code=made.code)


def test_an_ended_card_lets_nobody_in(made, client, dana, tuesday):
    actions.end_card(made.card.member, group_id=tuesday.pk, by=dana, at=NOON)
    answer = come_in(client, code=made.code)
    assert "No card has this code" in answer.content.decode()
    assert "member" not in client.session


def test_guessing_stops_for_minutes_but_the_member_is_never_locked_out(made, client):
    for _ in range(20):
        come_in(client, code=cards.make_code())
    assert come_in(client, code=cards.make_code()).status_code == 429
    elsewhere = Client(REMOTE_ADDR="192.0.2.7")
    assert come_in(elsewhere, code=made.code).status_code == 302


def test_the_sessions_row_holds_ids_alone(made, client):
    come_in(client, code=made.code)
    held = dict(client.session.items())
    assert set(held) <= {"member", "_session_expiry"}
    assert set(held["member"]) == {"id", "epoch"}


def test_when_a_session_ends_does_not_tell_when_it_began(made, client):
    come_in(client, code=made.code)
    [row] = Session.objects.all()
    assert row.expire_date.time() == dt.time(0)


def test_on_a_shared_device_the_session_ends_with_the_browser(made, client):
    answer = come_in(client, code=made.code, shared="on")
    assert not answer.cookies["s"]["max-age"]
    assert client.session["shared"] is True
    [row] = Session.objects.all()
    assert row.expire_date.time() == dt.time(0)


@pytest.mark.parametrize(("minutes", "status"), [(29, 200), (31, 302)])
def test_on_a_shared_device_a_stay_is_over_after_half_an_hour(made, client, monkeypatch, minutes, status):
    monkeypatch.setattr(clock, "now", lambda: NOON)
    come_in(client, code=made.code, shared="on")
    monkeypatch.setattr(clock, "now", lambda: NOON + dt.timedelta(minutes=minutes))
    assert client.get(reverse("people:contact")).status_code == status


def test_a_sessions_key_changes_on_the_way_in(made, client):
    session = client.session
    session["asking"] = "x"
    session.save()
    before = session.session_key
    come_in(client, code=made.code)
    assert client.session.session_key != before
    assert not client.session.exists(before)


def test_a_member_who_left_is_out_at_the_next_request(made, client, heron, dana, tuesday):
    come_in(client, code=made.code)
    actions.end_member(heron.member, group_id=tuesday.pk, by=dana, at=NOON)
    assert client.get(reverse("people:contact")).status_code == 302


def test_leaving_ends_the_session_on_the_server_and_clears_the_browser(made, client):
    come_in(client, code=made.code)
    answer = client.post(reverse("people:leave"))
    assert answer.headers["Clear-Site-Data"]
    assert not Session.objects.exists()


# Coming back by code


@pytest.fixture
def reachable(heron, settings):
    settings.MAIL_SERVER = "smtp://localhost"
    settings.MAIL_FROM = "practice@linden.example"
    member = heron.member
    actions.set_contact(
        member, mail="Helen@mail.example", phone="+1 555 0100 00", rules=ContactRules("mail"), by=member, at=NOON
    )
    return confirmed(member)


def confirmed(member):
    """The code came back from their address."""
    actions.ask_to_confirm(member, by=member, at=NOON)
    delivery = Delivery.objects.get()
    actions.confirm_contact(member, digits_of(delivery), by=member, at=NOON)
    Delivery.objects.all().delete()
    member.refresh_from_db()
    return member


def words_of(delivery: Delivery) -> str:
    return sealing.reveal(delivery, "words")


def digits_of(delivery: Delivery) -> str:
    return re.search(r"(\d{3}) (\d{3})", words_of(delivery)).group().replace(" ", "")


def test_a_code_goes_to_an_address_that_is_known_however_it_is_typed(reachable):
    asking = actions.ask_for_code(" helen@MAIL.example ", at=NOON)
    [delivery] = Delivery.objects.all()
    assert actions.take_code(asking, digits_of(delivery), at=NOON + MINUTE) == reachable


def test_asking_for_an_unknown_address_looks_and_leaves_the_same(reachable):
    known = actions.ask_for_code("helen@mail.example", at=NOON)
    unknown = actions.ask_for_code("nobody@mail.example", at=NOON)
    assert type(known) is type(unknown)
    assert SignInCode.objects.count() == 2
    assert Delivery.objects.count() == 1
    with pytest.raises(WrongCode):
        actions.take_code(unknown, "123456", at=NOON)


def test_five_wrong_tries_end_a_code(reachable):
    asking = actions.ask_for_code("helen@mail.example", at=NOON)
    right = digits_of(Delivery.objects.get())
    wrong = f"{(int(right) + 1) % 10**6:06}"
    for _ in range(5):
        with pytest.raises(WrongCode):
            actions.take_code(asking, wrong, at=NOON)
    with pytest.raises(CodeOver):
        actions.take_code(asking, right, at=NOON)


def test_a_code_is_good_for_ten_minutes_and_once(reachable):
    asking = actions.ask_for_code("helen@mail.example", at=NOON)
    right = digits_of(Delivery.objects.get())
    with pytest.raises(CodeOver):
        actions.take_code(asking, right, at=NOON + 10 * MINUTE)
    actions.take_code(asking, right, at=NOON + 9 * MINUTE)
    with pytest.raises(CodeOver):
        actions.take_code(asking, right, at=NOON + 9 * MINUTE)


def test_a_link_only_opens_a_page_and_its_button_lets_in(reachable, client, settings):
    settings.MAIL_SERVER = "smtp://localhost"
    client.post(reverse("people:come_back"), {"address": "helen@mail.example"})
    token = re.search(r"/in/#([\w-]+)", words_of(Delivery.objects.get())).group(1)
    for _ in range(3):
        assert client.get(reverse("people:come_back")).status_code == 200
    assert client.post(reverse("people:link"), {"secret": token}).status_code == 302
    assert client.session["member"]["id"] == str(reachable.pk)


def test_the_answer_to_asking_is_the_same_for_known_and_unknown(reachable, settings):
    settings.MAIL_SERVER = "smtp://localhost"
    answers = []
    for address in ("helen@mail.example", "nobody@mail.example"):
        browser = Client()
        answer = browser.post(reverse("people:come_back"), {"address": address}, follow=True)
        answers.append((answer.redirect_chain, re.sub(rb'value="[^"]{40,}"', b"", answer.content)))
    assert answers[0] == answers[1]


def test_without_a_mail_server_no_page_says_that_anything_is_on_its_way(db, client, settings):
    settings.MAIL_SERVER = settings.SMS_BACKEND = ""
    answer = client.post(reverse("people:come_back"), {"address": "helen@mail.example"})
    assert b"card always lets you in" in answer.content
    assert b"sent" not in answer.content
    assert b"on its way" not in answer.content
    assert not SignInCode.objects.exists()


def test_nothing_in_the_message_tells_what_it_is_about(reachable):
    actions.ask_for_code("helen@mail.example", at=NOON)
    delivery = Delivery.objects.get()
    said = sealing.reveal(delivery, "subject_line") + words_of(delivery)
    assert not re.search(r"group|therap|session|heron|helen", said, re.I)


def test_stale_codes_are_forgotten(reachable):
    actions.ask_for_code("helen@mail.example", at=NOON)
    assert actions.forget_codes(at=NOON + 10 * MINUTE) == 1
    assert not SignInCode.objects.exists()


def test_two_who_share_an_address_use_their_cards(reachable, juniper):
    other = juniper.member
    actions.set_contact(other, mail="helen@mail.example", phone="", rules=ContactRules("mail"), by=other, at=NOON)
    actions.ask_for_code("helen@mail.example", at=NOON)
    assert not Delivery.objects.exists()


def test_how_to_reach_a_member_is_theirs_to_change(reachable, juniper):
    with pytest.raises(Absent):
        actions.set_contact(reachable, mail="", phone="", rules=ContactRules(), by=juniper.member, at=NOON)


def test_addresses_lie_sealed(reachable):
    reachable.refresh_from_db()
    assert b"helen" not in bytes(reachable.mail).lower()
    assert sealing.reveal(reachable, "mail") == "Helen@mail.example"
    assert ContactRules.read(sealing.reveal(reachable, "contact_rules")).channel == "mail"


def test_a_session_that_is_over_is_forgotten(made, client):
    come_in(client, code=made.code)
    ticks.tick(at=clock.now() + dt.timedelta(days=14))
    assert Session.objects.exists()
    ticks.tick(at=clock.now() + dt.timedelta(days=16))
    assert not Session.objects.exists()


def test_a_roster_with_mail_still_asks_its_owner_how_to_be_reached(practice, dana, tuesday, client):
    [member] = actions.make_members(
        practice, [actions.NewMember("Ada Lind", mail="ada@mail.example")], group_id=tuesday.pk, by=dana, at=NOON
    )
    card = actions.make_card(member, group_id=tuesday.pk, by=dana, at=NOON)
    come_in(client, code=card.code)
    assert client.get("/").headers["Location"] == reverse("people:contact")
    assert b"ada@mail.example" in client.get(reverse("people:contact")).content


def test_a_form_that_is_wrong_keeps_what_was_typed(made, client):
    come_in(client, code=made.code)
    shown = client.post(reverse("people:contact"), {"channel": "sms", "phone": "12", "who_sees": "my aunt"}).content
    assert b"my aunt" in shown
    assert b"doesn&#x27;t look like a telephone" in shown


def test_a_whole_room_on_one_network_comes_in_by_code(client, settings, db):
    settings.MAIL_SERVER = "smtp://localhost"
    for number in range(30):
        answer = client.post(reverse("people:come_back"), {"address": f"m{number}@mail.example"})
        assert answer.status_code == 302


def test_nobodys_mailbox_is_flooded_whether_known_here_or_not(reachable, settings):
    settings.MAIL_SERVER = "smtp://localhost"
    for address in ("helen@mail.example", "nobody@mail.example"):
        answers = [Client().post(reverse("people:come_back"), {"address": address}).status_code for _ in range(5)]
        assert answers == [302, 302, 302, 302, 429]
