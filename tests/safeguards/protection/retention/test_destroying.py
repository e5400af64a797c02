"""Destroying records: two people, nothing held, nothing in use, and proofs that stay valid."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core import mail
from django.db import transaction

from tests.world import LONG_AGO, NOON, make_member, make_staff
from underrose.ground.ledger import recording, verifying
from underrose.ground.ledger.models import Entry
from underrose.ground.outbox.models import Delivery
from underrose.ground.refusal import Absent
from underrose.ground.vault import sealing
from underrose.ground.vault.models import SubjectKey
from underrose.groups.models import Membership
from underrose.people import reaching
from underrose.people.matters import actions as matters
from underrose.people.models import Member, Role, System
from underrose.people.packs import actions as laws
from underrose.safeguards.protection.retention import actions, falling_due, ticks
from underrose.safeguards.protection.retention.models import Destruction, Kind, Part

TEN_YEARS_ON = NOON.replace(year=2036)
A_WEEK = dt.timedelta(days=7)


def due(practice, at=TEN_YEARS_ON, kind=Kind.MEMBER):
    line = next(line for line in falling_due.preview(practice.pk, at=at) if line.rule.kind == kind)
    return [item.kept.subject_id for item in line.due]


@pytest.fixture
def asked(practice, rook, priya, alex):
    return actions.ask(due(practice), by=priya, at=TEN_YEARS_ON)


def is_alive(subject_id):
    return SubjectKey.objects.filter(pk=subject_id, shredded_at=None).exists()


def test_who_left_long_ago_is_due_and_who_is_here_is_not(practice, rook, heron):
    assert due(practice) == [rook.subject_id]
    assert due(practice, at=NOON) == []


def test_time_begins_anew_with_a_return(practice, tuesday, rook):
    back = Membership(
        practice=practice, group=tuesday, member=rook.member, subject_id=rook.subject_id, since=NOON, left_at=None
    )
    back.save()
    assert due(practice) == []
    back.left_at = TEN_YEARS_ON - dt.timedelta(days=1)
    back.save()
    assert due(practice) == []


def test_asking_destroys_nothing(asked, rook):
    assert is_alive(rook.subject_id)
    assert asked.waits_until is None


def test_the_second_person_destroys_it(asked, rook, alex):
    actions.confirm(asked, by=alex, at=TEN_YEARS_ON)
    assert not is_alive(rook.subject_id)
    for row, name in [(Member.objects.get(pk=rook.member_id), "legal_name"), (rook, "chosen_name")]:
        with pytest.raises(sealing.Shredded):
            sealing.reveal(row, name)


def test_nobody_confirms_what_they_asked_for(asked, rook, priya):
    with pytest.raises(actions.YourOwn):
        actions.confirm(asked, by=priya, at=TEN_YEARS_ON)
    assert is_alive(rook.subject_id)


@pytest.mark.parametrize("person", ["dana", "lee", "sam", "otis"])
def test_nobody_else_asks_confirms_or_stops(request, practice, asked, rook, person):
    by = request.getfixturevalue(person)
    for act in (
        lambda: actions.ask([rook.subject_id], by=by, at=TEN_YEARS_ON),
        lambda: actions.confirm(asked, by=by, at=TEN_YEARS_ON),
        lambda: actions.stop(asked, by=by, at=TEN_YEARS_ON),
        lambda: actions.set_schedule({}, by=by, at=TEN_YEARS_ON),
    ):
        with pytest.raises(Absent):
            act()
    assert is_alive(rook.subject_id)


def test_an_officer_of_another_practice_confirms_nothing(asked, other_practice, rook):
    stranger = make_staff(other_practice, "Strange", Role.PRIVACY_OFFICER)
    with pytest.raises(Absent):
        actions.confirm(asked, by=stranger, at=TEN_YEARS_ON)
    assert is_alive(rook.subject_id)


def test_what_was_stopped_can_not_be_confirmed(asked, rook, priya, alex):
    actions.stop(asked, by=priya, at=TEN_YEARS_ON)
    with pytest.raises(actions.NotWaiting):
        actions.confirm(asked, by=alex, at=TEN_YEARS_ON)
    assert is_alive(rook.subject_id)


def test_what_is_not_due_can_not_be_asked_for(practice, heron, rook, priya, alex):
    for subject in (heron.subject_id, rook.subject_id):
        with pytest.raises(actions.NotDue):
            actions.ask([subject], by=priya, at=NOON)
    with pytest.raises(actions.NothingChosen):
        actions.ask([], by=priya, at=NOON)


def test_a_record_of_another_practice_can_not_be_asked_for(other_practice, rook, alex):
    stranger = make_staff(other_practice, "Strange", Role.PRIVACY_OFFICER)
    with pytest.raises(actions.NotDue):
        actions.ask([rook.subject_id], by=stranger, at=TEN_YEARS_ON)


def test_nothing_is_asked_for_twice(asked, practice, rook, alex):
    assert due(practice) == []
    with pytest.raises(actions.NotDue):
        actions.ask([rook.subject_id], by=alex, at=TEN_YEARS_ON)


# A practice of one


def test_in_a_practice_of_one_it_waits_seven_days(practice, rook, priya):
    asked = actions.ask(due(practice), by=priya, at=TEN_YEARS_ON)
    assert asked.waits_until == TEN_YEARS_ON + A_WEEK
    ticks.tick(at=TEN_YEARS_ON + A_WEEK - dt.timedelta(seconds=1))
    assert is_alive(rook.subject_id)
    ticks.tick(at=TEN_YEARS_ON + A_WEEK)
    assert not is_alive(rook.subject_id)


def test_what_waits_can_be_stopped(practice, rook, priya):
    asked = actions.ask(due(practice), by=priya, at=TEN_YEARS_ON)
    actions.stop(asked, by=priya, at=TEN_YEARS_ON + dt.timedelta(days=6))
    ticks.tick(at=TEN_YEARS_ON + A_WEEK)
    assert is_alive(rook.subject_id)


def test_once_somebody_else_is_there_time_alone_is_not_enough(practice, rook, priya):
    asked = actions.ask(due(practice), by=priya, at=TEN_YEARS_ON)
    second = make_staff(practice, "Second", Role.PRACTICE_ADMIN)
    ticks.tick(at=TEN_YEARS_ON + A_WEEK)
    assert is_alive(rook.subject_id)
    actions.confirm(asked, by=second, at=TEN_YEARS_ON + A_WEEK)
    assert not is_alive(rook.subject_id)


def test_the_outside_person_confirms_where_there_is_no_other(practice, rook, priya):
    outside = make_staff(practice, "Olive", Role.OUTSIDE)
    asked = actions.ask(due(practice), by=priya, at=TEN_YEARS_ON)
    assert asked.waits_until is None
    actions.confirm(asked, by=outside, at=TEN_YEARS_ON)
    assert not is_alive(rook.subject_id)


def test_the_outside_person_confirms_nothing_while_an_officer_can(asked, practice, rook):
    outside = make_staff(practice, "Olive", Role.OUTSIDE)
    with pytest.raises(Absent):
        actions.confirm(asked, by=outside, at=TEN_YEARS_ON)
    assert is_alive(rook.subject_id)


# Holds


@pytest.mark.parametrize("about", ["member", "group", "practice"])
def test_a_hold_keeps_it(practice, rook, tuesday, priya, alex, about):
    hold = matters.open_matter(
        "legal hold",
        practice_id=practice.pk,
        reason="A letter from the court",
        member=rook.member if about == "member" else None,
        group_id=tuesday.pk if about == "group" else None,
        by=priya,
        at=NOON,
    )
    assert due(practice) == []
    with pytest.raises(actions.NotDue):
        actions.ask([rook.subject_id], by=priya, at=TEN_YEARS_ON)
    matters.close_matter(hold, by=priya, at=TEN_YEARS_ON)
    assert due(practice) == [rook.subject_id]


def test_a_hold_on_somebody_else_keeps_nothing(practice, rook, finch, priya):
    matters.open_matter("legal hold", practice_id=practice.pk, reason="x", member=finch.member, by=priya, at=NOON)
    assert due(practice) == [rook.subject_id]


def test_a_hold_that_comes_after_the_asking_still_keeps_it(asked, practice, rook, priya, alex):
    matters.open_matter(
        "legal hold", practice_id=practice.pk, reason="x", member=rook.member, by=priya, at=TEN_YEARS_ON
    )
    done = actions.confirm(asked, by=alex, at=TEN_YEARS_ON)
    assert is_alive(rook.subject_id)
    assert done.parts.get().left_out == Part.Left.HELD


def test_who_came_back_after_the_asking_stays(asked, practice, tuesday, rook, alex):
    Membership(practice=practice, group=tuesday, member=rook.member, subject_id=rook.subject_id, since=NOON).save()
    done = actions.confirm(asked, by=alex, at=TEN_YEARS_ON)
    assert is_alive(rook.subject_id)
    assert done.parts.get().left_out == Part.Left.IN_USE


# What is left


def test_the_proofs_stay_valid(asked, practice, rook, alex):
    actions.confirm(asked, by=alex, at=TEN_YEARS_ON)
    assert verifying.verify(practice.pk, at=TEN_YEARS_ON).is_sound


def test_every_step_is_in_the_ledger(asked, practice, alex, rook):
    actions.confirm(asked, by=alex, at=TEN_YEARS_ON)
    said = list(Entry.objects.filter(practice_id=practice.pk).order_by("index").values_list("action", flat=True))
    assert said[-3:] == ["destruction asked for", "members forgotten", "destroyed for good"]


def test_nobody_is_found_by_their_address_any_more(practice, tuesday, priya, alex):
    left = make_member(tuesday, "Robin", "Rob In", "rob@mail.example", "+15550188")
    member, left.left_at = left.member, NOON
    left.save()
    member.mail_index = reaching.mail_index(practice.pk, "rob@mail.example")
    member.phone_index = reaching.phone_index(practice.pk, "+15550188")
    member.save()
    with transaction.atomic():
        recording.record("world made", by=System(practice.pk, "world"), at=LONG_AGO, rows=[member, left])
    asked = actions.ask(due(practice), by=priya, at=TEN_YEARS_ON)
    actions.confirm(asked, by=alex, at=TEN_YEARS_ON)
    member.refresh_from_db()
    assert (member.mail_index, member.phone_index) == (None, None)
    assert verifying.verify(practice.pk, at=TEN_YEARS_ON).is_sound


def test_members_whose_rows_a_restore_brought_back_are_forgotten_again(practice, heron):
    member = heron.member
    member.mail_index = b"x" * 16
    member.save()
    sealing.shred(member.subject_id, at=NOON)
    ticks.tick(at=NOON)
    member.refresh_from_db()
    assert member.mail_index is None
    assert Entry.objects.filter(action="members forgotten").count() == 1
    ticks.tick(at=NOON)
    assert Entry.objects.filter(action="members forgotten").count() == 1


def test_a_group_goes_after_its_members(practice, tuesday, rook, priya, alex):
    tuesday.ended_at = NOON
    tuesday.save()
    assert due(practice, kind=Kind.GROUP) == []
    actions.confirm(actions.ask([rook.subject_id], by=priya, at=TEN_YEARS_ON), by=alex, at=TEN_YEARS_ON)
    assert due(practice, kind=Kind.GROUP) == [tuesday.subject_id]


def test_the_other_officers_hear_of_it_in_neutral_words(asked, alex, priya):
    [told] = Delivery.objects.all()
    assert sealing.reveal(told, "address") == alex.email
    assert sealing.reveal(told, "words") == "Something waits for you. Please sign in when you can."
    assert mail.outbox == []


def test_the_database_refuses_a_destruction_that_was_done_and_stopped(asked):
    from django.db import IntegrityError

    with pytest.raises(IntegrityError), transaction.atomic():
        Destruction.objects.filter(pk=asked.pk).update(done_at=NOON, stopped_at=NOON)


# Because the member asked for it


def test_a_member_who_asked_goes_before_the_practices_time_is_over(practice, rook, priya, alex):
    laws.choose_laws(["us"], by=priya, at=NOON)  # no law of the wider place keeps a record
    free, why_not = falling_due.of_member(practice.pk, rook.member_id, at=NOON)
    assert (len(free), why_not) == (1, "")
    asked = actions.ask([rook.subject_id], early=True, by=priya, at=NOON)
    actions.confirm(asked, by=alex, at=NOON)
    assert not is_alive(rook.subject_id)


def test_but_not_before_the_laws(practice, rook, priya):
    laws.choose_laws(["us-ca"], by=priya, at=NOON)
    free, why_not = falling_due.of_member(practice.pk, rook.member_id, at=NOON)
    assert free == []
    assert "February 2033" in why_not
    with pytest.raises(actions.NotDue):
        actions.ask([rook.subject_id], early=True, by=priya, at=NOON)


def test_nor_while_they_are_in_a_group_or_on_hold(practice, rook, heron, priya):
    assert falling_due.of_member(practice.pk, heron.member_id, at=NOON)[0] == []
    matters.open_matter("legal hold", practice_id=practice.pk, reason="x", member=rook.member, by=priya, at=NOON)
    free, why_not = falling_due.of_member(practice.pk, rook.member_id, at=NOON)
    assert (free, why_not) == ([], "A hold is on it, or a matter is open.")
    for subject in (heron.subject_id, rook.subject_id):
        with pytest.raises(actions.NotDue):
            actions.ask([subject], early=True, by=priya, at=NOON)


def test_a_law_that_was_chosen_meanwhile_still_keeps_it(practice, rook, priya, alex):
    laws.choose_laws(["us"], by=priya, at=NOON)
    asked = actions.ask([rook.subject_id], early=True, by=priya, at=NOON)
    laws.choose_laws(["de"], by=priya, at=NOON)
    done = actions.confirm(asked, by=alex, at=NOON)
    assert is_alive(rook.subject_id)
    assert done.parts.get().left_out == Part.Left.NOT_DUE


def test_notes_of_every_class_go_with_their_folder_and_drafts_too(practice, rook, heron, dana, priya, alex):
    from underrose.safeguards.protection.notes.models import Folder, OwnDraft
    from underrose.safeguards.protection.notes.models import Kind as Notes

    folder = Folder.objects.create(
        practice=practice,
        membership=rook,
        kind=Notes.PSYCHOTHERAPY,
        author=dana,
        subject_id=sealing.subject(practice.pk, "note", at=NOON),
        made_at=NOON,
    )
    for membership in (rook, heron):
        OwnDraft.objects.create(
            practice=practice,
            membership=membership,
            author=dana,
            note_id=membership.pk,
            is_new=True,
            sealed="sealed in a browser",
            at=NOON,
        )
    assert due(practice, kind=Kind.NOTE) == [folder.subject_id]
    asked = actions.ask([folder.subject_id, rook.subject_id], by=priya, at=TEN_YEARS_ON)
    actions.confirm(asked, by=alex, at=TEN_YEARS_ON)
    assert not is_alive(folder.subject_id)
    assert list(OwnDraft.objects.values_list("membership", flat=True)) == [heron.pk]
