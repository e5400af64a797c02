"""A matter keeps looks from a member for a time, and no longer."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.world import NOON
from underrose.ground.ledger import recording, verifying
from underrose.ground.ledger.models import Look
from underrose.ground.refusal import Absent
from underrose.people import policy
from underrose.people.matters import actions, queries
from underrose.people.matters.models import Kind, Matter

LATER = NOON + dt.timedelta(days=3)


@pytest.fixture
def worry(practice, tuesday, heron, dana) -> Matter:
    return actions.open_matter(
        Kind.SAFETY_WORRY,
        practice_id=practice.pk,
        reason="A threat at home",
        member=heron.member,
        group_id=tuesday.pk,
        by=dana,
        at=NOON,
    )


def look(heron, by, matter=None):
    recording.viewed("chosen name seen", by=by, at=NOON, subjects=[heron.member_id], matter_id=matter and matter.pk)


def test_a_look_under_an_open_matter_is_shown_to_nobody_it_is_about(heron, dana, worry):
    look(heron, dana)
    look(heron, dana, worry)
    assert Look.objects.count() == 2
    assert queries.looks_shown_to(heron.member).count() == 1


def test_once_it_closes_the_look_is_shown(heron, dana, worry):
    look(heron, dana, worry)
    actions.close_matter(worry, by=dana, at=LATER)
    assert [shown.at for shown in queries.looks_shown_to(heron.member)] == [NOON]


def test_the_ledger_vouches_for_the_matter_too(practice, heron, dana, worry):
    look(heron, dana)
    assert verifying.verify(practice.pk, at=NOON).findings == []
    Look.objects.update(matter_id=worry.pk)
    said = [found.said for found in verifying.verify(practice.pk, at=NOON).findings]
    assert "the list of whom this page view showed was altered" in said


def test_after_opening_keeping_and_closing_rows_and_ledger_agree(practice, heron, dana, worry, priya):
    actions.keep_open(worry, by=priya, at=LATER)
    look(heron, dana, worry)
    actions.close_matter(worry, by=priya, at=LATER)
    assert verifying.verify(practice.pk, at=LATER).findings == []


def test_a_leader_opens_a_worry_and_nothing_else(practice, tuesday, heron, dana):
    for kind in (Kind.CASE, Kind.LEGAL_HOLD):
        with pytest.raises(Absent):
            actions.open_matter(
                kind, practice_id=practice.pk, reason="x", member=heron.member, group_id=tuesday.pk, by=dana, at=NOON
            )


def test_the_outsider_opens_closes_and_uses_nothing(practice, tuesday, heron, otis, worry):
    with pytest.raises(Absent):
        actions.open_matter(
            Kind.SAFETY_WORRY,
            practice_id=practice.pk,
            reason="x",
            member=heron.member,
            group_id=tuesday.pk,
            by=otis,
            at=NOON,
        )
    with pytest.raises(Absent):
        actions.close_matter(worry, by=otis, at=NOON)
    with pytest.raises(Absent):
        queries.under(worry.pk, heron.member_id, group_id=tuesday.pk, by=otis, at=NOON)
    assert not queries.seen_by(policy.standing(otis, NOON), at=NOON).exists()


def test_a_matter_about_one_member_hides_no_look_at_another(tuesday, juniper, dana, worry):
    with pytest.raises(Absent):
        queries.under(worry.pk, juniper.member_id, group_id=tuesday.pk, by=dana, at=NOON)


def test_a_closed_matter_is_no_cover(tuesday, heron, dana, worry):
    assert queries.under(worry.pk, heron.member_id, group_id=tuesday.pk, by=dana, at=NOON) == worry.pk
    actions.close_matter(worry, by=dana, at=NOON)
    with pytest.raises(Absent):
        queries.under(worry.pk, heron.member_id, group_id=tuesday.pk, by=dana, at=NOON)
    with pytest.raises(actions.IsClosed):
        actions.close_matter(worry, by=dana, at=NOON)


def test_a_matter_says_why_and_about_whom(practice, tuesday, heron, dana, priya):
    with pytest.raises(actions.NoReason):
        actions.open_matter(
            Kind.SAFETY_WORRY,
            practice_id=practice.pk,
            reason=" ",
            member=heron.member,
            group_id=tuesday.pk,
            by=dana,
            at=NOON,
        )
    with pytest.raises(actions.AboutNobody):
        actions.open_matter(Kind.CASE, practice_id=practice.pk, reason="x", by=priya, at=NOON)


def test_a_hold_on_the_practice_the_group_or_the_person_keeps_their_record(practice, tuesday, heron, finch, priya):
    def hold(**about):
        return actions.open_matter(
            Kind.LEGAL_HOLD, practice_id=practice.pk, reason="A letter", by=priya, at=NOON, **about
        )

    on_group = hold(group_id=tuesday.pk)
    on_person = hold(member=heron.member)
    found = queries.holds_on(practice.pk, member_id=heron.member_id, group_ids=[tuesday.pk])
    assert set(found) == {on_group, on_person}
    assert not queries.holds_on(practice.pk, member_id=finch.member_id, group_ids=[finch.group_id])
    hold()
    assert queries.holds_on(practice.pk, member_id=finch.member_id, group_ids=[finch.group_id]).count() == 1


def test_another_practice_opens_nothing_here(other_practice, practice, heron, priya):
    with pytest.raises(Absent):
        actions.open_matter(
            Kind.CASE, practice_id=other_practice.pk, reason="x", member=heron.member, by=priya, at=NOON
        )
