"""Questions: sealed, private to the member and the leaders, answered or talked about."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.world import NOON
from underrose.ground.ledger.models import Entry
from underrose.ground.refusal import Absent
from underrose.ground.vault import sealing
from underrose.safeguards.protection import looks
from underrose.safeguards.rules import queries, together
from underrose.safeguards.rules.actions import going_through, questions
from underrose.safeguards.rules.models import Question


@pytest.fixture
def question(first, heron) -> Question:
    return questions.ask(heron, "May I tell my sister?", topic="T", clause_id=first.pk, by=heron.member, at=NOON)


def test_a_question_is_sealed_under_the_members_own_key(question, heron):
    assert question.subject_id == heron.member.subject_id
    assert b"sister" not in bytes(question.words)
    assert sealing.reveal(question, "words") == "May I tell my sister?"
    assert Entry.objects.get(action="question asked").by == heron.member.ref


def test_an_empty_question_is_not_asked(first, heron):
    with pytest.raises(questions.NothingSaid):
        questions.ask(heron, "  ", topic="T", clause_id=first.pk, by=heron.member, at=NOON)


def test_nobody_asks_in_anothers_name(first, heron, juniper):
    with pytest.raises(Absent):
        questions.ask(heron, "Why?", topic="T", clause_id=first.pk, by=juniper.member, at=NOON)


def test_a_leader_answers_and_the_question_is_closed(question, lee):
    questions.answer(question, "Yes, about yourself.", by=lee, at=NOON)
    found = queries.opened_questions(Question.objects.select_related("membership"))[0]
    assert (found.name, found.words, found.answer) == ("Heron", "May I tell my sister?", "Yes, about yourself.")
    assert not Question.objects.open().exists()
    assert Entry.objects.get(action="question answered").by == lee.ref


def test_we_talked_writes_nothing_down(question, dana):
    questions.talked(question, by=dana, at=NOON)
    question.refresh_from_db()
    assert (question.how, sealing.reveal(question, "answer")) == ("talked", "")
    assert Entry.objects.filter(action="question talked about").count() == 1


def test_a_question_has_one_answer(question, dana):
    questions.talked(question, by=dana, at=NOON)
    with pytest.raises(questions.AlreadyAnswered):
        questions.answer(question, "Yes.", by=dana, at=NOON)


@pytest.mark.parametrize("person", ["sam", "priya", "alex", "otis"])
def test_nobody_outside_the_leaders_answers(request, question, person):
    with pytest.raises(Absent):
        questions.answer(question, "Yes.", by=request.getfixturevalue(person), at=NOON)


def test_each_look_says_in_calm_words_what_was_looked_at(client_as, question, published, tuesday, heron, dana):
    going_through.go_through_together(published, [heron], by=dana, at=NOON)
    gathering = together.past_gatherings(tuesday)[0]
    for name, args in (
        ("questions", [tuesday.pk]),
        ("answer", [tuesday.pk, question.pk]),
        ("together", [tuesday.pk]),
        ("gathering", [tuesday.pk, gathering.pk]),
    ):
        assert client_as(dana).get(reverse(f"rules:{name}", args=args)).status_code == 200
    said = {str(look.said) for look in looks.of_member(heron.member, groups=[tuesday.pk])}
    assert said >= {
        "Read what you asked about the rules, or what was answered",
        "Looked who has gone through the rules",
        "Looked who was there when you went through the rules together",
    }
