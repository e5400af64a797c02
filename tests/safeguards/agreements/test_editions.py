"""Writing and publishing the agreement: chapters taken in, a digest that holds, editions that never change."""

from __future__ import annotations

import pytest

from tests.safeguards.agreements.conftest import newer
from tests.world import NOON
from underrose.ground.ledger.models import Entry
from underrose.ground.refusal import Absent
from underrose.ground.vault import sealing
from underrose.safeguards.agreements import text
from underrose.safeguards.agreements.actions import editions
from underrose.safeguards.agreements.models import Edition
from underrose.safeguards.rules.actions import clauses as rule_clauses
from underrose.safeguards.rules.actions import editions as rules


def test_the_starter_agreement_is_published_in_one_act(edition, dana):
    assert (edition.number, edition.counts_from, edition.rules_number) == (1, 1, 1)
    assert Entry.objects.get(action="agreement published").by == dana.ref


def test_without_rules_there_is_no_agreement(tuesday, dana):
    with pytest.raises(editions.RulesFirst):
        editions.publish_starter(tuesday, by=dana, at=NOON)
    assert not Edition.objects.exists()


def test_the_rules_are_a_chapter_as_they_stood(edition, rule_set, tuesday, dana):
    draft = rules.draft(tuesday, by=dana, at=NOON)
    clause = draft.clauses.get(position=1)
    rule_clauses.edit_clause(clause, title="Changed", words="Later.", meaning_changed=True, by=dana, at=NOON)
    rules.publish(draft, by=dana, at=NOON)
    chapter = next(found for found in text.opened(edition) if found.clause.chapter == "rules")
    assert chapter.parts[0].title == "Who is here stays here"
    assert len(chapter.parts) == rule_set.clauses.count()


def test_the_digest_is_that_of_the_words(edition):
    edition = Edition.objects.get(pk=edition.pk)
    assert text.digest(edition, text.opened(edition)) == edition.digest


def test_equal_words_of_two_editions_have_different_digests(edition, dana):
    assert newer(edition, dana, meaning_changed=False).digest != edition.digest


def test_no_clause_is_in_the_database_in_clear(edition):
    clause = edition.clauses.get(key="limits")
    for name in ("title", "words", "precise", "check_json"):
        assert sealing.reveal(clause, name).encode() not in bytes(getattr(clause, name))


def test_only_a_changed_meaning_asks_for_new_signatures(edition, dana):
    assert newer(edition, dana, meaning_changed=False).counts_from == 1
    assert newer(edition, dana, meaning_changed=True).counts_from == 3


def test_a_published_clause_can_no_longer_be_edited(edition, dana):
    with pytest.raises(editions.NotADraft):
        editions.edit_clause(
            edition.clauses.get(position=1), title="x", words="y", precise="", check=None, by=dana, at=NOON
        )


def test_a_draft_takes_other_words_a_clause_of_our_own_and_fewer(edition, tuesday, dana):
    draft = editions.draft(tuesday, by=dana, at=NOON)
    one, two = draft.clauses.all()[:2]
    editions.edit_clause(one, title="One", words="Words.", precise="", check=None, by=dana, at=NOON)
    editions.remove_clause(two, by=dana, at=NOON)
    editions.add_clause(draft, title="Tea", words="We bring our own.", by=dana, at=NOON)
    titles = [found.title for found in text.opened(draft)]
    assert (titles[0], titles[-1], len(titles)) == ("One", "Tea", edition.clauses.count())


def test_a_draft_thrown_away_leaves_what_is_in_force(edition, tuesday, dana):
    editions.discard(editions.draft(tuesday, by=dana, at=NOON), by=dana, at=NOON)
    assert list(Edition.objects.all()) == [edition]


def test_there_is_one_draft_at_a_time(edition, tuesday, dana):
    editions.draft(tuesday, by=dana, at=NOON)
    with pytest.raises(editions.AlreadyDrafting):
        editions.draft(tuesday, by=dana, at=NOON)


@pytest.mark.parametrize("person", ["lee", "sam", "alex", "otis", "heron"])
def test_who_does_not_lead_the_group_publishes_nothing(request, rule_set, tuesday, person):
    somebody = request.getfixturevalue(person)
    with pytest.raises(Absent):
        editions.publish_starter(tuesday, by=getattr(somebody, "member", somebody), at=NOON)
    assert not Edition.objects.exists()
