"""The pages about groups do what their buttons say, and keep what was typed."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse

from tests.world import NOON, make_staff
from underrose.ground.ledger.models import Entry
from underrose.ground.vault import sealing
from underrose.groups.models import Group, GroupSession, Membership
from underrose.people.models import JoiningCard, Role

pytestmark = pytest.mark.django_db
GROUP = {
    "title": "Thursday walk", "label": "Class", "kind": "closed", "place": "in person", "weekday": "3",
    "starts_at_time": "17:30", "minutes": "60", "time_zone": "Europe/London", "starts_on": "2026-03-05",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _noon(monkeypatch):
    monkeypatch.setattr("underrose.ground.clock.now", lambda: NOON)


def test_a_group_is_made_with_its_sessions_planned(client_as, practice):
    fran = make_staff(practice, "Fran", Role.FACILITATOR)
    answer = client_as(fran).post(reverse("groups:new"), GROUP)
    group = Group.objects.get()
    assert answer["Location"] == reverse("groups:show", args=[group.pk])
    assert group.sessions.count() == 8


def test_an_admin_goes_on_to_name_who_leads(client_as, alex):
    answer = client_as(alex).post(reverse("groups:new"), GROUP)
    assert answer["Location"] == reverse("groups:leaders", args=[Group.objects.get().pk])


def test_a_telling_label_keeps_what_was_typed(client_as, practice):
    fran = make_staff(practice, "Fran", Role.FACILITATOR)
    answer = client_as(fran).post(reverse("groups:new"), {**GROUP, "label": "Trauma class"})
    assert answer.status_code == 422
    assert "Thursday walk" in answer.content.decode()
    assert "“Trauma” says what the group is about" in answer.content.decode()
    assert not Group.objects.exists()


def test_adding_a_member_shows_their_card_once(client_as, dana, tuesday):
    answer = client_as(dana).post(
        reverse("groups:add_member", args=[tuesday.pk]), {"legal_name": "Sandra Parrow", "chosen_name": "Sparrow"}
    )
    page = answer.content.decode()
    assert "<svg" in page
    assert "Parrow" not in page
    assert JoiningCard.objects.filter(ended_at=None).count() == 1


def test_a_taken_name_keeps_the_rest_of_the_form(client_as, dana, tuesday, heron):
    answer = client_as(dana).post(
        reverse("groups:add_member", args=[tuesday.pk]), {"legal_name": "Sandra Parrow", "chosen_name": "heron"}
    )
    assert answer.status_code == 422
    assert "Sandra Parrow" in answer.content.decode()
    assert Membership.objects.count() == 1


def test_a_card_is_made_anew_in_one_tap(client_as, dana, heron):
    client, url = client_as(dana), reverse("groups:card", args=[heron.pk])
    client.post(url)
    first = JoiningCard.objects.get(ended_at=None)
    client.post(url, {"instead_of": first.pk})
    assert JoiningCard.objects.get(ended_at=None) != first


def test_leaving_and_coming_back_by_hand(client_as, dana, heron, tuesday):
    client = client_as(dana)
    client.post(reverse("groups:leave", args=[heron.pk]))
    page = client.get(reverse("groups:show", args=[tuesday.pk])).content.decode()
    assert "1 person has left" in page
    client.post(reverse("groups:return", args=[heron.pk]))
    assert Membership.objects.current().count() == 1


def test_a_member_chooses_a_name_and_is_asked_once_about_their_own(client_as, heron):
    client, url = client_as(heron), reverse("groups:name", args=[heron.pk])
    assert "This is your own name" in client.post(url, {"chosen_name": "Helen"}).content.decode()
    client.post(url, {"chosen_name": "Helen", "sure": "on"})
    assert sealing.reveal(Membership.objects.get(pk=heron.pk), "chosen_name") == "Helen"


def test_a_session_is_moved_on_the_groups_own_wall_clock(client_as, dana, tonight, tuesday):
    Group.objects.filter(pk=tuesday.pk).update(time_zone="America/New_York")
    client_as(dana).post(reverse("groups:move", args=[tonight.pk]), {"starts_at": "2026-03-10T18:00"})
    assert GroupSession.objects.get().starts_at == dt.datetime(2026, 3, 10, 22, tzinfo=dt.UTC)


def test_planning_cancelling_and_standing_in_by_hand(client_as, dana, otis, tuesday, tonight):
    client = client_as(dana)
    client.post(reverse("groups:plan", args=[tuesday.pk]), {"until": "2026-03-31"})
    client.post(reverse("groups:plan_one", args=[tuesday.pk]), {"starts_at": "2026-03-12T10:00"})
    assert tuesday.sessions.count() == 6
    client.post(reverse("groups:stand_in", args=[tonight.pk]), {"staff": otis.pk})
    assert GroupSession.objects.get(pk=tonight.pk).stand_in == otis
    client.post(reverse("groups:no_stand_in", args=[tonight.pk]))
    client.post(reverse("groups:cancel", args=[tonight.pk]))
    assert GroupSession.objects.get(pk=tonight.pk).state == "cancelled"


def test_the_admin_sees_labels_and_counts_and_names_leaders(client_as, alex, otis, tuesday, heron):
    client = client_as(alex)
    page = client.get(reverse("groups:list")).content.decode()
    assert "Appointment" in page
    assert "Tuesday evening group" not in page
    client.post(reverse("groups:leaders", args=[tuesday.pk]), {"staff": otis.pk, "role": "facilitator"})
    assert client_as(otis).get(reverse("groups:show", args=[tuesday.pk])).status_code == 200
    assert client.get(reverse("groups:show", args=[tuesday.pk])).status_code == 404


def test_the_supervisor_finds_their_groups_in_the_list_and_nobody_elses(client_as, sam, tuesday, thursday):
    page = client_as(sam).get(reverse("groups:list"))
    assert page.status_code == 200
    assert "Tuesday evening group" in page.content.decode()
    assert reverse("groups:new") not in page.content.decode()
    assert page.content.decode().count('<li class="row apart">') == 1


def test_seeing_a_group_is_one_entry_with_a_look_at_each(client_as, dana, tuesday, heron, juniper, rook):
    client_as(dana).get(reverse("groups:show", args=[tuesday.pk]))
    assert Entry.objects.get(action="group seen").looks.count() == 3


@pytest.mark.parametrize("name", ["card", "rename", "leave", "return", "end_card"])
def test_an_outsider_reaches_nobodys_membership(name, client_as, otis, heron):
    assert client_as(otis).post(reverse(f"groups:{name}", args=[heron.pk])).status_code == 404
    heron.refresh_from_db()
    assert heron.left_at is None


def test_a_member_opens_no_page_of_the_staff(client_as, heron, tuesday):
    assert client_as(heron).get(reverse("groups:show", args=[tuesday.pk])).status_code == 404
