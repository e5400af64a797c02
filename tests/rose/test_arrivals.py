"""How people come in: by their own phone, by the tablet, by the leader's list."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from tests.world import NOON, make_session
from underrose.ground.ledger.models import Entry
from underrose.groups import actions as groups
from underrose.groups.models import Attendance, GroupSession
from underrose.people import actions as people

pytestmark = pytest.mark.django_db
SIX = NOON.replace(hour=18)


@pytest.fixture(autouse=True)
def _six(monkeypatch):
    monkeypatch.setattr("underrose.ground.clock.now", lambda: SIX)


@pytest.fixture
def open_tonight(tonight):
    tonight.state, tonight.opened_at = GroupSession.State.OPEN, SIX
    tonight.save()
    return tonight


@pytest.fixture
def tablet(client_as, dana, tonight) -> Client:
    client = client_as(dana)
    assert client.post(reverse("rose:start_kiosk", args=[tonight.pk]), {"pin": "2468"}).status_code == 302
    return client


def code_of(membership, dana):
    return people.make_card(membership.member, group_id=membership.group_id, by=dana, at=SIX).code


def test_a_member_checks_in_and_out_on_their_own_phone(client_as, heron, open_tonight):
    client = client_as(heron)
    assert "I am here" in client.get(reverse("rose:home")).content.decode()
    client.post(reverse("rose:arrive", args=[heron.pk, open_tonight.pk]))
    assert Attendance.objects.get().how == "phone"
    assert "I am leaving" in client.get(reverse("rose:home")).content.decode()
    client.post(reverse("rose:go", args=[heron.pk, open_tonight.pk]))
    assert Attendance.objects.get().checked_out_at == SIX


def test_a_member_reaches_no_other_members_place(client_as, heron, juniper, finch, open_tonight):
    client = client_as(heron)
    for other in (juniper, finch):
        assert client.post(reverse("rose:arrive", args=[other.pk, open_tonight.pk])).status_code == 404
        assert client.get(reverse("rose:home_of", args=[other.pk])).status_code == 404
    assert not Attendance.objects.exists()


def test_a_session_of_another_group_takes_nobody_in(client_as, heron, thursday):
    other = make_session(thursday, 1, SIX)
    assert client_as(heron).post(reverse("rose:arrive", args=[heron.pk, other.pk])).status_code == 404


def test_looking_at_ones_own_page_leaves_no_trace(client_as, heron, open_tonight):
    client, before = client_as(heron), Entry.objects.count()
    client.get(reverse("rose:home"))
    assert Entry.objects.count() == before


def test_who_left_is_told_that_the_promise_goes_on(client_as, rook):
    assert "What you promised goes on" in client_as(rook).get(reverse("rose:home")).content.decode()


def test_a_leader_ticks_and_unticks(client_as, dana, heron, tonight):
    client = client_as(dana)
    answer = client.post(reverse("rose:check_in", args=[tonight.pk, heron.pk]))
    assert (answer.status_code, answer["Location"][-9:]) == (302, "#arrivals")
    assert Attendance.objects.standing().get().how == "leader"
    client.post(reverse("rose:undo_check_in", args=[tonight.pk, heron.pk]))
    assert not Attendance.objects.standing().exists()


def test_opening_closing_and_the_reason_by_hand(client_as, dana, tonight):
    client = client_as(dana)
    refused = client.post(reverse("rose:open", args=[tonight.pk]), {"reason": ""})
    assert refused.status_code == 422
    assert "Say why the session opens all the same" in refused.content.decode()
    client.post(reverse("rose:open", args=[tonight.pk]), {"reason": "The form is on paper"})
    client.post(reverse("rose:close_check_in", args=[tonight.pk]))
    client.post(reverse("rose:close", args=[tonight.pk]))
    page = client.get(reverse("rose:session", args=[tonight.pk])).content.decode()
    assert "The form is on paper" in page
    assert "This session is over" in page


def test_the_word_that_pages_ask_for_changes_when_somebody_comes(client_as, dana, heron, tonight):
    client, url = client_as(dana), reverse("rose:arrivals", args=[tonight.pk])
    before = client.get(url).json()
    page = client.get(reverse("rose:session", args=[tonight.pk])).content.decode()
    assert before["mark"] in page
    groups.check_in(tonight, heron, by=dana, at=SIX)
    assert client.get(url).json() != before


def test_a_page_that_asks_by_itself_does_not_keep_the_screen_open(client_as, dana, tonight, monkeypatch):
    client, url = client_as(dana), reverse("rose:arrivals", args=[tonight.pk])
    client.get(url)
    for minute in range(1, 17):
        monkeypatch.setattr("underrose.ground.clock.now", lambda m=minute: SIX + dt.timedelta(minutes=m))
        client.get(url, headers={"X-Quiet": "1"})
    assert client.get(url).headers["Content-Type"].startswith("text/html")


def test_a_tablet_is_nobodys_and_shows_no_name(tablet, heron, dana):
    page = tablet.get(reverse("rose:kiosk")).content.decode()
    assert "Heron" not in page
    assert tablet.get(reverse("rose:tonight")).status_code == 302
    assert tablet.get(reverse("rose:home")).status_code == 302


def test_a_tablet_checks_in_who_types_their_own_code(tablet, heron, dana):
    answer = tablet.post(reverse("rose:kiosk"), {"code": code_of(heron, dana).lower()}, follow=True)
    assert Attendance.objects.get().how == "kiosk"
    assert "Heron" not in answer.content.decode()
    assert "You are checked in" in answer.content.decode()


def test_a_wrong_code_and_another_groups_get_one_answer(tablet, finch, otis):
    theirs = tablet.post(reverse("rose:kiosk"), {"code": code_of(finch, otis)}).content.decode()
    assert "That code isn&#x27;t right" in theirs
    assert not Attendance.objects.exists()
    wrong = tablet.post(reverse("rose:kiosk"), {"code": "ABCD-EFGH"}).content.decode()
    assert "That code isn&#x27;t right" in wrong


def test_a_tablet_ends_by_its_four_digits_alone(tablet):
    assert tablet.post(reverse("rose:kiosk_end"), {"pin": "1357"}).status_code == 422
    assert tablet.get(reverse("rose:kiosk")).status_code == 200
    tablet.post(reverse("rose:kiosk_end"), {"pin": "2468"})
    assert tablet.get(reverse("rose:kiosk")).status_code == 404


def test_a_tablet_ends_when_check_in_is_closed(tablet, tonight):
    GroupSession.objects.filter(pk=tonight.pk).update(check_in_closed_at=SIX)
    assert tablet.get(reverse("rose:kiosk"), follow=True).status_code == 200
    assert tablet.get(reverse("rose:kiosk")).status_code == 404


def test_a_tablet_is_not_started_without_digits_or_by_an_outsider(client_as, dana, otis, tonight):
    assert client_as(dana).post(reverse("rose:start_kiosk", args=[tonight.pk]), {"pin": "12"}).status_code == 422
    assert client_as(otis).post(reverse("rose:start_kiosk", args=[tonight.pk]), {"pin": "2468"}).status_code == 404
    assert not Entry.objects.filter(action="kiosk started").exists()
