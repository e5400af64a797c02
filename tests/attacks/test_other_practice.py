"""Somebody who has every right elsewhere knows every id of this house, and asks for each."""

from __future__ import annotations

from itertools import product

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.promises.test_every_role_at_every_door import ABSENT_ALL_THE_SAME, OURS, Door
from tests.promises.things import World
from tests.world import NOON, make_member, make_session
from underrose.ground.vault import sealing
from underrose.groups.models import Group, GroupSession, Membership
from underrose.people.models import Staff

WRITES = ("INSERT", "UPDATE", "DELETE")
TRACES = ("ground_ledger", "ledger_", "vault_subject_key", "django_session")


def with_ids(world: World) -> list[tuple[Door, str]]:
    doors = [door for door in OURS if set(door.wanted) - {"place"} and door.name not in ABSENT_ALL_THE_SAME]
    return [(door, filled(door, {name: world.of(door.name, name).value for name in door.wanted})) for door in doors]


def filled(door: Door, values: dict[str, object]) -> str:
    path = door.path
    for name, value in values.items():
        path = path.replace(f"<uuid:{name}>", str(value)).replace(f"<int:{name}>", str(value))
    return path


def asked_in_vain(browser: Client, door: Door, path: str, nothing: bytes) -> str:
    """A sentence if the page told or did anything."""
    sid = transaction.savepoint()
    try:
        with CaptureQueriesContext(connection) as asked:
            looked, sent = browser.get(path), browser.post(path)
    finally:
        transaction.savepoint_rollback(sid)
    for how, answer in (("GET", looked), ("POST", sent)):
        if answer.status_code == 405:
            continue
        if answer.status_code != 404 or answer.content != nothing:
            return f"{how} {door}: {answer.status_code}"
    wrote = [q["sql"] for q in asked.captured_queries if q["sql"].startswith(WRITES)]
    wrote = [sql for sql in wrote if not any(trace in sql[:90] for trace in TRACES)]
    return f"{door} wrote: {wrote[0][:100]}" if wrote else ""


@pytest.mark.parametrize("who", ["far_staff", "far_member"])
def test_every_id_of_one_practice_is_nothing_in_another(request, world, client_as, who) -> None:
    browser = client_as(request.getfixturevalue(who))
    nothing = browser.get("/no-such-page/").content
    tried = with_ids(world)
    assert len(tried) > 60
    told = [asked_in_vain(browser, door, path, nothing) for door, path in tried]
    assert [sentence for sentence in told if sentence] == []


def test_an_id_of_ours_does_not_open_one_of_theirs_behind_it(
    world, client_as, far_staff, far_group, otis, thursday
) -> None:
    """An address with two ids: the first is the asker's own, the second somebody else's."""
    members = {far_group: make_member(far_group, "Osprey"), thursday: make_member(thursday, "Finch")}
    make_session(thursday, 1, NOON.replace(hour=18))
    told = []
    for staff, group in ((far_staff, far_group), (otis, thursday)):
        browser = client_as(staff)
        nothing = browser.get("/no-such-page/").content
        session = GroupSession.objects.get(group=group)
        own = {"group": group.pk, "session": session.pk, "membership": members[group].pk, "staff": staff.pk}
        for door in OURS:
            names = [name for name in door.wanted if name != "place"]
            if len(names) < 2 or door.view.audience != "staff":
                continue
            theirs = {name: world.of(door.name, name).value for name in names}
            for mixed in product(*[[name] if name in own else [] for name in names[:1]]):
                values = {**theirs, **{name: own[name] for name in mixed}, "place": 1}
                told.append(asked_in_vain(browser, door, filled(door, values), nothing))
    assert len(told) > 15
    assert [sentence for sentence in told if sentence] == []


def test_a_member_does_not_open_anothers_row_behind_their_own(world, client_as, juniper) -> None:
    browser = client_as(juniper)
    nothing = browser.get("/no-such-page/").content
    told = []
    for door in OURS:
        names = [name for name in door.wanted if name != "place"]
        if door.view.audience != "member" or "membership" not in names or len(names) < 2 or "session" in names:
            continue
        values = {name: world.of(door.name, name).value for name in names}
        told.append(asked_in_vain(browser, door, filled(door, {**values, "membership": juniper.pk}), nothing))
    assert told
    assert [sentence for sentence in told if sentence] == []


def test_lists_of_one_practice_hold_nothing_of_another(world, client_as, far_staff: Staff, far_member) -> None:
    """Every page without an id, read by who has every role elsewhere."""
    ours = ("Heron", "Tuesday evening", "Dana", "Priya", "Linden", str(world.tuesday.pk), str(world.heron.pk))
    for browser in (client_as(far_staff), client_as(far_member)):
        for door in OURS:
            if not set(door.wanted):
                shown = browser.get(door.path).content.decode(errors="replace")
                assert not [word for word in ours if word in shown], door


def test_a_member_of_two_groups_carries_nothing_across(
    client_as, dana, otis, heron, juniper, thursday, tonight
) -> None:
    """Heron is in Thursday's group too, as Fox: neither leader nor page of one group knows of the other."""
    both = _second(thursday, heron)
    for staff, of, others in (
        (dana, heron.group, ("Fox", "Thursday group", str(both.pk))),
        (otis, thursday, ("Heron", "Tuesday evening", str(heron.pk))),
    ):
        browser = client_as(staff)
        for path in ("/", "/groups/", f"/groups/{of.pk}/", "/training/"):
            shown = browser.get(path, follow=True).content.decode(errors="replace")
            assert not [word for word in others if word in shown], (staff.name, path)
    assert client_as(dana).get(f"/people/{both.pk}/who/").status_code == 404
    fox = client_as(heron)
    one = fox.get(f"/me/{both.pk}/").content.decode(errors="replace")
    assert "Ask Otis" in one
    assert "Heron" not in one
    assert "Tuesday" not in one


def _second(group: Group, first: Membership) -> Membership:
    """The same person, under another name, in another group."""
    row = Membership(
        practice=group.practice, group=group, member=first.member, subject_id=first.member.subject_id, since=NOON
    )
    sealing.seal(row, chosen_name="Fox")
    row.save()
    return row
