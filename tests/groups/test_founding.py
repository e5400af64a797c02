"""Found a group, change it, end it."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest

from tests.world import NOON, make_session, make_staff
from underrose.ground.ledger.models import Entry
from underrose.ground.refusal import Absent
from underrose.ground.vault import sealing
from underrose.groups import actions
from underrose.groups.actions import Founding, founding
from underrose.groups.label import NotNeutral, check
from underrose.groups.models import GroupSession, Membership
from underrose.people import policy
from underrose.people.models import Role

pytestmark = pytest.mark.django_db
NEW = Founding(
    title="Grief on Mondays",
    label="Appointment",
    kind="open",
    place="in person",
    time_zone="Europe/London",
    starts_on=NOON.date(),
    weekday=0,
    starts_at_time=dt.time(18, 0),
)


@pytest.fixture
def fran(practice):
    return make_staff(practice, "Fran", Role.FACILITATOR)


def test_a_facilitator_who_founds_a_group_leads_it(practice, fran):
    group = actions.found_group(practice, NEW, by=fran, at=NOON)
    assert policy.standing(fran, NOON).groups == {group.pk: Role.FACILITATOR}
    assert Entry.objects.get(action="group founded").about.endswith(str(group.pk))


def test_a_practice_admin_who_founds_a_group_sees_nothing_of_it(practice, alex):
    actions.found_group(practice, NEW, by=alex, at=NOON)
    assert policy.standing(alex, NOON).groups == {}


def test_a_title_is_sealed(practice, fran):
    group = actions.found_group(practice, NEW, by=fran, at=NOON)
    assert b"Grief" not in bytes(group.title)
    assert sealing.reveal(group, "title") == "Grief on Mondays"


def test_nobody_else_makes_groups(practice, priya, lee, sam):
    for person in (priya, lee, sam):
        with pytest.raises(Absent):
            actions.found_group(practice, NEW, by=person, at=NOON)


def test_nobody_makes_groups_in_another_practice(other_practice, fran):
    with pytest.raises(Absent):
        actions.found_group(other_practice, NEW, by=fran, at=NOON)


@pytest.mark.parametrize(
    "label", ["Grief group", "AA recovery", "Trauma evening", "", " ", "x" * 41, "grief on  mondays"]
)
def test_a_telling_label_is_refused_with_the_word(label):
    with pytest.raises(NotNeutral):
        check(label, title="Grief on Mondays")


@pytest.mark.parametrize("label", ["Appointment", "Class", "Tuesday 6 pm", "Room 4", "Cuba group"])
def test_a_plain_label_passes(label):
    assert check(f" {label} ", title="Grief") == label


def test_a_time_zone_that_does_not_exist_is_refused(practice, fran):
    with pytest.raises(founding.NoSuchTimeZone):
        actions.found_group(practice, dataclasses.replace(NEW, time_zone="Mars/Base"), by=fran, at=NOON)


def test_another_schedule_moves_what_is_planned_within_its_week(practice, fran):
    group = actions.found_group(practice, NEW, by=fran, at=NOON)
    actions.plan_sessions(group, until=dt.date(2026, 4, 30), by=fran, at=NOON)
    numbers = list(group.sessions.order_by("starts_at").values_list("number", flat=True))
    actions.change_group(group, dataclasses.replace(NEW, weekday=3, starts_at_time=dt.time(19)), by=fran, at=NOON)
    assert list(group.sessions.order_by("starts_at").values_list("number", flat=True)) == numbers
    assert {session.slot.weekday() for session in group.sessions.all()} == {3}


def test_a_session_moved_by_hand_stays_where_it_is(practice, fran):
    group = actions.found_group(practice, NEW, by=fran, at=NOON)
    first, *_ = actions.plan_sessions(group, until=dt.date(2026, 3, 31), by=fran, at=NOON)
    moved = actions.move_session(first, starts_at=first.starts_at + dt.timedelta(days=1), by=fran, at=NOON)
    actions.change_group(group, dataclasses.replace(NEW, starts_at_time=dt.time(20)), by=fran, at=NOON)
    first.refresh_from_db()
    assert first.starts_at == moved.starts_at


def test_an_outsider_changes_nothing(tuesday, otis, sam, alex):
    for person in (otis, sam, alex):
        with pytest.raises(Absent):
            actions.change_group(tuesday, NEW, by=person, at=NOON)


def test_ending_a_group_cancels_and_closes_and_deletes_nothing(tuesday, dana, heron, tonight):
    actions.end_group(tuesday, by=dana, at=NOON)
    tonight.refresh_from_db()
    assert tonight.state == GroupSession.State.CANCELLED
    assert Membership.objects.get(pk=heron.pk).left_at == NOON
    with pytest.raises(founding.HasEnded):
        actions.end_group(tuesday, by=dana, at=NOON)


def test_a_group_with_an_open_session_does_not_end(tuesday, dana):
    make_session(tuesday, 13, NOON, state=GroupSession.State.OPEN, opened_at=NOON)
    with pytest.raises(founding.StillOpen):
        actions.end_group(tuesday, by=dana, at=NOON)
