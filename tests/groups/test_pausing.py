"""A pause: still a member, and nobody expects, reminds or counts them."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.safeguards.reminders.conftest import wants
from tests.world import NOON, make_session
from underrose.ground import clock
from underrose.ground.ledger.models import Entry
from underrose.ground.outbox.models import Delivery
from underrose.ground.refusal import Absent
from underrose.groups import actions
from underrose.groups.actions.arriving import IsPaused
from underrose.groups.actions.joining import HasLeft
from underrose.groups.actions.pausing import NotPaused, PausedAlready
from underrose.groups.circle import belonging
from underrose.groups.models import Group, GroupSession, Membership, Pause
from underrose.people import policy
from underrose.rose import petals
from underrose.safeguards.reminders import ticks

HOUR = dt.timedelta(hours=1)


@pytest.fixture(autouse=True)
def mail(settings) -> None:
    settings.MAIL_SERVER = "smtp://localhost:2525"
    settings.MAIL_FROM = "practice@linden.example"


@pytest.fixture
def at_noon(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOON)


def test_who_is_paused_is_not_expected_and_comes_back_as_they_were(tonight, heron, juniper, dana):
    actions.pause(heron, by=dana, at=NOON)
    assert list(belonging(tonight)) == [juniper]
    actions.resume(heron, by=dana, at=NOON + HOUR)
    assert set(belonging(tonight)) == {heron, juniper}
    assert list(Entry.objects.filter(action__startswith="membership ").values_list("action", flat=True)) == [
        "membership paused",
        "membership resumed",
    ]


def test_an_evening_of_before_shows_who_belonged_then(tuesday, heron, dana):
    was = make_session(tuesday, 3, NOON - 48 * HOUR, state=GroupSession.State.CLOSED, opened_at=NOON - 48 * HOUR)
    actions.pause(heron, by=dana, at=NOON)
    assert list(belonging(was)) == [heron]


def test_who_is_paused_gets_no_reminder(tonight, heron, juniper, dana):
    wants(heron)
    wants(juniper)
    actions.pause(heron, by=dana, at=NOON - 30 * HOUR)
    ticks.tick(at=NOON - 24 * HOUR)
    assert Delivery.objects.count() == 1


def test_a_reminder_that_waits_is_taken_back(tonight, heron, dana):
    wants(heron)
    ticks.tick(at=NOON - 24 * HOUR)
    actions.pause(heron, by=dana, at=NOON - 23 * HOUR)
    ticks.tick(at=NOON - 22 * HOUR)
    assert set(Delivery.objects.values_list("state", flat=True)) == {Delivery.State.SUPPRESSED}


def test_no_petal_counts_them(tonight, heron, juniper, dana):
    actions.pause(heron, by=dana, at=NOON)
    rose = petals.rose(tonight, policy.standing(dana, NOON))
    marked = {membership for _name, petal in rose.petals for membership in petal.marks or ()}
    assert juniper.pk in marked
    assert heron.pk not in marked


def test_they_check_in_once_the_pause_is_over(tonight, heron, dana):
    Group.objects.filter(pk=tonight.group_id).update(place="in person")
    actions.pause(heron, by=dana, at=NOON)
    for by in (dana, heron.member):
        with pytest.raises(IsPaused):
            actions.check_in(tonight, heron, by=by, at=tonight.starts_at)
    actions.resume(heron, by=dana, at=NOON + HOUR)
    actions.check_in(tonight, heron, by=heron.member, at=tonight.starts_at)


@pytest.mark.parametrize("who", ["otis", "sam", "alex", "priya", "vera", "orla"])
def test_only_who_leads_pauses(who, heron, request):
    with pytest.raises(Absent):
        actions.pause(heron, by=request.getfixturevalue(who), at=NOON)
    assert not Pause.objects.exists()


def test_a_member_does_not_pause_themselves_or_anybody(heron, juniper):
    for whose in (heron, juniper):
        with pytest.raises(Absent):
            actions.pause(whose, by=heron.member, at=NOON)


def test_twice_is_refused_and_so_is_what_is_not_paused(heron, dana, rook):
    with pytest.raises(NotPaused):
        actions.resume(heron, by=dana, at=NOON)
    actions.pause(heron, by=dana, at=NOON)
    with pytest.raises(PausedAlready):
        actions.pause(heron, by=dana, at=NOON)
    with pytest.raises(HasLeft):
        actions.pause(rook, by=dana, at=NOON)


def test_leaving_ends_the_pause(heron, dana):
    actions.pause(heron, by=dana, at=NOON)
    actions.leave(heron, by=dana, at=NOON + HOUR)
    assert Pause.objects.get().until == NOON + HOUR


def test_their_name_stays_theirs(heron, juniper, dana):
    actions.pause(heron, by=dana, at=NOON)
    with pytest.raises(actions.NameTaken):
        actions.choose_name(juniper, "Heron", by=dana, at=NOON)


def test_the_pages_say_it_to_leader_and_member(client_as, heron, tonight, dana, at_noon):
    browser = client_as(dana)
    assert browser.post(f"/people/{heron.pk}/pause/").status_code == 302
    page = browser.get(f"/groups/{heron.group_id}/").content.decode()
    assert "Paused" in page
    assert "End the pause" in page
    mine = client_as(heron).get(f"/me/{heron.pk}/", follow=True).content.decode()
    assert "is paused" in mine or "is paused" in client_as(heron).get("/", follow=True).content.decode()
    browser.post(f"/people/{heron.pk}/resume/")
    assert Membership.objects.taking_part().filter(pk=heron.pk).exists()
