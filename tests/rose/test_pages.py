"""Every page of an evening opens for whom it is, and is absent for everybody else."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.world import NOON, make_session
from underrose.rose import actions

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _noon(monkeypatch):
    monkeypatch.setattr("underrose.ground.clock.now", lambda: NOON)


LEADERS_PAGES = ("rose:session", "rose:room", "rose:arrivals", "groups:move", "groups:stand_in")
GROUP_PAGES = ("groups:show", "groups:change", "groups:add_member")


@pytest.mark.parametrize("name", LEADERS_PAGES)
def test_a_leader_opens_each_page_of_the_session(name, client_as, dana, tonight, heron, juniper, rook):
    assert client_as(dana).get(reverse(name, args=[tonight.pk])).status_code == 200


@pytest.mark.parametrize("name", GROUP_PAGES)
def test_a_leader_opens_each_page_of_the_group(name, client_as, dana, tonight, tuesday, heron, rook):
    assert client_as(dana).get(reverse(name, args=[tuesday.pk])).status_code == 200


@pytest.mark.parametrize("name", [*LEADERS_PAGES, *GROUP_PAGES])
def test_for_an_outsider_each_page_is_the_same_as_none(name, client_as, otis, tonight, tuesday):
    row = tuesday if name in GROUP_PAGES else tonight
    absent = client_as(otis).get(reverse(name, args=["00000000-0000-4000-8000-000000000000"]))
    answer = client_as(otis).get(reverse(name, args=[row.pk]))
    assert (answer.status_code, answer.content) == (404, absent.content)


def test_the_session_page_shows_chosen_names_and_no_others(client_as, dana, tonight, heron, wren):
    page = client_as(dana).get(reverse("rose:session", args=[tonight.pk])).content.decode()
    assert "Heron" in page
    assert "Wren" in page
    assert "Rondell" not in page
    assert "Realname" not in page


def test_the_rooms_screen_names_nobody(client_as, dana, tonight, heron, wren):
    actions.open_session(tonight, reason="A trial", by=dana, at=NOON)
    page = client_as(dana).get(reverse("rose:room", args=[tonight.pk])).content.decode()
    assert "Heron" not in page
    assert "Wren" not in page
    assert "Tuesday evening group" not in page


def test_a_members_page_greets_by_chosen_name(client_as, heron, tonight):
    page = client_as(heron).get(reverse("rose:home")).content.decode()
    assert "Hello, Heron" in page
    assert "today, 18:00" in page


def test_a_member_of_two_groups_is_asked_which(client_as, heron, thursday, dana):
    from tests.world import LONG_AGO
    from underrose.groups.models import Membership

    Membership.objects.create(
        practice=heron.practice, group=thursday, member=heron.member, subject_id=heron.subject_id, since=LONG_AGO
    )
    page = client_as(heron).get(reverse("rose:home")).content.decode()
    assert "Which one?" in page
    assert "Thursday group" in page


def test_the_dashboard_shows_tonights_rose(client_as, dana, tonight, heron):
    page = client_as(dana).get(reverse("rose:tonight")).content.decode()
    assert "Tuesday evening group" in page
    assert "of seven" in page


def test_a_new_practice_is_told_the_first_step(client_as, practice, alex):
    page = client_as(alex).get(reverse("rose:tonight")).content.decode()
    assert "Make a group" in page


def test_the_dashboard_leaves_out_what_is_far(client_as, dana, tonight, tuesday):
    import datetime as dt

    far = make_session(tuesday, 13, NOON + dt.timedelta(days=30))
    assert str(far.pk) not in client_as(dana).get(reverse("rose:tonight")).content.decode()
