"""Who learns of a tie: what two people both allowed, and else the reviewer alone; and what is gone afterwards."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from tests.safeguards.rules.ties.conftest import NIGHT, run, tell
from tests.world import NOON, assign, make_member, make_staff
from underrose.ground.ledger import verifying
from underrose.ground.ledger.models import Entry
from underrose.ground.outbox.models import Delivery
from underrose.ground.refusal import Absent
from underrose.ground.vault import sealing
from underrose.ground.vault.models import SubjectKey
from underrose.groups import actions as groups
from underrose.groups.models import Group, GroupSession, Membership
from underrose.people import policy
from underrose.people.models import Member, Role, Staff
from underrose.safeguards.rules.ties import desk, queries, ticks
from underrose.safeguards.rules.ties.actions import preparing, recognising, settling, telling
from underrose.safeguards.rules.ties.findings import Outcome
from underrose.safeguards.rules.ties.kinds import LONGEST, PERSON, Kind
from underrose.safeguards.rules.ties.models import Check, Forms, Sheet

pytestmark = pytest.mark.django_db


def names(ties: tuple[queries.Tie, ...]) -> list[tuple[str, set[str]]]:
    return [(tie.kind, {side.name for side in tie.sides}) for tie in ties]


def test_two_yeses_let_the_leaders_know_that_two_names_share_a_kind(
    check: Check, heron: Membership, juniper: Membership, wren: Membership
) -> None:
    tell(check, heron, employer="Smith & Sons, Inc.")
    tell(check, juniper, employer="smith and sons")
    tell(check, wren, employer="Acme")
    found = run(check)
    assert names(queries.released(found)) == [("employer", {"Heron", "Juniper"})]


@pytest.mark.parametrize(("one", "other"), [(True, False), (False, True), (False, False)])
def test_without_both_only_the_reviewer_learns_of_it(
    check: Check, heron: Membership, juniper: Membership, one: bool, other: bool
) -> None:
    tell(check, heron, yes=one, school="Lincoln HS")
    tell(check, juniper, yes=other, school="Lincoln High School")
    found = run(check)
    assert queries.released(found) == ()
    assert names(queries.for_review(found)) == [("school", {"Heron", "Juniper"})]
    assert not queries.for_review(found)[0].can_be_released


def test_a_yes_to_one_kind_is_none_to_another(check: Check, heron: Membership, juniper: Membership) -> None:
    tell(check, heron, yes=True, choices={"faith": False}, faith="St. Mary's", employer="Acme")
    tell(check, juniper, yes=True, faith="Saint Marys", employer="Acme")
    assert names(queries.released(run(check))) == [("employer", {"Heron", "Juniper"})]


def test_what_one_calls_employer_another_calls_workplace(check: Check, heron: Membership, juniper: Membership) -> None:
    tell(check, heron, employer="Mercy Hospital")
    tell(check, juniper, workplace="Mercy Hosp.")
    assert names(queries.released(run(check))) == [("workplace", {"Heron", "Juniper"})]


def test_that_takes_a_yes_of_both_to_both_kinds(check: Check, heron: Membership, juniper: Membership) -> None:
    tell(check, heron, employer="Mercy Hospital", choices={"workplace": False})
    tell(check, juniper, workplace="Mercy Hospital")
    assert queries.released(run(check)) == ()


def test_whom_somebody_must_not_meet_is_the_reviewers_alone(
    check: Check, heron: Membership, juniper: Membership
) -> None:
    tell(check, heron, person=["Piper, June"])
    tell(check, juniper)
    found = run(check)
    (tie,) = queries.for_review(found)
    assert (tie.is_one_sided, [side.name for side in tie.sides]) == (True, ["Heron", "Juniper"])
    assert queries.released(found) == ()
    assert not tie.can_be_released


def test_must_not_meet_is_held_against_applicants_and_staff(
    check: Check, heron: Membership, juniper: Membership, lee: Staff
) -> None:
    Member.objects.filter(pk=juniper.member_id).update(joined_at=None)
    tell(check, heron, person=["June Pyper", "Lee"])
    assert [tie.sides[1].name for tie in queries.for_review(run(check))] == ["Juniper", "Lee"]


def test_who_has_never_come_in_is_not_compared(check: Check, heron: Membership, juniper: Membership) -> None:
    tell(check, heron, employer="Acme")
    tell(check, juniper, employer="Acme", person=["Helen Rondell"])
    Member.objects.filter(pk=juniper.member_id).update(joined_at=None)
    assert queries.for_review(run(check)) == ()
    Member.objects.filter(pk=juniper.member_id).update(joined_at=NOON)
    assert len(queries.for_review(run(check, nights=2))) == 2


def test_a_leaders_own_tie_is_the_reviewers(check: Check, heron: Membership, dana: Staff) -> None:
    tell(check, dana, employer="Acme")
    tell(check, heron, employer="Acme")
    found = run(check)
    assert queries.released(found) == ()
    assert names(queries.for_review(found)) == [("employer", {"Heron", "Dana"})]


def test_a_supervisors_tie_told_before_the_first_run_is_raised(check: Check, heron: Membership, sam: Staff) -> None:
    tell(check, sam, employer="Acme")
    tell(check, heron, employer="Acme")
    assert names(queries.released(run(check))) == [("employer", {"Heron", "Sam"})]


def test_what_staff_tell_after_the_first_run_is_the_reviewers(check: Check, heron: Membership, sam: Staff) -> None:
    tell(check, heron, employer="Acme")
    run(check)
    tell(check, sam, employer="Acme")
    found = run(check, nights=2)
    assert queries.released(found) == ()
    assert len(queries.for_review(found)) == 1


def test_telling_again_is_no_way_to_try_names(check: Check, heron: Membership, juniper: Membership) -> None:
    tell(check, heron, employer="Acme")
    tell(check, juniper, employer="Other")
    run(check)
    tell(check, juniper, employer=["Acme", "Beta", "Gamma"])
    found = run(check, nights=2)
    assert queries.released(found) == ()
    assert [tie.can_be_released for tie in queries.for_review(found)] == [True]


def test_nor_is_taking_it_back_first(check: Check, heron: Membership, juniper: Membership) -> None:
    tell(check, heron, employer="Acme")
    tell(check, juniper, employer="Other")
    run(check)
    telling.withdraw(juniper, by=juniper.member, at=NIGHT)
    tell(check, juniper, employer="Acme")
    assert queries.released(run(check, nights=2)) == ()


def test_who_tells_the_same_again_is_not_late(check: Check, heron: Membership, juniper: Membership) -> None:
    tell(check, juniper, employer="Acme")
    run(check)
    tell(check, juniper, employer="Acme Inc", school="Elm School")
    tell(check, heron, employer="Acme")
    assert len(queries.released(run(check, nights=2))) == 1


def test_who_joins_later_finds_those_who_were_here_before(check: Check, tuesday: Group, heron: Membership) -> None:
    tell(check, heron, employer="Acme")
    run(check)
    tell(check, make_member(tuesday, "Teal"), employer="ACME Ltd.")
    assert names(queries.released(run(check, nights=2))) == [("employer", {"Heron", "Teal"})]


def test_a_later_yes_of_both_lets_the_leaders_know(check: Check, heron: Membership, juniper: Membership) -> None:
    tell(check, heron, yes=True, employer="Acme")
    tell(check, juniper, yes=False, employer="Acme")
    found = run(check)
    choices = queries.own(juniper).choices
    telling.change_choices(juniper, dict.fromkeys(choices, True), by=juniper.member, at=NIGHT)
    assert queries.released(found) == ()
    assert len(queries.released(run(check, nights=2))) == 1


def test_a_later_no_keeps_the_next_tie_from_the_leaders(check: Check, heron: Membership, juniper: Membership) -> None:
    tell(check, heron, employer="Acme")
    run(check)
    telling.change_choices(heron, dict.fromkeys(queries.own(heron).choices, False), by=heron.member, at=NIGHT)
    tell(check, juniper, employer="Acme")
    assert queries.released(run(check, nights=2)) == ()


def test_the_reviewer_may_release_what_both_allowed(check: Check, heron: Membership, dana: Staff, priya: Staff) -> None:
    tell(check, dana, employer="Acme")
    tell(check, heron, employer="Acme")
    found = run(check)
    (tie,) = queries.for_review(found)
    settling.release(found, tie.id, by=priya, at=NIGHT)
    found.refresh_from_db()
    assert len(queries.released(found)) == 1


def test_the_reviewer_may_not_release_what_one_refused(
    check: Check, heron: Membership, juniper: Membership, priya: Staff
) -> None:
    tell(check, heron, yes=False, employer="Acme")
    tell(check, juniper, employer="Acme", person=["Helen Rondell"])
    found = run(check)
    for tie in queries.for_review(found):
        with pytest.raises(settling.NotAllowed):
            settling.release(found, tie.id, by=priya, at=NIGHT)


@pytest.mark.parametrize("who", ["dana", "lee", "sam", "otis", "alex"])
def test_nobody_else_releases(
    who: str, check: Check, heron: Membership, juniper: Membership, priya: Staff, request: pytest.FixtureRequest
) -> None:
    tell(check, heron, employer="Acme", yes=False)
    tell(check, juniper, employer="Acme")
    found = run(check)
    with pytest.raises(Absent):
        settling.release(found, queries.for_review(found)[0].id, by=request.getfixturevalue(who), at=NIGHT)


def test_a_leader_settles_what_they_heard_of_and_nothing_else(
    check: Check, heron: Membership, juniper: Membership, dana: Staff, priya: Staff
) -> None:
    tell(check, heron, employer="Acme", faith="Elm Church")
    tell(check, juniper, employer="Acme", faith="Elm Church", choices={"faith": False})
    found = run(check)
    kinds = {tie.kind: tie.id for tie in queries.for_review(found)}
    settling.settle(found, kinds["employer"], Outcome.TALKED, "Both are fine.", by=dana, at=NIGHT)
    with pytest.raises(Absent):
        settling.settle(found, kinds["faith"], Outcome.TALKED, by=dana, at=NIGHT)
    settling.settle(found, kinds["faith"], Outcome.NO_ISSUE, by=priya, at=NIGHT)
    found.refresh_from_db()
    assert {(tie.kind, tie.outcome) for tie in queries.for_review(found)} == {
        ("employer", "talked"),
        ("faith", "no issue"),
    }
    again = run(check, nights=2)
    assert queries.released(again)[0].outcome_words == "Both are fine."


def test_an_unknown_finding_looks_as_one_that_isnt_yours(check: Check, dana: Staff, heron: Membership) -> None:
    tell(check, heron)
    with pytest.raises(Absent):
        settling.settle(run(check), "0" * 16, Outcome.TALKED, by=dana, at=NIGHT)


# The reviewer


def test_the_reviewer_never_leads_the_group(check: Check, dana: Staff, lee: Staff, sam: Staff) -> None:
    with pytest.raises(preparing.LeadsThisGroup):
        preparing.name_reviewer(check, lee, by=dana, at=NOON)
    named = preparing.name_reviewer(check, sam, by=dana, at=NOON)
    assert queries.reviewer_of(named, at=NOON) == sam


def test_a_reviewer_who_comes_to_lead_the_group_is_one_no_more(
    check: Check, tuesday: Group, dana: Staff, otis: Staff, priya: Staff
) -> None:
    named = preparing.name_reviewer(check, otis, by=dana, at=NOON)
    assign(otis, Role.CO_FACILITATOR, tuesday)
    assert queries.reviewer_of(named, at=NOON) == priya
    assert queries.checks_reviewed_by(otis, at=NOON) == []


def test_a_practice_of_one_has_the_outside_person(check: Check, orla: Staff) -> None:
    assert queries.reviewer_of(check, at=NOON) == orla


def test_an_officer_who_leads_the_group_does_not_review_it(
    check: Check, tuesday: Group, priya: Staff, orla: Staff
) -> None:
    assign(priya, Role.FACILITATOR, tuesday)
    assert queries.reviewer_of(check, at=NOON) == orla


def test_an_officer_whose_colleague_leads_the_group_finds_it_on_their_desk(
    check: Check, tuesday: Group, heron: Membership, priya: Staff, orla: Staff
) -> None:
    assign(priya, Role.FACILITATOR, tuesday)
    tell(check, heron, person=["Priya"])
    run(check)
    assert [line.count for line in desk.due(policy.standing(orla, NIGHT), NIGHT)] == [1]
    assert desk.due(policy.standing(priya, NIGHT), NIGHT) == []


def test_who_reviews_what_takes_the_same_queries_for_many_groups(
    check: Check, thursday: Group, otis: Staff, priya: Staff, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(3):
        assert len(queries.checks_reviewed_by(priya, at=NOON)) == 1
    preparing.begin(thursday, by=otis, at=NOON)
    with django_assert_num_queries(3):
        assert len(queries.checks_reviewed_by(priya, at=NOON)) == 2
    with django_assert_num_queries(2):
        assert queries.checks_reviewed_by(otis, at=NOON) == []


# Telling


def test_everybody_says_yes_or_no_to_every_kind(check: Check, heron: Membership) -> None:
    sheet = telling.begin_sheet(check, membership=heron, by=heron.member, at=NOON)
    with pytest.raises(telling.NotAnswered):
        telling.keep(sheet, "employer", [], may_be_raised=None, by=heron.member, at=NOON)
    telling.keep(sheet, "employer", [], may_be_raised=False, by=heron.member, at=NOON)
    with pytest.raises(telling.NotAnswered):
        telling.hand_in(sheet, by=heron.member, at=NOON)


@pytest.mark.parametrize("values", [["a", "b", "c", "d"], ["a" * (LONGEST + 1)]])
def test_few_values_fit(check: Check, heron: Membership, values: list[str]) -> None:
    sheet = telling.begin_sheet(check, membership=heron, by=heron.member, at=NOON)
    with pytest.raises(telling.TooMuch):
        telling.keep(sheet, "employer", values, may_be_raised=True, by=heron.member, at=NOON)


def test_the_fullest_sheet_fits_into_one_size(check: Check, heron: Membership, juniper: Membership) -> None:
    wide = ["\U0001d518" * LONGEST, "ab " * 19 + "ab", " ".join("q" * 29 for _ in range(2)) + "x"]
    full = dict.fromkeys(Kind.values, wide)
    tell(check, heron, person=wide * 2, **full)
    tell(check, juniper)
    assert len({len(row.told) for row in Sheet.objects.all()}) == 1
    found = run(check)
    assert len({len(row.forms) for row in Forms.objects.all()}) == 1
    assert len(found.findings) < 33_000


def test_the_sheet_stays_ones_own(check: Check, heron: Membership, juniper: Membership, dana: Staff) -> None:
    sheet = tell(check, heron, employer="Acme")
    for other in (juniper.member, dana):
        with pytest.raises(Absent):
            telling.keep(sheet, "employer", ["X"], may_be_raised=True, by=other, at=NOON)
    with pytest.raises(Absent):
        telling.begin_sheet(check, membership=heron, by=juniper.member, at=NOON)


def test_a_member_of_another_group_has_no_sheet_here(check: Check, finch: Membership) -> None:
    with pytest.raises(Absent):
        telling.begin_sheet(check, membership=finch, by=finch.member, at=NOON)


def test_what_was_told_stands_until_the_run_and_not_after(check: Check, heron: Membership) -> None:
    tell(check, heron, employer="Acme", person=["June Piper"])
    assert queries.own(heron).told()["employer"] == ["Acme"]
    run(check)
    own = queries.own(heron)
    assert (own.state, own.told(), own.looked_through_at) == ("looked through", {}, NIGHT)


def test_the_run_destroys_the_key_and_the_words(check: Check, heron: Membership) -> None:
    subject_id = tell(check, heron, employer="Acme").subject_id
    run(check)
    assert bytes(SubjectKey.objects.get(pk=subject_id).wrapped) == b""
    assert bytes(Sheet.objects.get().told) == b""


def test_who_leaves_takes_their_forms_along(check: Check, heron: Membership, juniper: Membership, dana: Staff) -> None:
    tell(check, heron, employer="Acme")
    tell(check, juniper, employer="Acme")
    run(check)
    groups.leave(heron, by=dana, at=NIGHT)
    ticks.tick(at=NIGHT + dt.timedelta(minutes=1))
    gone = Forms.objects.get(membership=heron)
    assert (bytes(gone.forms), gone.shredded_at is not None) == (b"", True)
    assert bytes(SubjectKey.objects.get(pk=gone.subject_id).wrapped) == b""
    assert Forms.objects.get(membership=juniper).shredded_at is None
    assert queries.for_review(run(check, nights=2)) == ()


def test_staff_whose_role_ends_take_theirs(check: Check, sam: Staff) -> None:
    tell(check, sam, employer="Acme")
    run(check)
    from underrose.people.models import Assignment

    Assignment.objects.filter(staff=sam).update(until=NIGHT)
    ticks.tick(at=NIGHT + dt.timedelta(minutes=1))
    assert bytes(Forms.objects.get().forms) == b""


def test_with_the_group_everything_goes(check: Check, tuesday: Group, heron: Membership, dana: Staff) -> None:
    tell(check, heron, employer="Acme")
    run(check)
    Group.objects.filter(pk=tuesday.pk).update(ended_at=NIGHT)
    ticks.tick(at=NIGHT + dt.timedelta(minutes=1))
    check.refresh_from_db()
    assert (bytes(check.secret), bytes(check.findings), check.ended_at is not None) == (b"", b"", True)
    assert bytes(SubjectKey.objects.get(pk=check.subject_id).wrapped) == b""
    assert queries.check_of(tuesday) is None


def test_a_row_that_a_restore_brought_back_stays_gone(check: Check, heron: Membership, juniper: Membership) -> None:
    """The keys travel apart from the data: a destroyed one stays destroyed, and the next run isn't stopped by it."""
    tell(check, heron, employer="Acme")
    tell(check, juniper, employer="Acme")
    sealing.shred(Sheet.objects.get(membership=heron).subject_id, at=NIGHT)
    ticks.tick(at=NIGHT + dt.timedelta(minutes=1))
    assert bytes(Sheet.objects.get(membership=heron).told) == b""
    assert Check.objects.get().ran_at is not None
    assert Forms.objects.get().membership == juniper


def test_what_it_did_agrees_with_the_ledger(
    check: Check, heron: Membership, juniper: Membership, dana: Staff, priya: Staff
) -> None:
    preparing.name_reviewer(check, priya, by=dana, at=NOON)
    preparing.set_small_town(check, True, by=dana, at=NOON)
    tell(check, heron, employer="Acme")
    tell(check, juniper, employer="Acme")
    found = run(check)
    settling.settle(found, queries.released(found)[0].id, Outcome.TALKED, "Both knew.", by=dana, at=NIGHT)
    telling.change_choices(heron, dict.fromkeys(Kind.values, False), by=heron.member, at=NIGHT)
    telling.withdraw(juniper, by=juniper.member, at=NIGHT)
    groups.leave(heron, by=dana, at=NIGHT)
    ticks.tick(at=NIGHT + dt.timedelta(minutes=1))
    report = verifying.verify(check.practice_id, at=NIGHT)
    assert not report.findings


def test_a_leaders_own_tie_is_decided_beside_them(
    check: Check, heron: Membership, juniper: Membership, dana: Staff, sam: Staff, priya: Staff
) -> None:
    tell(check, dana, employer="Acme")
    tell(check, heron, employer="Acme", faith="Elm Church")
    tell(check, juniper, faith="Elm Church")
    found = run(check)
    own, theirs = sorted(queries.for_review(found), key=lambda tie: tie.kind)
    opened = settling.open_review(
        found, own.id, decider=sam, words="They work together.", leader_knows=False, by=priya, at=NIGHT
    )
    assert (opened.leader, opened.membership, opened.leader_told_at) == (dana, heron, None)
    with pytest.raises(settling.NotALeaders):
        settling.open_review(found, theirs.id, decider=sam, words="x", leader_knows=False, by=priya, at=NIGHT)
    with pytest.raises(Absent):
        settling.open_review(found, own.id, decider=sam, words="x", leader_knows=False, by=dana, at=NIGHT)


def test_taking_back_drops_what_rested_on_it(check: Check, heron: Membership, juniper: Membership) -> None:
    tell(check, heron, yes=False, employer="Acme", person=["June Piper"])
    tell(check, juniper, employer="Acme", person=["Helen Rondell"])
    run(check)
    telling.withdraw(heron, by=heron.member, at=NIGHT)
    check.refresh_from_db()
    assert [(tie.kind, tie.sides[0].name) for tie in queries.for_review(check)] == [(PERSON, "Juniper")]
    assert queries.own(heron).state == "none"


def test_taking_back_shows_on_no_leaders_page(check: Check, heron: Membership) -> None:
    tell(check, heron, employer="Acme")
    run(check)
    before = queries.status(check, at=NIGHT)
    telling.withdraw(heron, by=heron.member, at=NIGHT)
    assert queries.status(check, at=NIGHT) == before


# The rhythm


def test_it_runs_at_night_and_once(check: Check, heron: Membership) -> None:
    tell(check, heron)
    ticks.tick(at=NOON + dt.timedelta(hours=14))
    assert Check.objects.get().ran_at is None
    for minute in (1, 2, 59):
        ticks.tick(at=NIGHT + dt.timedelta(minutes=minute))
    assert Check.objects.get().ran_at == NIGHT + dt.timedelta(minutes=1)
    assert Entry.objects.filter(action="ties compared").count() == 1


def test_a_night_that_was_missed_is_made_up_for_once(check: Check, heron: Membership) -> None:
    for hours in (80, 81):
        ticks.tick(at=NOON + dt.timedelta(hours=hours))
    assert Entry.objects.filter(action="ties compared").count() == 1


def test_the_reviewer_is_written_to_whatever_was_found(
    check: Check, heron: Membership, juniper: Membership, priya: Staff
) -> None:
    tell(check, heron)
    run(check)
    tell(check, juniper, person=["Helen Rondell"])
    run(check, nights=2)
    assert Delivery.objects.count() == 2


# A word before we begin


def test_who_wants_a_word_is_the_leaders_to_know(tonight: GroupSession, heron: Membership, juniper: Membership) -> None:
    recognising.look_round(tonight, heron, wants_word=True, by=heron.member, at=NOON)
    recognising.look_round(tonight, juniper, wants_word=False, by=juniper.member, at=NOON)
    assert queries.who_wants_a_word(tonight) == (heron.pk,)


def test_both_answers_are_of_one_size(tonight: GroupSession, heron: Membership, juniper: Membership) -> None:
    one = recognising.look_round(tonight, heron, wants_word=True, by=heron.member, at=NOON)
    other = recognising.look_round(tonight, juniper, wants_word=False, by=juniper.member, at=NOON)
    assert len(one.answer) == len(other.answer)


def test_nobody_answers_for_another(tonight: GroupSession, heron: Membership, juniper: Membership) -> None:
    with pytest.raises(Absent):
        recognising.look_round(tonight, heron, wants_word=True, by=juniper.member, at=NOON)


# The petal's row


def test_a_tie_with_the_reviewer_is_in_no_leaders_number(
    check: Check, tuesday: Group, heron: Membership, juniper: Membership, dana: Staff
) -> None:
    tell(check, heron, employer="Acme", person=["June Piper"])
    tell(check, juniper, employer="Acme", faith="Elm", choices={"faith": False})
    found = run(check)
    row = queries.petal_rows([tuesday.pk])[tuesday.pk]
    assert (row.is_begun, row.not_told, row.to_talk) == (True, frozenset(), 1)
    settling.settle(found, queries.released(found)[0].id, Outcome.TALKED, by=dana, at=NIGHT)
    assert queries.petal_rows([tuesday.pk])[tuesday.pk].to_talk == 0


def test_a_group_without_a_check_asks_nobody(thursday: Group, finch: Membership) -> None:
    assert queries.petal_rows([thursday.pk])[thursday.pk] == queries.PetalRow(False, frozenset(), 0)


def test_an_outsider_begins_no_check(tuesday: Group, otis: Staff, practice: object) -> None:
    with pytest.raises(Absent):
        preparing.begin(tuesday, by=otis, at=NOON)


def test_a_check_begins_once(check: Check, tuesday: Group, lee: Staff) -> None:
    assert preparing.begin(tuesday, by=lee, at=NOON) == check


def test_the_secrets_of_two_groups_differ(check: Check, thursday: Group, otis: Staff) -> None:
    other = preparing.begin(thursday, by=otis, at=NOON)
    assert sealing.reveal(check, "secret") != sealing.reveal(other, "secret")


def test_a_small_place_is_said(check: Check, dana: Staff) -> None:
    assert preparing.set_small_town(check, True, by=dana, at=NOON).is_small_town


def test_a_stand_in_from_outside_is_no_longer_the_reviewer(check: Check, tuesday: Group, practice: object) -> None:
    newcomer = make_staff(tuesday.practice, "Noor", Role.FACILITATOR, group=tuesday)
    assert queries.checks_reviewed_by(newcomer, at=NOON) == []
