"""How long each class is kept: the law of the chosen places is the least, and every statement has a source."""

from __future__ import annotations

import ast
import datetime as dt
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import underrose
from tests.world import NOON
from underrose.ground.ledger import verifying
from underrose.people.packs import reading
from underrose.safeguards.protection.retention import actions, falling_due, schedule
from underrose.safeguards.protection.retention.models import Kind

# Made under keys of their own, and not in the schedule, each with its reason.
NOT_SCHEDULED = {
    "ledger": "the sealed details of entries: shredded as a whole by `ledger` where a practice decides so",
    "mail": "the mail server's password: shredded when it is changed or removed",
    "outbox": "a neutral message to staff; names nobody",
    "practice": "what is said of staff and their training, not of members",
    "recovery sheet": "half of a reader's key of the staff: gone with the sheet it belongs to",
    "roster": "a list while it is looked at; emptied once it is settled",
}


def test_every_statement_says_where_it_stands_and_when_it_was_looked_at():
    for pack in reading.packs().values():
        assert pack.on("retention"), pack.code
        for statement in pack.on("retention"):
            assert statement.values["class"] in Kind
            assert statement.values["months"] % 12 == 0
            assert statement.looked_at <= dt.date(2026, 12, 31)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "name = 'x'",
        "name = 'x'\nlooked_at = 'yesterday'",
        "name = 1\nlooked_at = 2026-01-01",
        "name = 'x'\nlooked_at = 2026-01-01\n[[retention]]\nsays = 'x'\nkind = 'law'",
        "name = 'x'\nlooked_at = 2026-01-01\n[[retention]]\nsays = 'x'\nsource = 'y'\nkind = 'rumour'",
        "[[",
    ],
)
def test_a_pack_that_does_not_say_where_it_stands_is_refused(text):
    with pytest.raises(reading.PackDamaged):
        reading.read(text, "xx")


@given(st.text(max_size=300))
def test_any_text_is_a_pack_or_refused(text):
    with suppress(reading.PackDamaged):
        reading.read(text, "xx")


def test_a_topic_that_nobody_knows_is_left_alone():
    row = "[[weather]]\nsays = 'x'\nsource = 'y'\nkind = 'law'\n"
    pack = reading.read(f"name = 'x'\nlooked_at = 2026-01-01\n{row}", "xx")
    assert pack.on("retention") == ()
    assert len(pack.on("weather")) == 1


def test_of_several_places_the_longest_counts():
    assert schedule.rule(Kind.MEMBER, ["us-ca", "de"], {}).months == 120
    assert schedule.rule(Kind.MEMBER, ["us-ca", "de"], {}).least == 120
    assert schedule.rule(Kind.MEMBER, ["us-ny"], {}).least == 72


def test_a_practice_keeps_longer_but_never_shorter_than_the_law(practice, priya):
    with pytest.raises(actions.ShorterThanLaw):
        actions.set_schedule(["us-ca"], {"member": 72}, by=priya, at=NOON)
    with pytest.raises(actions.NoPlace):
        actions.set_schedule(["nowhere"], {}, by=priya, at=NOON)
    first = actions.set_schedule(["us-ca"], {"member": 96}, by=priya, at=NOON)
    second = actions.set_schedule(["us-ca"], {"member": 120}, by=priya, at=NOON)
    assert (first.number, second.number) == (1, 2)
    assert schedule.rules(schedule.in_force(practice.pk))[Kind.MEMBER].months == 120
    assert verifying.verify(practice.pk, at=NOON).is_sound


def test_the_schedule_moves_what_is_due(practice, rook, priya):
    at = NOON.replace(year=2033, month=12)
    assert len(falling_due.preview(practice.pk, at=at)[0].due) == 1
    actions.set_schedule(["us"], {"member": 240}, by=priya, at=NOON)
    assert len(falling_due.preview(practice.pk, at=at)[0].due) == 0


@given(st.dates(dt.date(1990, 1, 1), dt.date(2090, 1, 1)), st.integers(1, 1200))
def test_months_later_is_never_earlier_and_keeps_the_day(moment, months):
    moment = dt.datetime.combine(moment, dt.time(12), dt.UTC)
    later = falling_due.months_after(moment, months)
    assert (later.year * 12 + later.month) - (moment.year * 12 + moment.month) == months
    assert later.day == moment.day or (later.day < moment.day and (later + dt.timedelta(days=1)).day == 1)


def test_the_number_of_queries_does_not_grow(practice, tuesday, rook, django_assert_max_num_queries):
    from tests.world import make_member

    for name in ("Asp", "Birch", "Cedar", "Dove", "Elm"):
        left = make_member(tuesday, name)
        left.left_at = NOON
        left.save()
    with django_assert_max_num_queries(20) as seen:
        falling_due.preview(practice.pk, at=NOON.replace(year=2040))
    few = len(seen)
    for name in ("Fern", "Gull", "Hazel"):
        make_member(tuesday, name)
    with django_assert_max_num_queries(few):
        falling_due.preview(practice.pk, at=NOON.replace(year=2040))


def test_every_kind_of_key_is_in_the_schedule_or_has_a_reason_not_to_be():
    """A room that makes keys of a new kind and says nothing of it fails here."""
    made: set[str] = set()
    for path in Path(underrose.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") in ("subject", "subjects"):
                made |= {str(found.value) for found in node.args[1:2] if isinstance(found, ast.Constant)}
    assert {"member", "group", "case"} <= made
    assert made <= {*Kind.values, *NOT_SCHEDULED}
