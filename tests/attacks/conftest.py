"""Everybody at noon, and one example of everything an address can name."""

from __future__ import annotations

import pytest
from django.core.cache import cache

from tests.promises.test_every_role_at_every_door import OURS
from tests.promises.things import World
from tests.world import LONG_AGO, NOON, assign, make_group, make_member, make_session
from underrose.ground import clock
from underrose.groups.models import Group, Membership
from underrose.people.models import Role, Staff


@pytest.fixture(autouse=True)
def _no_limit_reached_elsewhere() -> None:
    cache.clear()


@pytest.fixture
def at_noon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOON)


@pytest.fixture
def world(practice, tuesday, tonight, heron, juniper, rook, dana, lee, sam, priya, alex, orla, at_noon) -> World:
    made = World(practice, tuesday, tonight, heron, dana, sam, priya)
    for door in OURS:
        for name in door.wanted:
            made.of(door.name, name)
    return made


@pytest.fixture
def far_group(other_practice) -> Group:
    """A group of another practice, with a session of its own tonight."""
    group = make_group(other_practice, "Far group")
    make_session(group, 1, NOON.replace(hour=18))
    return group


@pytest.fixture
def far_staff(other_practice, far_group) -> Staff:
    """Every role that there is, in another practice."""
    staff = Staff.objects.create(practice=other_practice, name="Fay", email="fay@other.example", made_at=LONG_AGO)
    assign(staff, Role.FACILITATOR, far_group)
    for role in Role.values:
        assign(staff, role, None)
    return staff


@pytest.fixture
def far_member(far_group) -> Membership:
    return make_member(far_group, "Osprey", "Oskar Preyer", "oskar.preyer@mail.example")
