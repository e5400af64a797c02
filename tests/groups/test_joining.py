"""Join under a chosen name, leave, return."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.world import NOON, make_group, make_session
from underrose.ground.ledger.models import Entry
from underrose.ground.refusal import Absent
from underrose.ground.vault import sealing
from underrose.groups import actions
from underrose.groups.actions import joining
from underrose.groups.models import Group, GroupSession, Membership
from underrose.people import cards
from underrose.people.models import JoiningCard

pytestmark = pytest.mark.django_db


def add(group, by, **more):
    return actions.add_member(group, legal_name="Sandra Parrow", by=by, at=NOON, **more)


def test_a_new_member_gets_a_card_that_is_theirs(tuesday, dana):
    joined = add(tuesday, dana, chosen_name="Sparrow", mail="s@mail.example")
    assert cards.member_of(code=joined.card.code) == joined.membership.member
    assert sealing.reveal(joined.membership, "chosen_name") == "Sparrow"
    assert sealing.reveal(joined.membership.member, "legal_name") == "Sandra Parrow"


def test_somebody_may_join_without_a_name_yet(tuesday, dana):
    assert sealing.reveal(add(tuesday, dana).membership, "chosen_name") == ""


def test_an_open_group_takes_people_in_midway(tuesday, dana, tonight):
    make_session(tuesday, 11, NOON - dt.timedelta(days=7), state=GroupSession.State.CLOSED, opened_at=NOON)
    assert add(tuesday, dana).membership.since == NOON


def test_a_closed_group_that_has_met_asks_why_and_keeps_the_answer(practice, dana, tuesday):
    Group.objects.filter(pk=tuesday.pk).update(kind=Group.Kind.CLOSED)
    make_session(tuesday, 1, NOON - dt.timedelta(days=7), state=GroupSession.State.CLOSED, opened_at=NOON)
    with pytest.raises(joining.BeganAlready):
        add(tuesday, dana)
    add(tuesday, dana, reason="Moved here from the Thursday group")
    entry = Entry.objects.get(action="member added")
    assert "Moved here from the Thursday group" in sealing.reveal(entry, "details")


def test_a_closed_group_before_its_first_session_takes_people_in(dana, tuesday, tonight):
    Group.objects.filter(pk=tuesday.pk).update(kind=Group.Kind.CLOSED)
    assert add(tuesday, dana).membership.pk


def test_outsiders_add_nobody(tuesday, otis, sam, alex, heron):
    for person in (otis, sam, alex):
        with pytest.raises(Absent):
            add(tuesday, person)


def test_a_name_is_taken_once_in_a_group_whatever_its_case(tuesday, dana, heron, juniper):
    with pytest.raises(joining.NameTaken):
        actions.choose_name(juniper, " hERON ", by=juniper.member, at=NOON)
    assert sealing.reveal(Membership.objects.get(pk=juniper.pk), "chosen_name") == "Juniper"


def test_a_full_legal_name_is_no_chosen_name(heron):
    with pytest.raises(joining.NameIsLegal):
        actions.choose_name(heron, "helen rondell", by=heron.member, at=NOON)


def test_a_member_names_nobody_else(heron, juniper):
    with pytest.raises(Absent):
        actions.choose_name(heron, "Crow", by=juniper.member, at=NOON)


def test_choosing_a_name_is_an_entry_without_the_name(heron):
    actions.choose_name(heron, "Egret", by=heron.member, at=NOON)
    entry = Entry.objects.get(action="name chosen")
    assert entry.about.endswith(str(heron.pk))
    assert "Egret" not in entry.about + entry.rows


def test_leaving_closes_the_episode_and_ends_the_card(tuesday, dana):
    joined = add(tuesday, dana)
    actions.leave(joined.membership, by=dana, at=NOON)
    assert Membership.objects.get(pk=joined.membership.pk).left_at == NOON
    assert not JoiningCard.objects.filter(member=joined.membership.member, ended_at=None).exists()


def test_leaving_one_group_of_two_keeps_the_card(practice, tuesday, thursday, dana, finch):
    joined = add(tuesday, dana)
    member = joined.membership.member
    Membership.objects.create(
        practice=practice, group=thursday, member=member, subject_id=member.subject_id, since=NOON
    )
    actions.leave(joined.membership, by=dana, at=NOON)
    assert JoiningCard.objects.filter(member=joined.membership.member, ended_at=None).exists()


def test_leaving_twice_is_refused(heron, dana):
    actions.leave(heron, by=dana, at=NOON)
    with pytest.raises(joining.HasLeft):
        actions.leave(heron, by=dana, at=NOON)


def test_a_return_is_an_episode_of_its_own_under_the_old_name(rook, dana):
    back = actions.return_(rook, by=dana, at=NOON)
    assert back.pk != rook.pk
    assert back.member == rook.member
    assert sealing.reveal(back, "chosen_name") == "Rook"
    assert Membership.objects.get(pk=rook.pk).left_at == NOON - dt.timedelta(days=30)


def test_a_name_that_somebody_took_meanwhile_is_left_to_be_chosen_anew(rook, heron, dana):
    actions.choose_name(heron, "Rook", by=dana, at=NOON)
    assert sealing.reveal(actions.return_(rook, by=dana, at=NOON), "chosen_name") == ""


def test_nobody_is_in_a_group_twice(rook, dana):
    actions.return_(rook, by=dana, at=NOON)
    with pytest.raises(joining.IsHere):
        actions.return_(rook, by=dana, at=NOON)


def test_an_ended_group_takes_nobody_in(practice, dana, tuesday):
    actions.end_group(tuesday, by=dana, at=NOON)
    from underrose.groups.actions.founding import HasEnded

    with pytest.raises(HasEnded):
        add(tuesday, dana)


def test_another_group_of_the_practice_learns_nothing(practice, dana):
    other = make_group(practice, "Other")
    with pytest.raises(Absent):
        add(other, dana)
