"""Writing and publishing the rules: by leaders of the group alone, in editions that never change."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from tests.world import NOON, make_group
from underrose.ground.ledger.models import Entry
from underrose.ground.refusal import Absent
from underrose.ground.vault import sealing
from underrose.safeguards.rules import queries
from underrose.safeguards.rules.actions import clauses, editions
from underrose.safeguards.rules.models import Clause, RuleSet


def test_the_starter_set_is_published_in_one_act(published, dana):
    entry = Entry.objects.get(action="rules published")
    assert (published.number, published.state, entry.by) == (1, "published", dana.ref)
    assert entry.rows.count("safeguards_rules.clause:") == published.clauses.count()


def test_a_group_in_person_gets_no_clause_about_the_online_room(published):
    assert not published.clauses.filter(key__in=["online-room", "part2"]).exists()


def test_an_online_part_2_group_gets_both_supplements(practice, dana, tuesday):
    group = make_group(practice, "River", place="online", is_part2=True)
    dana.assignments.create(practice=practice, role="facilitator", group_id=group.pk, since=NOON)
    keys = editions.publish_starter(group, by=dana, at=NOON).clauses.values_list("key", flat=True)
    assert {"online-room", "part2", "no-promise-for-everyone"} <= set(keys)


def test_the_words_of_a_clause_are_not_in_its_row(first):
    assert sealing.reveal(first, "title") == "When someone is not here"
    assert b"When someone" not in bytes(first.title)


@pytest.mark.parametrize("person", ["lee", "sam", "alex", "otis", "heron"])
def test_who_does_not_lead_the_group_publishes_nothing(request, tuesday, person):
    somebody = request.getfixturevalue(person)
    by = getattr(somebody, "member", somebody)
    with pytest.raises(Absent):
        editions.publish_starter(tuesday, by=by, at=NOON)
    assert not RuleSet.objects.exists()


def test_a_second_starter_set_is_refused(published, tuesday, dana):
    with pytest.raises(editions.AlreadyPublished):
        editions.publish_starter(tuesday, by=dana, at=NOON)


def test_a_co_facilitator_drafts_and_the_facilitator_publishes(published, tuesday, dana, lee):
    draft = editions.draft(tuesday, by=lee, at=NOON)
    with pytest.raises(Absent):
        editions.publish(draft, by=lee, at=NOON)
    assert editions.publish(draft, by=dana, at=NOON).number == 2
    published.refresh_from_db()
    assert published.state == RuleSet.State.RETIRED


def test_there_is_one_draft_at_a_time(tuesday, dana):
    editions.draft(tuesday, by=dana, at=NOON)
    with pytest.raises(editions.AlreadyDrafting):
        editions.draft(tuesday, by=dana, at=NOON)


def test_a_published_clause_can_no_longer_be_edited(first, dana):
    with pytest.raises(editions.NotADraft):
        clauses.edit_clause(first, title="x", words="y", meaning_changed=False, by=dana, at=NOON)


def test_an_edited_clause_says_its_new_words_in_the_next_edition(published, tuesday, dana):
    clause = editions.draft(tuesday, by=dana, at=NOON).clauses.get(position=1)
    clauses.edit_clause(clause, title="New", words="Other words.", meaning_changed=True, by=dana, at=NOON)
    editions.publish(clause.rule_set, by=dana, at=NOON)
    found = queries.published_rules(tuesday)
    assert found
    assert (found[1][0].title, found[1][0].words) == ("New", "Other words.")


def test_a_clause_of_our_own_stands_at_the_end(published, tuesday, dana):
    draft = editions.draft(tuesday, by=dana, at=NOON)
    clause = clauses.add_clause(draft, title="Tea", words="We bring our own.", by=dana, at=NOON)
    assert clause.part == Clause.Part.HOUSE
    assert clause.position == published.clauses.count() + 1


def test_a_clause_taken_out_is_gone_and_recorded(published, tuesday, dana):
    draft = editions.draft(tuesday, by=dana, at=NOON)
    clause = draft.clauses.get(position=2)
    clauses.remove_clause(clause, by=dana, at=NOON)
    assert not Clause.objects.filter(pk=clause.pk).exists()
    assert Entry.objects.filter(action="clause of rules removed").count() == 1


def test_a_draft_without_clauses_is_not_published(tuesday, dana):
    draft = editions.draft(tuesday, by=dana, at=NOON)
    for clause in draft.clauses.all():
        clauses.remove_clause(clause, by=dana, at=NOON)
    with pytest.raises(editions.Empty):
        editions.publish(draft, by=dana, at=NOON)


def test_a_draft_thrown_away_leaves_what_is_published(published, tuesday, dana):
    editions.discard(editions.draft(tuesday, by=dana, at=NOON), by=dana, at=NOON)
    assert list(RuleSet.objects.all()) == [published]


def test_retired_rules_are_no_longer_in_force(published, tuesday, dana):
    editions.retire(published, by=dana, at=NOON)
    assert queries.published(tuesday) is None


def test_the_database_itself_refuses_two_published_sets(published, tuesday):
    with pytest.raises(IntegrityError), transaction.atomic():
        RuleSet.objects.create(
            practice=tuesday.practice, group=tuesday, number=2, state="published", made_at=NOON, published_at=NOON
        )
