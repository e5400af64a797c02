"""A page costs as many queries for fifty as for five, and for three thousand groups as for three."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.world import NOON, make_group, make_member, make_session
from underrose.ground.vault import sealing
from underrose.groups.models import Group, GroupSession
from underrose.people.models import Assignment, Role

pytestmark = pytest.mark.django_db
MOST = 12


@pytest.fixture(autouse=True)
def _noon(monkeypatch):
    monkeypatch.setattr("underrose.ground.clock.now", lambda: NOON)


def cost(client, url):
    """Queries of the second visit: the first opens the practice's key and begins the stay.

    A savepoint is counted out: it stands only where the test itself is a transaction.
    """
    assert client.get(url).status_code == 200
    with CaptureQueriesContext(connection) as seen:
        client.get(url)
    return len([query for query in seen if "SAVEPOINT" not in query["sql"]])


def more_groups(practice, staff, count):
    """Groups that this person leads, each with a session tonight, without an act for each."""
    like = make_group(practice, "One of many")
    groups = [
        Group(
            practice=practice, subject_id=like.subject_id, label="Appointment", kind="open", place="online",
            time_zone="Europe/London", starts_on=NOON.date(), made_at=NOON,
        )
        for _each in range(count)
    ]  # fmt: skip
    sealing.seal_many([(group, {"title": f"Group {n}"}) for n, group in enumerate(groups)])
    Group.objects.bulk_create(groups)
    Assignment.objects.bulk_create(
        Assignment(
            practice=practice, staff=staff, role=Role.FACILITATOR, group_id=group.pk, since=NOON - dt.timedelta(1)
        )
        for group in groups
    )
    GroupSession.objects.bulk_create(
        GroupSession(
            practice=practice, group=group, number=1, starts_at=NOON + dt.timedelta(hours=7 + 2 * (n % 50)),
            ends_at=NOON + dt.timedelta(hours=9 + 2 * (n % 50)),
        )
        for n, group in enumerate(groups)
    )  # fmt: skip


@pytest.mark.parametrize("name", ["rose:session", "groups:show"])
def test_fifty_members_cost_what_five_cost(name, client_as, dana, tuesday, tonight):
    client, url = client_as(dana), reverse(name, args=[tuesday.pk if name == "groups:show" else tonight.pk])
    for number in range(5):
        make_member(tuesday, f"Name {number}")
    few = cost(client, url)
    for number in range(5, 50):
        make_member(tuesday, f"Name {number}")
    assert few == cost(client, url) <= MOST


@pytest.mark.parametrize("name", ["rose:tonight", "groups:list", "rose:session", "groups:show"])
def test_three_thousand_groups_cost_what_three_cost(name, client_as, practice, dana, tuesday, tonight, heron):
    args = {"rose:session": [tonight.pk], "groups:show": [tuesday.pk]}.get(name, [])
    client, url = client_as(dana), reverse(name, args=args)
    more_groups(practice, dana, 2)
    few = cost(client, url)
    more_groups(practice, dana, 2_997)
    assert few == cost(client, url) <= MOST


def test_an_open_session_costs_no_more(client_as, dana, tonight, heron):
    from underrose.rose import actions

    actions.open_session(tonight, reason="Because", by=dana, at=NOON)
    assert cost(client_as(dana), reverse("rose:session", args=[tonight.pk])) <= MOST


def test_more_sessions_cost_no_more(client_as, dana, tuesday, tonight):
    client, url = client_as(dana), reverse("groups:show", args=[tuesday.pk])
    few = cost(client, url)
    for number in range(20):
        make_session(tuesday, 20 + number, NOON + dt.timedelta(days=number + 1))
    assert few == cost(client, url)
