"""A draft's clauses: moved, changed, taken out, and each of these taken back. Who doesn't lead the group does none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.world import NOON, make_group
from underrose.ground.ledger.models import Entry
from underrose.ground.refusal import Absent
from underrose.groups.editions import NotADraft
from underrose.safeguards.rules import changes, queries
from underrose.safeguards.rules.actions import clauses, editions, going_through
from underrose.safeguards.rules.models import Clause
from underrose.safeguards.rules.understanding import Check, Option

CHECK = Check("May I?", (Option("Yes", False, "Others hear it."), Option("No", True, "That is right.")))


@pytest.fixture
def draft(published, tuesday, dana):
    return editions.draft(tuesday, by=dana, at=NOON)


def order(rule_set) -> list[str]:
    return [rule.title for rule in queries.opened(rule_set)]


def kinds(rule_set, published) -> set[str]:
    found = changes.between(queries.opened(published), queries.opened(rule_set))
    return {change.kind.value for change in found}


def test_a_clause_goes_up_and_down_again(draft, dana):
    was, second = order(draft), draft.clauses.all()[1]
    clauses.move_clause(second, up=True, by=dana, at=NOON)
    assert order(draft)[:2] == [was[1], was[0]]
    clauses.move_clause(second, up=False, by=dana, at=NOON)
    assert order(draft) == was
    assert Entry.objects.filter(action="clause of rules moved").count() == 2


def test_nothing_moves_out_of_its_part(draft, dana):
    was, limit = order(draft), draft.clauses.filter(part=Clause.Part.LIMIT).first()
    clauses.move_clause(limit, up=True, by=dana, at=NOON)
    clauses.move_clause(draft.clauses.first(), up=True, by=dana, at=NOON)
    assert order(draft) == was


def test_a_new_rule_stands_with_the_rules_and_not_after_the_limits(draft, dana):
    clauses.add_clause(draft, title="Tea", words="We bring our own.", part="rule", check=CHECK, by=dana, at=NOON)
    found = queries.opened(draft)
    place = next(place for place, rule in enumerate(found) if rule.title == "Tea")
    assert found[place - 1].clause.part == Clause.Part.RULE
    assert found[place + 1].clause.part == Clause.Part.LIMIT
    assert found[place].check == CHECK


def test_a_change_is_undone_with_its_meaning(draft, published, dana):
    clause = draft.clauses.first()
    was = queries.opened(published)[0]
    clauses.edit_clause(clause, title="X", words="Y.", meaning_changed=True, by=dana, at=NOON)
    assert kinds(draft, published) == {"same", "meaning"}
    clauses.undo_change(clause, by=dana, at=NOON)
    now = queries.opened(draft)[0]
    assert (now.title, now.words, now.check, now.clause.origin_id) == (
        was.title,
        was.words,
        was.check,
        was.clause.origin_id,
    )


def test_a_new_clause_has_nothing_to_undo(draft, dana):
    clause = clauses.add_clause(draft, title="Tea", words="Ours.", by=dana, at=NOON)
    with pytest.raises(clauses.NothingToUndo):
        clauses.undo_change(clause, by=dana, at=NOON)


def test_what_was_taken_out_is_put_back_where_it_stood(draft, published, dana):
    was, third = order(draft), draft.clauses.all()[2]
    former_id = third.former_id
    clauses.remove_clause(third, by=dana, at=NOON)
    clauses.put_back(draft, former_id, by=dana, at=NOON)
    assert order(draft) == was
    assert kinds(draft, published) == {"same"}
    with pytest.raises(clauses.StandsThere):
        clauses.put_back(draft, former_id, by=dana, at=NOON)


def test_a_starter_text_taken_out_of_the_first_draft_is_put_back(tuesday, dana):
    draft = editions.draft(tuesday, by=dana, at=NOON)
    was, third = order(draft), draft.clauses.all()[2]
    clauses.remove_clause(third, by=dana, at=NOON)
    clauses.put_text_back(draft, third.key, by=dana, at=NOON)
    assert order(draft) == was


def test_no_clause_of_another_group_is_put_back(draft, practice, dana):
    river = make_group(practice, "River")
    dana.assignments.create(practice=practice, role="facilitator", group_id=river.pk, since=NOON)
    theirs = editions.publish_starter(river, by=dana, at=NOON).clauses.first()
    with pytest.raises(Absent):
        clauses.put_back(draft, theirs.pk, by=dana, at=NOON)


@pytest.mark.parametrize("person", ["sam", "alex", "otis", "heron"])
def test_who_does_not_write_the_rules_moves_and_undoes_nothing(request, draft, person):
    somebody = request.getfixturevalue(person)
    by, clause = getattr(somebody, "member", somebody), draft.clauses.all()[1]
    for act in (
        lambda: clauses.move_clause(clause, up=True, by=by, at=NOON),
        lambda: clauses.undo_change(clause, by=by, at=NOON),
        lambda: clauses.put_back(draft, clause.former_id, by=by, at=NOON),
        lambda: clauses.put_text_back(draft, clause.key, by=by, at=NOON),
    ):
        with pytest.raises(Absent):
            act()


def test_a_published_edition_is_not_moved_about(first, dana):
    with pytest.raises(NotADraft):
        clauses.move_clause(first, up=False, by=dana, at=NOON)


def test_starter_texts_for_young_people_have_their_own_words(tuesday, dana):
    rule_set = editions.publish_starter(tuesday, is_for_young=True, by=dana, at=NOON)
    assert "parents" in rule_set.clauses.values_list("key", flat=True)
    assert editions.draft(tuesday, by=dana, at=NOON).is_for_young


def test_a_number_is_never_given_twice(published, tuesday, dana):
    editions.retire(published, by=dana, at=NOON)
    with pytest.raises(Absent):
        editions.retire(published, by=dana, at=NOON)
    assert editions.publish(editions.draft(tuesday, by=dana, at=NOON), by=dana, at=NOON).number == 2


def test_only_those_who_have_something_ahead_are_named(draft, published, heron, wren, dana):
    going_through.go_through_together(published, [heron], by=dana, at=NOON)
    clause = draft.clauses.first()
    clauses.edit_clause(clause, title="New meaning", words="Y.", meaning_changed=True, by=dana, at=NOON)
    rules = queries.opened(draft)
    found = {one.members: [rule.title for rule in one.rules] for one in changes.ahead(rules, [heron.pk, wren.pk])}
    assert found[heron.pk,] == ["New meaning"]
    assert len(found[wren.pk,]) == len(rules)


WORDS = st.lists(st.sampled_from(["we", "tell", "nobody", "\n\n", "never", "-"]), max_size=12).map(" ".join)


@given(WORDS, WORDS)
def test_both_texts_can_be_read_out_of_the_marked_one(before, after):
    runs = [run for paragraph in changes.marked(before, after) for run in paragraph]
    assert "".join(run.words for run in runs if not run.is_new).split() == before.split()
    assert "".join(run.words for run in runs if not run.is_gone).split() == after.split()


def test_a_word_or_two_that_stayed_between_changes_are_read_with_them():
    before = "Nobody records here at any time. Put phones and watches away, on silent. Need one? Tell us before."
    after = before.replace("Put phones and watches away, on silent.", "Phones and watches go into the basket.")
    (runs,) = changes.marked(before, after)
    assert [run.words.strip() for run in runs if run.is_gone] == ["Put phones and watches away, on silent."]
    assert [run.words.strip() for run in runs if run.is_new] == ["Phones and watches go into the basket."]
