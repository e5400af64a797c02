"""How long each class is kept: the law of the chosen places is the least, and every statement has a source."""

from __future__ import annotations

import ast
import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import underrose
from tests.world import NOON
from underrose.ground.ledger import verifying
from underrose.people.packs import actions as laws
from underrose.people.packs import applying, reading
from underrose.people.packs.reading import Pack
from underrose.safeguards.protection.retention import actions, falling_due, schedule
from underrose.safeguards.protection.retention.models import Kind

# Made under keys of their own, and not in the schedule, each with its reason.
NOT_SCHEDULED = {
    "ledger": "the sealed details of entries: shredded as a whole by `ledger` where a practice decides so",
    "mail": "the mail server's password: shredded when it is changed or removed",
    "outbox": "a neutral message to staff; names nobody",
    "practice": "what is said of staff and their training, not of members",
    "recovery sheet": "half of a reader's key of the staff: gone with the sheet it belongs to",
    "tie": "the secret of a tie check, by which forms are compared: gone when the group ends",
    "tie forms": "gone when a membership ends, by the ties' own tick",
    "tie sheet": "what was told of ties: gone after the next check, by the ties' own tick",
    "roster": "a list while it is looked at; emptied once it is settled",
}


def under(*codes: str) -> tuple[Pack, ...]:
    return applying.with_wider(codes)


def test_every_statement_names_a_class_and_whole_years():
    for pack in reading.packs().values():
        for statement in pack.on("retention"):
            assert statement.values["class"] in Kind
            assert statement.values["months"] % 12 == 0


def test_of_several_places_the_longest_counts():
    assert schedule.rule(Kind.MEMBER, under("us-ca", "de"), {}).months == 120
    assert schedule.rule(Kind.MEMBER, under("us-ca", "de"), {}).least == 120
    assert schedule.rule(Kind.MEMBER, under("us-ny"), {}).least == 72
    assert schedule.rule(Kind.GROUP, under("us-ny"), {}).least == 72  # of the wider place


def test_what_is_no_law_gives_way_to_the_narrower_place():
    assert schedule.rule(Kind.MEMBER, under("us"), {}).months == 84  # guidance of a profession
    assert schedule.rule(Kind.MEMBER, under("us-ny"), {}).months == 72


def test_until_a_practice_has_said_its_law_the_strictest_counts(practice):
    found = schedule.rules(practice.pk)[Kind.MEMBER]
    assert (found.months, found.least) == (120, 120)


def test_a_practice_keeps_longer_but_never_shorter_than_the_law(practice, priya):
    laws.choose_laws(["us-ca"], by=priya, at=NOON)
    with pytest.raises(actions.ShorterThanLaw):
        actions.set_schedule({"member": 72}, by=priya, at=NOON)
    first = actions.set_schedule({"member": 96}, by=priya, at=NOON)
    second = actions.set_schedule({"member": 108}, by=priya, at=NOON)
    assert (first.number, second.number) == (1, 2)
    assert second.packs == ["general", "us", "us-ca"]
    assert schedule.rules(practice.pk)[Kind.MEMBER].months == 108
    assert verifying.verify(practice.pk, at=NOON).is_sound


def test_a_law_that_is_chosen_later_counts_at_once(practice, priya):
    laws.choose_laws(["us-ca"], by=priya, at=NOON)
    actions.set_schedule({"member": 84}, by=priya, at=NOON)
    laws.choose_laws(["us-ca", "de"], by=priya, at=NOON)
    assert schedule.rules(practice.pk)[Kind.MEMBER].months == 120


def test_the_schedule_moves_what_is_due(practice, rook, priya):
    laws.choose_laws(["us"], by=priya, at=NOON)
    at = NOON.replace(year=2033, month=12)
    assert len(falling_due.preview(practice.pk, at=at)[0].due) == 1
    actions.set_schedule({"member": 240}, by=priya, at=NOON)
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
