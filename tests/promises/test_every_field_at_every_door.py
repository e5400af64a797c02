"""Every person knocks at every address, and no page shows a sealed word that the policy table doesn't let them see.

In each sealed field lies a word of its own (`canaries.py`). What opens is searched, with its headers, its files and
what it refuses; a word that is found must be the person's to see by an act of `people/policy.py`, and by nothing else.
"""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from pypdf import PdfReader

from tests.promises import canaries
from tests.promises.canaries import CANARY, NOT_PLANTED, SEEN_BY, Planted
from tests.promises.test_every_role_at_every_door import (  # noqa: F401
    OURS,
    PEOPLE,
    Door,
    _address,
    _at_noon,
    far_admin,
    has_left,
    without_role,
    world,
)
from tests.promises.things import World
from tests.world import NOON
from underrose.groups.models import Membership
from underrose.people import policy
from underrose.people.models import Staff

pytestmark = pytest.mark.sqlite  # what a page shows is decided above the database
STATES = canaries.states()
CHANGED = ("dana", "priya", "vera", "heron", "juniper")
CASES = [(state, who) for state in STATES for who in (PEOPLE if state == "active" else CHANGED)]


def test_every_sealed_field_says_who_may_see_it():
    fields = set(canaries.sealed_fields())
    assert fields - SEEN_BY.keys() - NOT_PLANTED.keys() == set(), "Add each to SEEN_BY or NOT_PLANTED in canaries.py."
    assert (SEEN_BY.keys() | NOT_PLANTED.keys()) - fields == set(), "These are gone."
    assert [act for acts in SEEN_BY.values() for act in acts if act not in policy.TABLE] == []


@pytest.mark.parametrize(("state", "who"), CASES)
def test_no_page_shows_what_the_table_does_not(who, state, world, client_as, request, record_property):  # noqa: F811
    STATES[state](world.heron)
    planted = canaries.plant()
    assert len({one.field for one in planted.values()}) > 15
    person = request.getfixturevalue(who) if who != "nobody" else None
    person = Membership.objects.select_related("member", "group").get(pk=person.pk) if _is_member(person) else person
    browser = client_as(person)
    found, asked = [], 0
    for door in OURS:
        for how, shown in _shown(browser, door, world):
            asked += 1
            found += [
                _said(door, how, planted[word])
                for word in set(CANARY.findall(shown))
                if not _may(person, planted[word])
            ]
    fields = len({one.field for one in planted.values()})
    record_property("cells", asked * fields)
    if found:
        pytest.fail("\n".join(sorted(set(found))), pytrace=False)


def test_the_search_finds_what_is_there(world, client_as, dana):  # noqa: F811
    """Else an empty result above would say nothing."""
    planted = canaries.plant()
    page = client_as(dana).get(f"/groups/{world.tuesday.pk}/").content.decode()
    seen = {planted[word].field for word in CANARY.findall(page)}
    assert {"groups.Group.title", "groups.Membership.chosen_name"} <= seen


def _is_member(person: Any) -> bool:
    return isinstance(person, Membership)


def _may(person: Staff | Membership | None, planted: Planted) -> bool:
    if person is None:
        return False
    if planted.author == getattr(person, "member", person).ref:
        return True
    if isinstance(person, Staff) and str(person.pk) in planted.shut:
        return False
    acts = SEEN_BY[planted.field]
    if isinstance(person, Membership):
        own = planted.member_id == person.member_id
        ours = planted.member_id is None and person.group_id in planted.group_ids
        return (own or ours) and any(policy.may(person.member, act, at=NOON) for act in acts)
    by = policy.standing(person, NOON)
    whose = person.pk if person.pk in planted.named else planted.staff_id
    return any(
        policy.may(by, act, group_id=group, member_id=planted.member_id, staff_id=whose, at=NOON)
        for act in acts
        for group in (planted.group_ids or {None})
    )


def _said(door: Door, how: str, planted: Planted) -> str:
    return f"{door.name} ({how}) showed {planted.field}, which takes one of {SEEN_BY[planted.field]}"


def _shown(browser: Client, door: Door, world: World) -> list[tuple[str, str]]:  # noqa: F811
    """What an address answers to being looked at and to an empty form; what it changes is undone."""
    address = _address(door, {name: world.of(door.name, name) for name in door.wanted})
    found = []
    for how in ("get", "post"):
        cookies = browser.cookies.copy()
        sid = transaction.savepoint()
        try:
            answer = getattr(browser, how)(address)
            if answer.status_code != 405:
                found.append((how, _words(answer)))
        finally:
            transaction.savepoint_rollback(sid)
            browser.cookies = cookies
    return found


def _words(answer: Any) -> str:
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    head = "\n".join(f"{name}: {value}" for name, value in answer.headers.items())
    if content.startswith(b"%PDF"):
        return head + "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            return head + "\n".join(packed.read(name).decode("utf-8", "replace") for name in packed.namelist())
    return head + content.decode("utf-8", "replace")
