"""The example: believable, made only in an empty house, gone without a trace."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from django.apps import apps

from underrose.doors.demo import building, cast, removing
from underrose.groups.actions.arriving import EARLIEST
from underrose.groups.models import Group, GroupSession, Membership
from underrose.groups.petals import State
from underrose.people import policy
from underrose.people.models import Practice, Role, Staff
from underrose.rose import petals

AFTERNOON = dt.datetime(2026, 3, 3, 15, 20, tzinfo=dt.UTC)


@pytest.fixture
def example(db: None) -> building.Example:
    return building.build(AFTERNOON)


def test_it_is_a_practice_with_three_groups_twentytwo_members_and_all_roles(example: building.Example) -> None:
    assert {group.kind for group in Group.objects.all()} == set(Group.Kind.values)
    assert Group.objects.filter(is_part2=True).count() == 1
    assert Group.objects.filter(place=Group.Place.ONLINE).count() == 1
    assert Membership.objects.current().count() == 22
    assert Staff.objects.count() == 6
    assert GroupSession.objects.filter(state=GroupSession.State.CLOSED).count() == 12
    said = json.loads(example.as_json("http://127.0.0.1:8000"))
    assert set(said["staff"]) == set(Role.values) - {Role.OUTSIDE, Role.VISITOR}
    assert len(said["sealed"]) >= 22 * 3


def test_tonight_two_petals_are_not_in_place(example: building.Example) -> None:
    assert example.tonight is not None
    viewer = policy.standing(example.staff["Dana Okafor"], AFTERNOON)
    rose = petals.rose(example.tonight, viewer)
    missing = {str(name): str(petal.sentence) for name, petal in rose.petals if petal.state != State.IN_PLACE}
    assert set(missing) == {"Agreements", "Reminders"}, missing


@pytest.mark.parametrize("hour", [0, 6, 10, 15, 19, 23])
@pytest.mark.parametrize("minute", [0, 29, 30, 59])
def test_a_session_is_ahead_at_any_hour_and_a_member_may_check_in(hour: int, minute: int) -> None:
    at = AFTERNOON.replace(hour=hour, minute=minute)
    assert dt.timedelta(minutes=30) < building.evening(at) - at <= EARLIEST


def test_it_is_made_only_in_an_empty_house(practice: Practice) -> None:
    with pytest.raises(building.NotEmpty):
        building.build(AFTERNOON)


@pytest.mark.django_db(transaction=True)
def test_it_goes_without_a_trace() -> None:
    building.build(AFTERNOON)
    removing.remove()
    left = {
        model._meta.label: model._base_manager.count()
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_label not in removing.STAY and model._base_manager.count()
    }
    assert not left


def test_a_real_practice_is_never_removed(practice: Practice) -> None:
    with pytest.raises(removing.NotAnExample):
        removing.remove()
    assert Practice.objects.exists()


def test_names_and_numbers_are_of_nobody() -> None:
    everyone = [*cast.EVENING, *cast.GRIEF, *cast.ONLINE]
    assert len({chosen for chosen, _legal in everyone}) == len(everyone) == 22
    assert all(cast.mail_of(legal).endswith(".example") for _chosen, legal in everyone)
