"""Every person knocks at every address, and what opens is what the policy table says: nothing less, nothing more.

The addresses come from the URL map, so that no page is forgotten; what each person may do comes from
`people/policy.py`, so that this file knows nothing of its own. Whoever may not gets the very page that a made-up
address gets.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from tests.promises.things import Thing, World
from tests.world import LONG_AGO, NOON
from underrose.ground import clock
from underrose.groups.actions import pause
from underrose.groups.models import GroupSession
from underrose.people import policy
from underrose.people.models import Member, Staff
from underrose.people.sign_in import STAFF_DOOR
from underrose.safeguards.protection.emergency import actions as emergency


@dataclass(frozen=True)
class Door:
    """One address of the URL map."""

    name: str
    namespace: str
    path: str
    view: Any
    wanted: tuple[str, ...]

    @property
    def act(self) -> str:
        return str(self.view.act)

    def __str__(self) -> str:
        return self.name


def doors(resolver: URLResolver, namespace: str = "", path: str = "/", wanted: tuple[str, ...] = ()) -> Iterator[Door]:
    for entry in resolver.url_patterns:
        route = path + str(entry.pattern)
        names = (*wanted, *entry.pattern.converters)
        if isinstance(entry, URLResolver):
            yield from doors(entry, entry.namespace or namespace, route, names)
        elif isinstance(entry, URLPattern):
            name = f"{namespace}:{entry.name}" if namespace else str(entry.name)
            yield Door(name, namespace, route, entry.callback, names)


DOORS = sorted(doors(get_resolver()), key=str)
OURS = [door for door in DOORS if door.name not in STAFF_DOOR]

# Allowed by the table and yet absent here, each for a reason that its own tests hold.
ABSENT_ALL_THE_SAME: dict[str, str] = {
    "first_run": "The house has an owner.",
    "first_practice": "The house has an owner.",
    "first_account": "The house has an owner.",
    "demo:people": "The switch exists in the example on loopback alone.",
    "demo:phone": "The switch exists in the example on loopback alone.",
    "demo:be_staff": "The switch exists in the example on loopback alone.",
    "demo:be_member": "The switch exists in the example on loopback alone.",
    "demo:begin": "The house has an owner.",
}

PEOPLE = (
    "nobody dana lee sam priya alex otis vera orla without_role has_left heron juniper finch rook far_admin".split()
)  # fmt: skip


@pytest.fixture(autouse=True)
def _at_noon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOON)
    cache.clear()


@pytest.fixture
def world(
    practice, tuesday, tonight, heron, juniper, dana, lee, sam, priya, alex, otis, thursday, finch, rook
) -> World:
    made = World(practice, tuesday, tonight, heron, dana, sam, priya)
    for door in OURS:  # all of it at once, so that no address is asked for before there is something behind it
        for name in door.wanted:
            made.of(door.name, name)
    return made


@pytest.fixture
def without_role(practice) -> Staff:
    """Whoever runs the server, or was invited and given no role."""
    return Staff.objects.create(practice=practice, name="Ola", email="ola@linden.example", made_at=LONG_AGO)


@pytest.fixture
def has_left(practice, tuesday) -> Staff:
    from tests.world import assign

    gone = Staff.objects.create(
        practice=practice, name="Ned", email="ned@linden.example", made_at=LONG_AGO, is_active=False, left_at=NOON
    )
    assign(gone, "facilitator", tuesday)
    return gone


@pytest.fixture
def far_admin(other_practice) -> Staff:
    """Everything in another practice, nothing here."""
    from tests.world import assign

    far = Staff.objects.create(practice=other_practice, name="Fay", email="fay@other.example", made_at=LONG_AGO)
    for role in policy.STAFF_ROLES:
        assign(far, role, None)
    return far


def test_every_page_has_an_act_in_the_table():
    without = [door.name for door in OURS if getattr(door.view, "act", None) not in policy.TABLE]
    assert not without, f"Give these views a decorator of people.access and their act a row in policy.TABLE: {without}"


def test_every_page_of_allauth_is_named_with_its_reason():
    served = {door.name for door in DOORS if door.view.__module__.startswith("allauth.")}
    assert served == set(STAFF_DOOR)


def test_nothing_telling_stands_in_an_address():
    telling = re.compile(r"therap|patient|client|diagnos|anonym|secret|token|<(str|slug|path):")
    assert not [door.path for door in DOORS if telling.search(door.path)]


def test_a_page_that_nobody_decorated_answers_nobody(client_as, alex, monkeypatch):
    door = next(door for door in OURS if door.name == "people:practice")
    browser = client_as(alex)
    assert browser.get("/practice/").status_code == 200
    monkeypatch.delattr(door.view, "act")
    assert browser.get("/practice/").status_code == 404


@pytest.mark.parametrize("who", PEOPLE)
def test_what_opens_is_what_the_table_says(who, world, client_as, request):
    person = request.getfixturevalue(who) if who != "nobody" else None
    _none(_wrong(world, person, client_as(person), OURS))


@pytest.mark.sqlite
@pytest.mark.parametrize("state", ["open", "closed", "cancelled"])
@pytest.mark.parametrize("who", ["dana", "sam", "alex", "otis", "heron", "finch", "rook"])
def test_and_so_in_each_state_of_a_session(who, state, world, client_as, request):
    GroupSession.objects.filter(pk=world.tonight.pk).update(
        state=state, opened_at=NOON, closed_at=NOON if state == "closed" else None
    )
    about_sessions = [door for door in OURS if "session" in door.wanted]
    person = request.getfixturevalue(who)
    _none(_wrong(world, person, client_as(person), about_sessions))


@pytest.mark.parametrize("who", ["heron", "dana"])
def test_a_pause_changes_no_door(who, world, client_as, heron, dana, request):
    pause(heron, by=dana, at=NOON)
    person = request.getfixturevalue(who)
    _none(
        _wrong(world, person, client_as(person), [door for door in OURS if {"membership", "session"} & {*door.wanted}])
    )


@pytest.mark.parametrize("who", ["priya", "sam"])
def test_an_open_emergency_view_turns_glass_into_yes_and_nothing_else(who, world, client_as, tuesday, request):
    person = request.getfixturevalue(who)
    standing = policy.standing(person, NOON)
    glass = {act for act in policy.TABLE if policy.reach(standing, act, group_id=tuesday.pk, at=NOON) is policy.GLASS}
    emergency.break_the_glass(emergency.Scope(tuesday), kind="danger", reason="A call.", by=person, at=NOON)
    browser = client_as(person)
    _none(_wrong(world, person, browser, [door for door in OURS if door.act not in glass]))
    behind = [door for door in OURS if door.act in glass and door.wanted and door.view.audience == "staff"]
    shut = [str(door) for door in behind if _answers(world, browser, door) != "open"]
    assert behind
    assert not shut


def _answers(world: World, browser: Client, door: Door) -> str:
    things = {name: world.of(door.name, name) for name in door.wanted}
    return _kind(_knock(browser, _address(door, things)), browser.get("/no-such-page/").content)


def _none(wrong: list[str]) -> None:
    if wrong:
        pytest.fail("\n".join(wrong), pytrace=False)


def _wrong(world: World, person: Any, browser: Client, asked: list[Door]) -> list[str]:
    """A sentence for each address that answers otherwise than the table says."""
    nothing = browser.get("/no-such-page/").content
    found = []
    for door in asked:
        things = {name: world.of(door.name, name) for name in door.wanted}
        expected = _expected(door, person, things)
        answer = _knock(browser, _address(door, things))
        got = _kind(answer, nothing)
        if door.view.audience == "public" and got == "to sign in":
            got = "open"  # a public page may show the way in
        if expected != "either" and got != expected:
            found.append(f"{door.name} ({door.act}): the table says {expected}, the page said {got}")
        elif got in ("trouble", "telling absence"):
            found.append(f"{door.name} ({door.act}): {got}: {answer}")
    return found


def _expected(door: Door, person: Any, things: dict[str, Thing]) -> str:
    """`open`, `absent`, `to sign in`, or `either` where the table shows counts alone."""
    if door.name in ABSENT_ALL_THE_SAME:
        return "absent"
    if door.view.audience == "public":
        return "open"
    if door.view.audience == "kiosk":
        return "absent"
    by = None if person is None or getattr(person, "is_active", True) is False else getattr(person, "member", person)
    if by is None:
        return "to sign in"
    if isinstance(by, Member) != (door.view.audience == "member"):
        return "absent"
    if by.practice_id != LINDEN(things) and things and any(isinstance(t.value, uuid.UUID) for t in things.values()):
        return "absent"
    if isinstance(by, Member):
        return _of_a_member(door, person, things)
    standing = policy.standing(by, NOON)
    if not policy.holds(standing, door.act):
        return "absent"
    if any(thing.only not in (None, by.pk) for thing in things.values()):
        return "absent"
    group_id = next((thing.group_id for thing in things.values() if thing.group_id), None)
    staff_id = next((thing.staff_id for thing in things.values() if thing.staff_id), None)
    staff_id = by.pk if any(by.pk in thing.named for thing in things.values()) else staff_id
    if not group_id and not staff_id:
        return "open"
    reach = policy.reach(standing, door.act, group_id=group_id, staff_id=staff_id, at=NOON)
    if reach is policy.META:
        return "either"
    if reach is policy.GLASS:
        return "absent"  # nobody has broken it: tests/safeguards/protection/emergency tries what opens then
    return "open" if reach else "absent"


def _of_a_member(door: Door, person: Any, things: dict[str, Thing]) -> str:
    if not policy.holds(person.member, door.act):
        return "absent"
    owner = next((thing.member_id for thing in things.values() if thing.member_id), None)
    if owner and owner != person.member_id:
        return "absent"
    group_id = next((thing.group_id for thing in things.values() if thing.group_id), None)
    in_it = group_id is None or (person.group_id == group_id and person.left_at is None)
    return "open" if in_it else "absent"


def LINDEN(things: dict[str, Thing]) -> Any:  # noqa: N802
    """The practice that every example belongs to."""
    from underrose.people.models import Practice

    return Practice.objects.get(name="Linden Practice").pk


def _address(door: Door, things: dict[str, Thing]) -> str:
    return re.sub(r"<(?:\w+:)?(\w+)>", lambda found: str(things[found.group(1)].value), door.path)


def _knock(browser: Client, address: str) -> Any:
    """GET, or POST where only that is taken; what it changes is undone."""
    cookies = browser.cookies.copy()
    sid = transaction.savepoint()
    try:
        answer = browser.get(address)
        return browser.post(address) if answer.status_code == 405 else answer
    except Exception as error:  # noqa: BLE001  # a page that breaks is a finding and not the end
        return error
    finally:
        transaction.savepoint_rollback(sid)
        browser.cookies = cookies


def _kind(answer: Any, nothing: bytes) -> str:
    if isinstance(answer, Exception) or answer.status_code >= 500:
        return "trouble"
    if answer.status_code == 404:
        return "absent" if answer.content == nothing else "telling absence"
    if answer.status_code in (302, 303) and answer.headers["Location"] in ("/staff/sign-in/", "/in/"):
        return "to sign in"
    return "open"
