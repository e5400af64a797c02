"""Accountability's petal: ladder, officer, a way that was tried; and never a word on any report."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.safeguards.counting import statements
from tests.world import NOON, make_session
from underrose.ground.ledger.models import Entry
from underrose.ground.refusal import Absent
from underrose.groups.petals import State
from underrose.people import policy
from underrose.people.models import Assignment
from underrose.safeguards.accountability import actions, petal


@pytest.fixture
def ladder(priya):
    actions.draft_ladder(by=priya, at=NOON)
    return actions.publish_ladder(by=priya, at=NOON)


def look(session, dana):
    return petal.petal(session, policy.standing(dana, NOON))


def test_it_is_missing_without_a_ladder(dana, priya, tonight):
    assert look(tonight, dana).state is State.MISSING


def test_only_who_may_publish_is_led_to_it(dana, priya, tonight):
    assert look(tonight, dana).mend is None
    assert petal.petal(tonight, policy.standing(priya, NOON)).mend.url_name == "accountability:ladder_edit"


def test_it_is_missing_without_an_officer(dana, ladder, tonight):
    Assignment.objects.filter(role="privacy officer").update(until=NOON)
    found = look(tonight, dana)
    assert (found.state, "reach nobody" in str(found.sentence)) == (State.MISSING, True)


def test_it_waits_until_the_way_was_tried_and_acknowledged(dana, priya, ladder, tuesday, tonight):
    assert look(tonight, dana).mend.url_name == "accountability:try"
    trial = actions.try_the_way(tuesday, by=dana, at=NOON)
    assert look(tonight, dana).state is State.WAITING
    actions.acknowledge(trial, by=priya, at=NOON)
    assert look(tonight, dana).state is State.IN_PLACE
    assert Entry.objects.filter(action="trial acknowledged").count() == 1


def test_an_old_trial_counts_no_more(dana, priya, ladder, tuesday, tonight):
    long_ago = NOON - dt.timedelta(days=89, hours=24)
    actions.acknowledge(actions.try_the_way(tuesday, by=dana, at=long_ago), by=priya, at=long_ago)
    assert "not tried in the last 90 days" in str(look(tonight, dana).sentence)


def test_a_report_changes_nothing_on_it(dana, priya, ladder, tuesday, tonight, heron):
    before = look(tonight, dana)
    actions.report(tuesday, what="Something", by=heron.member, at=NOON)
    assert look(tonight, dana) == before


def test_a_leader_tries_the_way_on_the_page(client_as, dana, priya, tuesday):
    client_as(dana).post(f"/groups/{tuesday.pk}/try/")
    page = client_as(priya).get("/cases/").content.decode()
    assert "Dana tried the way to report" in page


@pytest.mark.parametrize("person", ["otis", "sam", "alex", "heron"])
def test_outsiders_do_not_try_it(client_as, request, tuesday, person):
    assert client_as(request.getfixturevalue(person)).post(f"/groups/{tuesday.pk}/try/").status_code == 404


def test_only_an_officer_acknowledges(dana, lee, tuesday):
    trial = actions.try_the_way(tuesday, by=dana, at=NOON)
    with pytest.raises(Absent):
        actions.acknowledge(trial, by=lee, at=NOON)


def test_fifty_sessions_cost_as_many_queries_as_one(dana, tuesday, tonight, ladder):
    viewer = policy.Standing(dana)
    sessions = [make_session(tuesday, 20 + n, NOON + dt.timedelta(days=7 * n + 7)) for n in range(50)]
    petal.petals(sessions, viewer)  # the practice's key is opened once
    fresh = type(tonight).objects.select_related("group", "stand_in").order_by("number")
    one, all_ = (statements(lambda some=list(some): petal.petals(some, viewer)) for some in (fresh[:1], fresh))
    assert one == all_ <= 7
