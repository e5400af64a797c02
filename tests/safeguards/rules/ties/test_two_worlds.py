"""Two worlds that differ only in what members wrote, and not in what was released, look the same to a leader.

The leader may enter whatever they like as their own ties, before the first check and after it. Every page that they
can open is compared, line for line, with how many rows and entries and messages there are; and the same for a member,
whose own words are the same in both worlds. Only one-time keys of forms are left out: they are random in any world.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from itertools import combinations
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

from tests.promises.test_every_role_at_every_door import OURS, _address
from tests.world import NOON
from underrose.ground import clock
from underrose.ground.ledger.models import Entry
from underrose.groups.models import GroupSession, Membership
from underrose.people.models import Member, Staff
from underrose.safeguards.rules.ties.actions import comparing, preparing, telling
from underrose.safeguards.rules.ties.kinds import PERSON, Kind
from underrose.safeguards.rules.ties.models import Check

pytestmark = pytest.mark.sqlite  # what a page shows is decided above the database

NAMES = ["Northgate Mill", "Fairweather Bakery", "Harbour Clinic"]
PEOPLE = ["Helen Rondell", "June Piper", "Warren Enright", "Olga Tremaine"]
KINDS = (Kind.EMPLOYER, Kind.FAITH)  # two are enough to differ in; the others stay empty
LATER = NOON + timedelta(days=1)
# What is random in any world: keys of forms, and the numbers of what was released, which also give its order.
ONE_TIME = re.compile(rb'name="(csrfmiddlewaretoken|form_key)" value="[^"]*"|(?<![0-9a-f])[0-9a-f]{16}(?![0-9a-f])')

Told = Mapping[str, Sequence[str]]
told = st.fixed_dictionaries(
    {
        **{kind: st.lists(st.sampled_from(NAMES), max_size=2, unique=True) for kind in KINDS},
        PERSON: st.lists(st.sampled_from(PEOPLE), max_size=2, unique=True),
    }
)
three = st.tuples(told, told, told)
choices = st.tuples(*[st.fixed_dictionaries({kind: st.booleans() for kind in KINDS})] * 3)


@dataclass
class Cast:
    """Whoever is in both worlds."""

    check: Check
    members: tuple[Membership, ...]
    dana: Staff
    lee: Staff
    tonight: GroupSession
    leader: Client
    member: Client


@pytest.fixture
def cast(tuesday, tonight, heron, juniper, wren, dana, lee, priya, client_as, monkeypatch) -> Cast:
    monkeypatch.setattr(clock, "now", lambda: LATER)
    check = preparing.begin(tuesday, by=dana, at=NOON)
    preparing.name_reviewer(check, priya, by=dana, at=NOON)
    return Cast(check, (heron, juniper, wren), dana, lee, tonight, client_as(dana), client_as(wren))


def tell(check: Check, membership: Membership | None, by: Staff | Member, what: Told, may: Mapping[str, bool]) -> None:
    sheet = telling.begin_sheet(check, membership=membership, by=by, at=NOON)
    for kind in (*Kind, PERSON):
        raised = None if kind == PERSON else may.get(kind, True)
        telling.keep(sheet, kind, what.get(kind, ()), may_be_raised=raised, by=by, at=NOON)
    telling.hand_in(sheet, by=by, at=NOON)


def released(members: Sequence[Told], may: Sequence[Mapping[str, bool]]) -> set[Any]:
    """What leaders come to know: who shares something of a kind, by two yeses."""
    return {
        (one, two, kind)
        for one, two in combinations(range(len(members)), 2)
        for kind in KINDS
        if may[one][kind] and may[two][kind] and set(members[one][kind]) & set(members[two][kind])
    }


def live(cast: Cast, members: Sequence[Told], may: Sequence[Mapping[str, bool]], first: Told, later: Told) -> None:
    """One world: everybody tells, a check runs, the leader tries something else, another check runs."""
    tell(cast.check, None, cast.dana, first, {})
    tell(cast.check, None, cast.lee, {}, {})
    for membership, what, allowed in zip(cast.members, members, may, strict=True):
        tell(cast.check, membership, membership.member, what, allowed)
    comparing.run(cast.check, at=NOON)
    tell(cast.check, None, cast.dana, later, {})
    comparing.run(cast.check, at=LATER)


def seen(browser: Client, addresses: Sequence[str]) -> dict[str, Any]:
    """Each page, and how many statements it took; looking is undone."""
    found = {}
    for address in addresses:
        sid = transaction.savepoint()
        with CaptureQueriesContext(connection) as asked:
            answer = browser.get(address)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        said = sorted(ONE_TIME.sub(b"", body).splitlines())
        found[address] = (answer.status_code, said, dict(answer.headers), len(asked))
        transaction.savepoint_rollback(sid)
    return found


def counted() -> dict[str, int]:
    """How many rows each table has, and the entries' words: what is counted anywhere can be no more than this."""
    rows = {str(model._meta): model.objects.count() for model in apps.get_models() if model._meta.managed}
    return rows | {f"entry {action}": 1 for action in Entry.objects.values_list("action", flat=True)}


def differences(one: Mapping[str, Any], two: Mapping[str, Any]) -> list[str]:
    return sorted(key for key in {*one, *two} if one.get(key) != two.get(key))


def leaders_pages(cast: Cast) -> list[str]:
    group, session = cast.check.group_id, cast.tonight.pk
    own = [f"/groups/{group}/ties/mine/{place}/" for place in (1, 8)]
    about = [f"/people/{membership.pk}/" for membership in cast.members]
    return [
        "/",
        "/groups/",
        "/protection/",
        f"/groups/{group}/",
        f"/groups/{group}/ties/",
        f"/groups/{group}/ties/mine/",
        f"/groups/{group}/rules/",
        f"/sessions/{session}/",
        f"/sessions/{session}/word/",
        *own,
        *about,
    ]


def members_pages(cast: Cast) -> list[str]:
    wren = cast.members[2].pk
    return ["/", "/me/circle/", f"/me/ties/{wren}/", f"/me/ties/{wren}/1/", f"/me/ties/{wren}/choices/"]


slow = settings(
    max_examples=5,
    phases=[Phase.explicit, Phase.generate],  # a world takes a second; the first difference says enough
    report_multiple_bugs=False,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.filter_too_much],
)


@slow
@given(members=st.tuples(three, three), may=choices, first=told, later=told)
def test_a_leader_who_may_enter_anything_sees_the_same(cast, members, may, first, later):
    assume(released(members[0], may) == released(members[1], may))
    worlds = []
    for world in members:
        sid = transaction.savepoint()
        live(cast, world, may, first, later)
        worlds.append(seen(cast.leader, leaders_pages(cast)) | counted())
        transaction.savepoint_rollback(sid)
    assert differences(*worlds) == []


@slow
@given(others=st.tuples(st.tuples(told, told), st.tuples(told, told)), own=told, may=choices)
def test_a_member_sees_the_same_whatever_the_others_wrote(cast, others, own, may):
    worlds = []
    for world in others:
        sid = transaction.savepoint()
        live(cast, (*world, own), may, {}, {})
        worlds.append(seen(cast.member, members_pages(cast)) | counted())
        transaction.savepoint_rollback(sid)
    assert differences(*worlds) == []


def test_every_door_shows_a_leader_the_same_with_a_tie_that_is_not_theirs_to_know(cast):
    """One world in which everything is tied to everything, and one in which nothing is."""
    no = dict.fromkeys(Kind, False)
    names = {"group": cast.check.group_id, "session": cast.tonight.pk, "membership": cast.members[0].pk, "place": 1}
    addresses = []
    for door in OURS:
        with suppress(KeyError):
            addresses.append(_address(door, {name: Plain(names[name]) for name in door.wanted}))
    worlds = []
    for what in (dict.fromkeys(Kind, NAMES[:1]) | {PERSON: PEOPLE[:3]}, {}):
        sid = transaction.savepoint()
        live(cast, (what, what, what), (no, no, no), what, {})
        worlds.append(seen(cast.leader, addresses) | counted())
        # A reader key's page asks its browser something new each time.
        random = differences(worlds[-1], seen(cast.leader, addresses) | counted())
        transaction.savepoint_rollback(sid)
    assert set(differences(*worlds)) <= set(random)
    assert all("/reader-key/" in address for address in random)
    assert len(addresses) > 60


def test_the_comparison_finds_what_was_released(cast):
    """Else two worlds that look the same would say nothing."""
    yes, worlds = dict.fromkeys(Kind, True), []
    for what in ({Kind.EMPLOYER: NAMES[:1]}, {}):
        sid = transaction.savepoint()
        live(cast, (what, what, what), (yes, yes, yes), {}, {})
        worlds.append(seen(cast.leader, leaders_pages(cast)) | counted())
        transaction.savepoint_rollback(sid)
    assert f"/groups/{cast.check.group_id}/ties/" in differences(*worlds)


@dataclass
class Plain:
    """An example of the doors' kind."""

    value: Any
