"""The petal of the agreements says who has not signed, to those who may know it."""

from __future__ import annotations

import pytest

from tests.safeguards.agreements.conftest import newer
from tests.world import NOON, make_member, make_session
from underrose.groups.petals import State
from underrose.people import policy
from underrose.safeguards.agreements import petal
from underrose.safeguards.agreements.actions import signing
from underrose.safeguards.agreements.models import Wish
from underrose.safeguards.rules.actions import editions as rules
from underrose.safeguards.rules.actions import questions


def seen(session, person):
    return petal.petal(session, policy.standing(person, NOON))


@pytest.fixture
def signed(edition, heron, go_through):
    go_through(heron, edition)
    return signing.sign(edition, membership=heron, by=heron.member, at=NOON)


def test_without_an_agreement_it_is_missing_and_leads_to_it(tonight, dana, heron):
    found = seen(tonight, dana)
    assert (found.state, found.sentence) == (State.MISSING, "No agreement is published.")
    assert found.mend.url_name == "agreements:show"


def test_it_names_who_has_not_signed(tonight, dana, signed, wren):
    found = seen(tonight, dana)
    assert (found.state, found.sentence) == (State.MISSING, "Wren has not signed edition 1.")
    assert (found.mend.label, found.mend.url_name) == ("Sign in the room", "agreements:sign_in_room")
    assert found.marks == {
        signed.membership_id: (State.IN_PLACE, "Signed v1"),
        wren.pk: (State.MISSING, "Not signed"),
    }


def test_who_has_no_part_in_the_group_reads_no_name(tonight, alex, edition, wren):
    assert seen(tonight, alex).sentence == "1 member has not signed edition 1."


def test_everyone_signed_is_in_place(tonight, dana, signed):
    assert seen(tonight, dana).sentence == "Everyone has signed edition 1."


def test_an_older_signature_is_named_as_such(tonight, dana, signed, edition):
    newer(edition, dana, meaning_changed=True)
    found = seen(tonight, dana)
    assert found.state == State.MISSING
    assert found.marks[signed.membership_id] == (State.MISSING, "Signed v1 only")


def test_a_wording_only_edition_stays_in_place(tonight, dana, signed, edition):
    newer(edition, dana, meaning_changed=False)
    assert seen(tonight, dana).state == State.IN_PLACE


def test_a_wish_for_paper_is_waiting(tonight, dana, edition, wren):
    signing.say(Wish.Kind.PAPER, edition, membership=wren, by=wren.member, at=NOON)
    found = seen(tonight, dana)
    assert (found.state, found.sentence) == (State.WAITING, "Wren wants to sign on paper.")
    signing.sign_on_paper(edition, membership=wren, note="", by=dana, at=NOON)
    assert seen(tonight, dana).state == State.IN_PLACE


def test_a_no_is_missing_and_said(tonight, dana, edition, wren):
    signing.say(Wish.Kind.DECLINED, edition, membership=wren, by=wren.member, at=NOON)
    found = seen(tonight, dana)
    assert (found.state, found.marks[wren.pk]) == (State.MISSING, (State.MISSING, "Said no"))


def test_an_open_question_is_waiting(tonight, dana, signed, edition, heron):
    clause = edition.clauses.get(position=1)
    ask = {"topic": "T", "clause_id": clause.pk, "about": "agreement"}
    questions.ask(heron, "Why?", **ask, by=heron.member, at=NOON)
    found = seen(tonight, dana)
    assert (found.state, found.mend.url_name) == (State.WAITING, "rules:questions")


def test_a_signature_taken_back_is_missing(tonight, dana, signed, heron):
    signing.withdraw(heron, by=heron.member, at=NOON)
    assert seen(tonight, dana).state == State.MISSING


@pytest.mark.parametrize("members", [2, 20])
def test_many_sessions_take_the_same_few_queries(
    django_assert_max_num_queries, tuesday, dana, edition, tonight, members
):
    for number in range(members):
        make_member(tuesday, f"Name {number}")
    sessions = [tonight, make_session(tuesday, 13, NOON.replace(day=10))]
    viewer = policy.standing(dana, NOON)
    petal.petals(sessions, viewer)
    with django_assert_max_num_queries(6):
        petal.petals(sessions, viewer)


def test_a_member_is_told_what_is_next(edition, heron, go_through):
    (step,) = petal.steps(heron)
    assert (step.label, step.sentence, step.done) == ("Sign the agreement", "0 of 9 clauses read.", False)
    go_through(heron, edition)
    signing.sign(edition, membership=heron, by=heron.member, at=NOON)
    assert petal.steps(heron)[0].done


def test_rules_that_are_newer_than_the_agreement_are_noticed(tonight, tuesday, dana, signed):
    rules.publish(rules.draft(tuesday, by=dana, at=NOON), by=dana, at=NOON)
    found = seen(tonight, dana)
    assert (found.state, found.mend.url_name) == (State.WAITING, "agreements:show")
    assert found.sentence == "The rules have edition 2 now, newer than the agreement."
