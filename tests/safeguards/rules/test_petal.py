"""The petal of the rules says who has not gone through them, to those who may know it."""

from __future__ import annotations

import re

import pytest

from tests.safeguards.rules.ties.conftest import run
from tests.safeguards.rules.ties.conftest import tell as told
from tests.world import NOON, make_member, make_session
from underrose.groups.petals import State
from underrose.people import policy
from underrose.safeguards.rules import petal
from underrose.safeguards.rules.actions import clauses, editions, going_through, questions
from underrose.safeguards.rules.ethics.actions import conflicts
from underrose.safeguards.rules.ethics.models import Option
from underrose.safeguards.rules.ties import queries as tie_queries
from underrose.safeguards.rules.ties.actions import preparing, settling
from underrose.safeguards.rules.ties.findings import Outcome


def seen(session, person):
    return petal.petal(session, policy.standing(person, NOON))


def test_without_rules_it_is_missing_and_leads_to_them(tonight, dana, heron):
    found = seen(tonight, dana)
    assert (found.state, found.sentence) == (State.MISSING, "No rules are published.")
    assert found.mend.url_name == "rules:show"


def test_it_names_who_has_not_gone_through_them(tonight, dana, published, heron, wren):
    going_through.go_through_together(published, [heron], by=dana, at=NOON)
    found = seen(tonight, dana)
    assert (found.state, found.sentence) == (State.MISSING, "Wren has not gone through the rules.")
    assert (found.mend.label, found.mend.url_name) == ("Go through it together", "rules:together")
    assert found.marks[heron.pk] == (State.IN_PLACE, "Read")
    assert found.marks[wren.pk] == (State.MISSING, "Not read")


def test_many_are_two_names_and_a_number(tonight, dana, published, heron, juniper, wren):
    make_member(tonight.group, "Robin")
    assert re.fullmatch(r"\w+, \w+ and 2 others have not gone through the rules\.", seen(tonight, dana).sentence)


def test_who_has_no_part_in_the_group_reads_no_name(tonight, alex, published, wren):
    assert seen(tonight, alex).sentence == "1 member has not gone through the rules."


def test_midway_is_waiting(tonight, dana, first, heron):
    going_through.go_through(first, membership=heron, by=heron.member, at=NOON)
    found = seen(tonight, dana)
    assert (found.state, found.sentence) == (State.WAITING, "Heron is midway through.")
    assert found.marks[heron.pk] == (State.WAITING, "1 of 20 read")


def test_an_open_question_waits_and_is_never_missing(tonight, dana, published, first, heron):
    going_through.go_through_together(published, [heron], by=dana, at=NOON)
    question = questions.ask(heron, "Why?", topic="T", clause_id=first.pk, by=heron.member, at=NOON)
    found = seen(tonight, dana)
    assert (found.state, found.mend.label, found.mend.url_name) == (State.WAITING, "Answer", "rules:questions")
    questions.talked(question, by=dana, at=NOON)
    assert seen(tonight, dana).state == State.IN_PLACE


def test_who_left_no_longer_counts(tonight, dana, published, heron, rook):
    going_through.go_through_together(published, [heron], by=dana, at=NOON)
    assert seen(tonight, dana).sentence == "Everyone has gone through edition 1."


@pytest.mark.parametrize("members", [2, 20])
def test_many_sessions_take_the_same_few_queries(
    django_assert_max_num_queries, tuesday, dana, published, tonight, members
):
    for number in range(members):
        make_member(tuesday, f"Name {number}")
    sessions = [tonight, make_session(tuesday, 13, NOON.replace(day=10))]
    viewer = policy.standing(dana, NOON)
    petal.petals(sessions, viewer)  # keys are in memory now
    with django_assert_max_num_queries(6):
        petal.petals(sessions, viewer)


def test_a_member_is_told_how_far_they_are(published, first, heron, dana):
    going_through.go_through(first, membership=heron, by=heron.member, at=NOON)
    step = next(step for step in petal.steps(heron) if step.url_name == "rules:read")
    assert (step.label, step.sentence, step.done) == ("Read the rules", "1 of 20 read", False)
    going_through.go_through_together(published, [heron], by=dana, at=NOON)
    assert petal.steps(heron)[0].done


@pytest.fixture
def changed(published, tuesday, dana, heron):
    """Heron went through everything; then one clause got another meaning."""
    going_through.go_through_together(published, [heron], by=dana, at=NOON)
    draft = editions.draft(tuesday, by=dana, at=NOON)
    clause = draft.clauses.first()
    clauses.edit_clause(clause, title="On phones", words="Off.", meaning_changed=True, by=dana, at=NOON)
    return editions.publish(draft, by=dana, at=NOON)


def test_it_says_who_has_which_clause_left(tonight, dana, changed, heron):
    found = seen(tonight, dana)
    assert (found.state, found.sentence) == (State.WAITING, "Heron has yet to read: On phones.")
    assert found.marks[heron.pk] == (State.WAITING, "Not yet: On phones")


def test_who_has_no_part_in_the_group_reads_no_title(tonight, alex, changed, heron):
    found = seen(tonight, alex)
    assert found.sentence == "1 member is midway through."
    assert "phones" not in str(found)


def test_whoever_asked_first_is_waiting_and_not_missing(tonight, dana, published, first, heron):
    questions.ask(heron, "Why?", topic="T", clause_id=first.pk, by=heron.member, at=NOON)
    found = seen(tonight, dana)
    assert (found.state, found.sentence) == (State.WAITING, "1 question waits for an answer.")


def test_ties_that_wait_are_said_to_who_may_hear_of_them(tonight, tuesday, dana, sam, published, heron, juniper, wren):
    """Who has not told yet, by name; then a tie that both allowed, by number, until it was talked through."""
    going_through.go_through_together(published, [heron, juniper, wren], by=dana, at=NOON)
    check = preparing.begin(tuesday, by=dana, at=NOON)
    told(check, heron, employer="Acme")
    told(check, juniper, employer="Acme")
    found = seen(tonight, dana)
    assert (found.state, found.sentence) == (State.WAITING, "Wren has not said yet whom they may know here.")
    assert (found.mend.label, found.mend.url_name) == ("To the ties", "ties:show")
    told(check, wren, employer="Elm")
    assert seen(tonight, dana).state == State.IN_PLACE
    ran = run(check)
    found = seen(tonight, dana)
    assert (found.state, found.sentence) == (State.WAITING, "1 tie is still to be talked through.")
    settling.settle(ran, tie_queries.released(ran)[0].id, Outcome.TALKED, by=dana, at=NOON)
    assert seen(tonight, dana).sentence == "Everyone has gone through edition 1."


def test_a_tie_that_lies_with_the_reviewer_is_in_nobodys_petal(tonight, tuesday, dana, sam, published, heron, juniper):
    going_through.go_through_together(published, [heron, juniper], by=dana, at=NOON)
    check = preparing.begin(tuesday, by=dana, at=NOON)
    told(check, heron, employer="Acme", person=["June Piper"], yes=False)
    told(check, juniper, employer="Acme", yes=False)
    before = [seen(tonight, person) for person in (dana, sam)]
    run(check)
    assert [seen(tonight, person) for person in (dana, sam)] == before


def test_a_conflict_review_waits_for_those_who_know_of_it(tonight, dana, lee, sam, alex, published, heron):
    going_through.go_through_together(published, [heron], by=dana, at=NOON)
    review = conflicts.open_review(heron, leader=dana, decider=sam, words="We share an office.", by=dana, at=NOON)
    for person in (dana, sam):
        found = seen(tonight, person)
        assert (found.state, found.sentence) == (State.WAITING, "1 conflict review is open.")
        assert (found.mend.label, found.mend.url_name) == ("Look at it", "ethics:desk")
    assert {seen(tonight, person).sentence for person in (lee, alex)} == {"Everyone has gone through edition 1."}
    conflicts.decide(review, Option.NONE, why="Different floors.", by=sam, at=NOON)
    assert seen(tonight, dana).state == State.IN_PLACE


def test_the_supervisor_reads_in_no_mark_who_asked(tonight, sam, published, first, heron, wren):
    before = seen(tonight, sam).marks
    questions.ask(heron, "Why?", topic="T", clause_id=first.pk, by=heron.member, at=NOON)
    assert seen(tonight, sam).marks == before
