"""One member's page for staff: a chosen name, the doors this person may open, and one entry in the ledger."""

from __future__ import annotations

import pytest

from tests.safeguards.counting import statements
from tests.world import NOON
from underrose.ground.ledger.models import Entry, Look
from underrose.people import policy
from underrose.safeguards.protection import doors


def page(client, heron):
    return client.get(f"/people/{heron.pk}/")


@pytest.mark.parametrize("person", ["dana", "lee", "sam"])
def test_who_leads_or_supervises_sees_the_chosen_name_alone(client_as, heron, request, person):
    words = page(client_as(request.getfixturevalue(person)), heron).content.decode()
    assert "Heron" in words
    assert "Rondell" not in words
    assert "<title>Person" in words


@pytest.mark.parametrize("person", ["otis", "priya", "alex", "heron", "juniper"])
def test_to_anybody_else_there_is_no_such_page(client_as, heron, request, person):
    answer = page(client_as(request.getfixturevalue(person)), heron)
    assert answer.status_code == 404
    assert not Look.objects.exists()


def test_one_view_is_one_entry_and_one_look(client_as, heron, dana):
    client = client_as(dana)
    before = Entry.objects.count()
    page(client, heron)
    assert Entry.objects.count() == before + 1
    assert [look.member_id for look in Look.objects.all()] == [heron.member_id]


def test_a_door_stands_only_before_who_may_open_it(client_as, heron, dana, sam):
    assert f"/people/{heron.pk}/who/" in page(client_as(dana), heron).content.decode()
    assert f"/people/{heron.pk}/who/" not in page(client_as(sam), heron).content.decode()


def test_every_door_names_an_act_of_the_table_and_leads_somewhere(heron, dana):
    assert not [act for act, *_rest in doors.DOORS if act not in policy.TABLE]
    viewer = policy.standing(dana, NOON)
    assert statements(lambda: doors.doors(heron, viewer, at=NOON)) == 0


def test_the_groups_page_leads_there(client_as, heron, dana, tuesday):
    assert f'href="/people/{heron.pk}/"' in client_as(dana).get(f"/groups/{tuesday.pk}/").content.decode()
