"""Going through the agreement: a wrong answer explains and asks again, progress is kept, answers are sealed."""

from __future__ import annotations

import pytest

from tests.safeguards.agreements.conftest import newer
from tests.world import NOON
from underrose.ground.refusal import Absent
from underrose.ground.vault import sealing
from underrose.safeguards.agreements import journey, queries
from underrose.safeguards.agreements.actions import going_through
from underrose.safeguards.agreements.models import EditionClause, Passage


@pytest.fixture
def checked(edition) -> EditionClause:
    return edition.clauses.get(key="who-you-may-talk-about")


def answer(clause, membership, choice):
    return going_through.go_through(clause, choice=choice, membership=membership, by=membership.member, at=NOON)


def test_a_wrong_answer_explains_and_asks_again(checked, heron):
    assert answer(checked, heron, 0).through_at is None
    page = journey.pages(heron, checked.edition)[checked.position - 1]
    assert not page.is_through
    assert "safer" in page.answer.because
    assert answer(checked, heron, 1).through_at == NOON


def test_nobody_fails_however_often_they_try(checked, heron):
    for _time in range(20):
        answer(checked, heron, 2)
    assert answer(checked, heron, 1).through_at


def test_a_check_wants_an_answer(checked, heron):
    with pytest.raises(going_through.NoAnswer):
        answer(checked, heron, None)
    with pytest.raises(going_through.NoAnswer):
        answer(checked, heron, 7)


def test_answers_are_sealed_under_the_members_own_key(checked, heron):
    passage = answer(checked, heron, 2)
    assert passage.subject_id == heron.member.subject_id
    assert sealing.reveal(passage, "tries") == "[2]"
    assert b"[2]" not in bytes(passage.tries)


def test_progress_is_kept(edition, heron):
    first = edition.clauses.get(position=1)
    answer(first, heron, None)
    answer(first, heron, None)
    assert queries.through(heron, edition) == {first.pk}
    assert Passage.objects.count() == 1


def test_a_replaced_edition_asks_to_start_again(checked, heron, dana):
    newer(checked.edition, dana, meaning_changed=True)
    with pytest.raises(going_through.Replaced):
        answer(checked, heron, 1)


def test_a_member_of_another_group_does_not_get_in(checked, finch):
    with pytest.raises(going_through.Replaced):
        answer(checked, finch, 1)


@pytest.mark.parametrize("person", ["dana", "juniper"])
def test_nobody_answers_for_somebody_else(request, checked, heron, person):
    somebody = request.getfixturevalue(person)
    with pytest.raises(Absent):
        going_through.go_through(checked, choice=1, membership=heron, by=getattr(somebody, "member", somebody), at=NOON)
