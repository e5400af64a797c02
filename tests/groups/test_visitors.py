"""A visitor: one group, until a day that is set, chosen names and days, and nothing else."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.world import NOON, assign, make_staff
from underrose.ground import clock
from underrose.ground.ledger.models import Look
from underrose.ground.refusal import Absent
from underrose.groups import actions
from underrose.groups.actions.leading import WithAlready
from underrose.groups.models import Group, GroupSession
from underrose.people import policy
from underrose.people.actions.staff import NeedsGroupAndEnd
from underrose.people.models import Assignment, Role

MONTH = dt.timedelta(days=30)


@pytest.fixture
def now(monkeypatch):
    moment = {"at": NOON}
    monkeypatch.setattr(clock, "now", lambda: moment["at"])
    return moment


@pytest.fixture
def tia(practice):
    return make_staff(practice, "Tia")


def test_the_admin_names_one_with_a_last_day(client_as, alex, tia, tuesday, now):
    sent = {"visit-staff": str(tia.pk), "visit-until": "2026-04-01"}
    assert client_as(alex).post(f"/groups/{tuesday.pk}/leaders/", sent).status_code == 302
    given = Assignment.objects.get(staff=tia)
    assert (given.role, given.group_id) == (Role.VISITOR, tuesday.pk)
    assert given.until == dt.datetime(2026, 4, 1, 23, tzinfo=dt.UTC)  # midnight in London's summer


@pytest.mark.parametrize("until", ["", "2026-03-02", "2028-01-01"])
def test_without_a_day_that_can_be_nobody_visits(client_as, alex, tia, tuesday, now, until):
    sent = {"visit-staff": str(tia.pk), "visit-until": until}
    answer = client_as(alex).post(f"/groups/{tuesday.pk}/leaders/", sent)
    assert answer.status_code == 422
    assert not Assignment.objects.filter(staff=tia).exists()


def test_never_in_the_whole_practice_and_never_without_end(alex, tia, tuesday):
    from underrose.people import actions as people

    for more in ({}, {"group_id": tuesday.pk}, {"until": NOON + MONTH}, {"group_id": tuesday.pk, "until": NOON}):
        with pytest.raises(NeedsGroupAndEnd):
            people.assign(tia, role=Role.VISITOR, **more, by=alex, at=NOON)


def test_who_leads_does_not_visit_besides(alex, dana, tuesday):
    with pytest.raises(WithAlready):
        actions.assign(tuesday, dana, role=Role.VISITOR, until=NOON + MONTH, by=alex, at=NOON)


def test_they_see_the_names_and_nothing_else_of_the_group(client_as, vera, tuesday, heron, rook, tonight, dana, now):
    page = client_as(vera).get(f"/groups/{tuesday.pk}/").content.decode()
    assert "Heron" in page
    for hidden in ("Rook", "Joining card", "Helen", f"/sessions/{tonight.pk}/", f"/people/{heron.pk}/"):
        assert hidden not in page
    assert set(Look.objects.filter(by=vera.ref).values_list("member_id", flat=True)) == {heron.member_id}


def test_no_session_is_theirs_even_if_they_lead_elsewhere(client_as, vera, tuesday, thursday, tonight, heron, now):
    """A role in one group opens nothing in another that they only visit."""
    assign(vera, Role.FACILITATOR, thursday)
    browser = client_as(vera)
    nothing = browser.get("/no-such-page/").content
    for address in (f"/sessions/{tonight.pk}/", f"/people/{heron.pk}/", f"/groups/{tuesday.pk}/add/"):
        answer = browser.get(address)
        assert (answer.status_code, answer.content) == (404, nothing), address
    assert not GroupSession.objects.seen_by(policy.standing(vera, NOON)).filter(group=tuesday).exists()
    with pytest.raises(Absent):
        Group.objects.one_seen_by(policy.standing(vera, NOON), tuesday.pk)


def test_on_the_last_moment_it_is_over(client_as, vera, tuesday, now):
    browser = client_as(vera)
    now["at"] = NOON + MONTH - dt.timedelta(seconds=1)
    assert browser.get(f"/groups/{tuesday.pk}/").status_code == 200
    now["at"] = NOON + MONTH
    assert browser.get(f"/groups/{tuesday.pk}/").status_code == 404


def test_they_land_at_the_groups_they_visit(client_as, vera, tuesday, now):
    page = client_as(vera).get("/", follow=True)
    assert page.redirect_chain[-1][0] == "/groups/visiting/"
    assert "Tuesday evening group" in page.content.decode()


def test_they_may_read_what_the_members_sign(client_as, vera, thursday, tuesday, now):
    browser = client_as(vera)
    assert browser.get(f"/groups/{tuesday.pk}/agreement/").status_code == 200
    assert browser.get(f"/groups/{thursday.pk}/agreement/").status_code == 404
