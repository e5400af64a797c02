"""Someone to talk to: outside the group, shown to its members, seen by them."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.safeguards.counting import statements
from tests.world import NOON, make_session
from underrose.ground.ledger.models import Entry
from underrose.ground.refusal import Absent
from underrose.groups.petals import State
from underrose.people import policy
from underrose.safeguards.feedback import actions, petal, queries
from underrose.safeguards.feedback.models import Seen, TrustedPerson


def name(group, by, **words):
    said = {"name": "Ruth Outside", "who": "Works down the hall", "reach": "555 0199", **words}
    return actions.name_someone(group, **said, by=by, at=NOON)


def test_a_facilitator_names_someone_and_the_ledger_knows(tuesday, dana):
    person = name(tuesday, dana)
    assert queries.someone_for(tuesday.pk).reach == "555 0199"
    assert Entry.objects.get(action="feedback person named").about.endswith(str(person.pk))
    assert b"Ruth" not in bytes(person.name)


def test_naming_another_ends_the_first(tuesday, dana):
    name(tuesday, dana)
    name(tuesday, dana, name="Vera")
    assert queries.someone_for(tuesday.pk).name == "Vera"
    assert TrustedPerson.objects.exclude(ended_at=None).count() == 1


def test_a_leader_of_the_group_is_refused_by_person_and_by_name(tuesday, dana, lee):
    for words in ({"staff": lee}, {"name": "lee"}):
        with pytest.raises(actions.LeadsThisGroup):
            name(tuesday, dana, **words)


@pytest.mark.parametrize("person", ["otis", "lee", "sam", "alex"])
def test_nobody_else_names_someone(tuesday, request, person):
    with pytest.raises(Absent):
        name(tuesday, request.getfixturevalue(person))


def test_the_petal_is_missing_until_someone_is_named(tuesday, dana, tonight):
    viewer = policy.standing(dana, NOON)
    assert petal.petal(tonight, viewer).state is State.MISSING
    name(tuesday, dana)
    found = petal.petal(tonight, viewer)
    assert found.state is State.IN_PLACE
    assert "later version" in str(found.sentence)


def test_someone_who_stands_in_tonight_is_no_outsider(tuesday, dana, otis, tonight):
    name(tuesday, dana, staff=otis)
    tonight.stand_in = otis
    assert petal.petal(tonight, policy.standing(dana, NOON)).state is State.MISSING


def test_a_member_sees_who_it_is_and_says_so(client_as, tuesday, dana, tonight, heron, wren):
    person = name(tuesday, dana)
    client = client_as(heron)
    page = client.get("/me/someone-to-talk-to/").content.decode()
    assert "Ruth Outside" in page
    assert "anonym" not in page.lower()
    client.post(f"/me/someone-to-talk-to/{person.pk}/")
    assert Seen.objects.get().membership == heron
    marks = petal.petal(tonight, policy.standing(dana, NOON)).marks
    assert (marks[heron.pk][0], marks[wren.pk][0]) == (State.IN_PLACE, State.WAITING)


def test_a_member_of_another_group_sees_nobody(client_as, tuesday, dana, finch):
    person = name(tuesday, dana)
    client = client_as(finch)
    assert "Ruth" not in client.get("/me/someone-to-talk-to/").content.decode()
    assert client.post(f"/me/someone-to-talk-to/{person.pk}/").status_code == 404


def test_who_has_left_can_not_say_that_they_saw(tuesday, dana, rook):
    with pytest.raises(Absent):
        actions.see_someone(name(tuesday, dana), by=rook.member, at=NOON)


def test_reading_the_page_leaves_no_entry(client_as, tuesday, dana, heron):
    name(tuesday, dana)
    before = Entry.objects.count()
    client_as(heron).get("/me/someone-to-talk-to/")
    assert Entry.objects.count() == before


def test_the_list_and_the_form_are_the_facilitators(client_as, tuesday, dana, otis):
    assert client_as(dana).get("/someone/").status_code == 200
    path = f"/groups/{tuesday.pk}/someone/"
    assert client_as(otis).get(path).status_code == 404
    answer = client_as(dana).post(path, {"name": "Ruth"})
    assert answer.status_code == 422
    answer = client_as(dana).post(path, {"name": "Ruth", "reach": "555", "colleague": ""})
    assert answer.status_code == 302


def test_fifty_sessions_cost_as_many_queries_as_one(dana, tuesday, tonight, heron):
    name(tuesday, dana)
    viewer = policy.Standing(dana)
    sessions = [make_session(tuesday, 20 + n, NOON + dt.timedelta(days=7 * n + 7)) for n in range(50)]
    petal.petals(sessions, viewer)  # the practice's key is opened once
    fresh = type(tonight).objects.select_related("group", "stand_in").order_by("number")
    one, all_ = (statements(lambda some=list(some): petal.petals(some, viewer)) for some in (fresh[:1], fresh))
    assert one == all_ <= 7
