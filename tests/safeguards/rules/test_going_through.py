"""Going through the rules: alone on a phone, together in the room; and only what changed, the next time."""

from __future__ import annotations

import pytest

from tests.world import NOON
from underrose.ground.ledger.models import Entry
from underrose.ground.refusal import Absent
from underrose.safeguards.rules import queries
from underrose.safeguards.rules.actions import clauses, editions, going_through
from underrose.safeguards.rules.models import Reading


def test_a_clause_gone_through_stays_so(first, heron):
    going_through.go_through(first, membership=heron, by=heron.member, at=NOON)
    going_through.go_through(first, membership=heron, by=heron.member, at=NOON)
    assert queries.read_of(heron, first.rule_set) == {first.pk}
    assert Entry.objects.get(action="clause of rules gone through").by == heron.member.ref


@pytest.mark.parametrize("person", ["dana", "juniper", "finch"])
def test_nobody_goes_through_it_for_somebody_else(request, first, heron, person):
    somebody = request.getfixturevalue(person)
    with pytest.raises(Absent):
        going_through.go_through(first, membership=heron, by=getattr(somebody, "member", somebody), at=NOON)


def test_a_member_of_another_group_can_not_read_these(first, finch):
    with pytest.raises(going_through.Replaced):
        going_through.go_through(first, membership=finch, by=finch.member, at=NOON)


def test_a_replaced_clause_asks_to_start_again(first, heron, tuesday, dana):
    editions.publish(editions.draft(tuesday, by=dana, at=NOON), by=dana, at=NOON)
    with pytest.raises(going_through.Replaced):
        going_through.go_through(first, membership=heron, by=heron.member, at=NOON)


def test_a_leader_records_that_it_was_done_together(published, dana, heron, juniper, wren):
    going_through.go_through_together(published, [heron, juniper], by=dana, at=NOON)
    total = published.clauses.count()
    assert len(queries.read_of(heron, published)) == len(queries.read_of(juniper, published)) == total
    assert queries.read_of(wren, published) == set()
    assert set(Reading.objects.values_list("how", flat=True)) == {"room"}
    assert Entry.objects.filter(action="rules gone through together").count() == 1


def test_together_needs_somebody_of_the_group(published, dana, finch, rook):
    with pytest.raises(going_through.NobodyPresent):
        going_through.go_through_together(published, [finch, rook], by=dana, at=NOON)


@pytest.mark.parametrize("person", ["sam", "priya", "otis", "heron"])
def test_only_leaders_say_that_it_was_done_together(request, published, heron, person):
    somebody = request.getfixturevalue(person)
    with pytest.raises(Absent):
        going_through.go_through_together(published, [heron], by=getattr(somebody, "member", somebody), at=NOON)


def test_only_what_means_something_else_is_gone_through_again(published, tuesday, dana, heron):
    going_through.go_through_together(published, [heron], by=dana, at=NOON)
    draft = editions.draft(tuesday, by=dana, at=NOON)
    one, two = draft.clauses.all()[:2]
    clauses.edit_clause(one, title="One", words="Another meaning.", meaning_changed=True, by=dana, at=NOON)
    clauses.edit_clause(two, title="Two", words="Other words only.", meaning_changed=False, by=dana, at=NOON)
    editions.publish(draft, by=dana, at=NOON)
    left = set(draft.clauses.values_list("pk", flat=True)) - queries.read_of(heron, draft)
    assert left == {one.pk}
