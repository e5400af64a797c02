"""Attacks on the tie check: a copied database, a member in two groups, counting, and looking at every door."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.promises.test_every_role_at_every_door import OURS, _address
from tests.safeguards.rules.ties.conftest import NIGHT, run, tell
from tests.world import NOON, make_member
from underrose.ground import clock
from underrose.ground.ledger.models import Entry
from underrose.ground.outbox.models import Delivery
from underrose.ground.vault import sealing
from underrose.groups.models import Group, GroupSession, Membership
from underrose.people.models import Member, Staff
from underrose.safeguards.rules.ties import queries
from underrose.safeguards.rules.ties.actions import preparing, recognising
from underrose.safeguards.rules.ties.kinds import Kind
from underrose.safeguards.rules.ties.models import Check, Forms, Recognition, Sheet
from underrose.safeguards.rules.ties.papers import Compared

pytestmark = pytest.mark.django_db

SECRET = "Zanzibarquill"
ENEMY = "Quintessa Vorhees"


@pytest.fixture
def check(tuesday: Group, dana: Staff) -> Check:
    return preparing.begin(tuesday, by=dana, at=NOON)


def dump() -> bytes:
    """Every column of every row of every table, as a thief of the database would have it."""
    held = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            for row in cursor.fetchall():
                held += [bytes(cell) if isinstance(cell, (bytes, memoryview)) else str(cell).encode() for cell in row]
    return b"\n".join(held)


def sizes() -> set[tuple[str, int]]:
    """The sizes of everything sealed here, with whose kind of row it is."""
    found = {("sheet", len(row.told)) for row in Sheet.objects.filter(shredded_at=None)}
    found |= {("forms", len(row.forms)) for row in Forms.objects.all()}
    found |= {("findings", len(row.findings)) for row in Check.objects.all()}
    return found | {("answer", len(row.answer)) for row in Recognition.objects.all()}


def test_a_copied_database_holds_no_value_before_the_check_or_after(
    check: Check, heron: Membership, juniper: Membership
) -> None:
    tell(check, heron, employer=SECRET, person=[ENEMY])
    tell(check, juniper, employer=SECRET)
    for moment in ("before", "after"):
        held = dump().lower()
        for word in (SECRET, *ENEMY.split()):
            assert word.lower().encode() not in held, moment
            assert word.encode().hex().encode() not in held, moment
        run(check)


def test_nor_who_is_tied_to_whom_nor_how_many(check: Check, heron: Membership, juniper: Membership) -> None:
    """The same rows, the same sizes, the same entries: with everything tied, and with nothing told."""
    worlds = []
    for values in ({"employer": [SECRET, "Acme", "Beta"], "person": ["June Piper", "Helen Rondell"]}, {}):
        savepoint = transaction.savepoint()
        tell(check, heron, **values)
        tell(check, juniper, **values)
        before = sizes()
        found = run(check)
        tables = Counter(type(row).__name__ for model in (Sheet, Forms, Check) for row in model.objects.all())
        worlds.append((before, sizes(), tables, Counter(Entry.objects.values_list("action")), Delivery.objects.count()))
        assert bool(queries.for_review(found)) == bool(values)
        transaction.savepoint_rollback(savepoint)
    assert worlds[0] == worlds[1]


def test_equal_values_look_unequal_in_the_database(check: Check, heron: Membership, juniper: Membership) -> None:
    tell(check, heron, employer=SECRET)
    tell(check, juniper, employer=SECRET)
    run(check)
    one, other = (bytes(row.forms) for row in Forms.objects.all())
    pieces = {one[place : place + 16] for place in range(len(one) - 16)}
    assert not any(other[place : place + 16] in pieces for place in range(len(other) - 16))


def test_a_run_takes_the_same_statements_with_a_tie_and_without(
    check: Check, heron: Membership, juniper: Membership, priya: Staff
) -> None:
    asked = []
    for values in ({"employer": "Acme", "faith": "Elm Church", "person": ["June Piper"]}, {}):
        savepoint = transaction.savepoint()
        tell(check, heron, **values)
        tell(check, juniper, **values)
        with CaptureQueriesContext(connection) as found:
            run(check)
        asked.append([query["sql"].split(" ")[0] for query in found])
        transaction.savepoint_rollback(savepoint)
    assert asked[0] == asked[1]


def test_a_member_of_two_groups_leaks_nothing_across(
    check: Check, heron: Membership, thursday: Group, otis: Staff, finch: Membership
) -> None:
    """The same person tells the same in both; in each group somebody else told it too."""
    other = preparing.begin(thursday, by=otis, at=NOON)
    second = Membership(
        practice_id=heron.practice_id, group=thursday, member=heron.member, subject_id=heron.subject_id, since=NOON
    )
    sealing.seal(second, chosen_name="Ibis")
    second.save()
    teal = make_member(check.group, "Teal")
    tell(check, heron, employer=SECRET)
    tell(check, teal, employer="Somewhere else")
    tell(other, second, employer=SECRET)
    tell(other, finch, employer=SECRET)
    here, there = run(check), run(other)
    assert queries.for_review(here) == ()
    assert len(queries.released(there)) == 1
    keys = [
        {word.key for made, _late in Compared.read(sealing.reveal(row, "forms")).forms for word in made.own}
        for row in (Forms.objects.get(membership=heron), Forms.objects.get(membership=second))
    ]
    assert all(keys)
    assert keys[0].isdisjoint(keys[1])


def test_a_leader_learns_nothing_by_trying_names_as_their_own(
    check: Check, heron: Membership, dana: Staff, priya: Staff
) -> None:
    """Before the first run and after it, and by looking at counts, states and messages."""
    tell(check, heron, employer=SECRET)
    seen = []
    for guess in ("Wrong guess", SECRET):
        savepoint = transaction.savepoint()
        tell(check, dana, employer=guess)
        first = run(check)
        tell(check, dana, employer=[guess, "Another"], at=NIGHT)
        second = run(check, nights=2)
        seen.append(
            (
                queries.released(first),
                queries.released(second),
                queries.status(second, at=NIGHT),
                queries.petal_rows([check.group_id]),
                Delivery.objects.count(),
            )
        )
        transaction.savepoint_rollback(savepoint)
    assert seen[0] == seen[1]


def test_an_applicant_made_up_to_try_names_is_not_compared(
    check: Check, tuesday: Group, heron: Membership, dana: Staff
) -> None:
    tell(check, heron, employer=SECRET)
    made_up = make_member(tuesday, "Newcomer")
    Member.objects.filter(pk=made_up.member_id).update(joined_at=None)
    made_up.member.refresh_from_db()
    tell(check, made_up, employer=SECRET, person=["Helen Rondell"])
    assert queries.for_review(run(check)) == ()


@pytest.mark.sqlite  # what a page shows is decided above the database
def test_no_door_shows_a_value_to_anybody_else(
    check: Check,
    tonight: GroupSession,
    heron: Membership,
    juniper: Membership,
    dana: Staff,
    priya: Staff,
    otis: Staff,
    client_as: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(clock, "now", lambda: NIGHT)
    tell(check, heron, employer=SECRET, person=[ENEMY])
    tell(check, juniper, employer=SECRET)
    recognising.look_round(tonight, heron, wants_word=True, by=heron.member, at=NOON)
    names = {"group": check.group_id, "session": tonight.pk, "membership": heron.pk, "member": heron.member_id}
    addresses = []
    for door in OURS:
        with suppress(KeyError):
            addresses.append(_address(door, {name: _Plain(names.get(name, 1)) for name in door.wanted}))
    assert len(addresses) > 60
    for person in (dana, priya, otis, juniper):
        browser = client_as(person)
        for address in addresses:
            savepoint = transaction.savepoint()
            answer = browser.get(address)
            body = b"".join(answer.streaming_content) if answer.streaming else answer.content
            transaction.savepoint_rollback(savepoint)
            found = [word for word in (SECRET, *ENEMY.split()) if word.encode().lower() in body.lower()]
            # What Juniper wrote herself is hers to see.
            assert not [word for word in found if not (person == juniper and word == SECRET)], (person, address)


def test_both_answers_to_the_look_round_write_the_same(
    tonight: GroupSession, heron: Membership, juniper: Membership
) -> None:
    for membership, wants_word in ((heron, True), (juniper, False)):
        recognising.look_round(tonight, membership, wants_word=wants_word, by=membership.member, at=NOON)
    assert len(sizes()) == 1
    assert len(set(Entry.objects.filter(action="looked round").values_list("action", "at"))) == 1


def test_every_kind_costs_a_member_the_same_acts(check: Check, heron: Membership, juniper: Membership) -> None:
    """Who has much to say and who has nothing leave the same entries, in the same order."""
    tell(check, heron, **dict.fromkeys(Kind.values, SECRET), person=[ENEMY])
    first = list(Entry.objects.filter(by=heron.member.ref).order_by("index").values_list("action", flat=True))
    tell(check, juniper, yes=False)
    second = list(Entry.objects.filter(by=juniper.member.ref).order_by("index").values_list("action", flat=True))
    assert first == second


class _Plain:
    def __init__(self, value: Any) -> None:
        self.value = value
