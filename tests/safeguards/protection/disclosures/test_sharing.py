"""What was shared: under a permission that holds, by a right that is one here, or with a reason and a second look."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.safeguards.protection.disclosures.conftest import TERMS, YESTERDAY, sign
from tests.world import NOON
from underrose.ground.ledger import verifying
from underrose.ground.ledger.models import Entry
from underrose.ground.refusal import Absent
from underrose.ground.vault import sealing
from underrose.safeguards.protection.disclosures import law, queries
from underrose.safeguards.protection.disclosures.actions import permissions, sharing
from underrose.safeguards.protection.disclosures.models import Disclosure
from underrose.safeguards.protection.disclosures.words import Quiet, Words

WORDS = Words(
    recipient="County court", what="The days of attendance", purpose="The order", reason="Order 12 of 2 March"
)


def share(membership, by, **other):
    given = {"shared_at": NOON, "by": by, "at": NOON} | other
    return sharing.share(membership, given.pop("words", WORDS), **given)


def test_under_a_permission_it_goes_to_whom_the_permission_names_whatever_was_typed(heron, dana, signed):
    made = share(heron, dana, permission=signed, words=Words(recipient="A newspaper", what="The days"))
    words = queries.one(made).words
    assert (words.recipient, words.reach, words.purpose) == (TERMS.recipient, TERMS.reach, TERMS.purpose)


def test_a_permission_that_was_taken_back_covers_nothing_more(heron, dana, signed):
    permissions.end(signed, by=heron.member, at=NOON)
    with pytest.raises(sharing.NotCovered):
        share(heron, dana, permission=signed)
    assert not Disclosure.objects.exists()


def test_nor_does_one_whose_last_day_is_over(heron, dana, signed):
    later = NOON + dt.timedelta(days=31)
    with pytest.raises(sharing.NotCovered):
        share(heron, dana, permission=signed, shared_at=later, at=later)


def test_nor_one_that_was_not_signed_yet(heron, dana, signed):
    with pytest.raises(sharing.NotCovered):
        share(heron, dana, permission=signed, shared_at=YESTERDAY - dt.timedelta(hours=1))
    written = permissions.write(heron, TERMS, by=heron.member, at=NOON)
    with pytest.raises(sharing.NotCovered):
        share(heron, dana, permission=written)


def test_what_was_shared_before_it_was_taken_back_can_still_be_written_down(heron, dana, signed):
    permissions.end(signed, by=heron.member, at=NOON)
    made = share(heron, dana, permission=signed, shared_at=NOON - dt.timedelta(hours=2))
    assert made.recorded_at == NOON


def test_another_members_permission_does_not_exist_here(heron, juniper, dana, signed):
    with pytest.raises(Absent):
        share(juniper, dana, permission=signed)


def test_nor_one_about_another_group_of_the_same_member(heron, recovery, otis_leads, signed):
    from underrose.groups.models import Membership

    again = Membership.objects.create(
        practice=heron.practice, group=recovery, member=heron.member, subject_id=heron.subject_id, since=YESTERDAY
    )
    with pytest.raises(Absent):
        share(again, otis_leads, permission=signed)


@pytest.mark.parametrize("person", ["otis", "sam", "priya", "alex"])
def test_who_does_not_lead_the_group_writes_nothing_down(heron, request, person):
    with pytest.raises(Absent):
        share(heron, request.getfixturevalue(person), basis="order")


def test_neither_permission_nor_right_is_refused(heron, dana):
    for basis in ("", "because I like to"):
        with pytest.raises(sharing.NothingSaid):
            share(heron, dana, basis=basis)


@pytest.mark.parametrize("basis", [one.key for one in law.bases().values() if one.asks])
def test_a_right_that_asks_for_a_reason_gets_one(heron, dana, basis):
    with pytest.raises(sharing.NothingSaid) as refused:
        share(heron, dana, basis=basis, words=Words("Somebody", "", "Something", "For it", " "))
    assert law.bases()[basis].asks in str(refused.value)


@pytest.mark.parametrize("one", law.bases().values(), ids=lambda one: one.key)
def test_part_2_narrows_the_rights_to_those_it_knows(lark, heron, dana, otis_leads, one):
    assert share(heron, dana, basis=one.key)
    if one.part2:
        assert share(lark, otis_leads, basis=one.key)
    else:
        with pytest.raises(sharing.NotHere) as refused:
            share(lark, otis_leads, basis=one.key)
        assert str(refused.value) == one.because


def test_nobody_writes_down_what_has_not_happened(heron, dana):
    with pytest.raises(sharing.TooEarly):
        share(heron, dana, basis="order", shared_at=NOON + dt.timedelta(minutes=1))


def test_what_nothing_covers_is_kept_and_waits_for_the_privacy_officer(heron, dana, priya):
    made = share(heron, dana, basis="none")
    assert list(queries.uncovered(heron.practice_id)) == [made]
    with pytest.raises(sharing.NothingSaid):
        sharing.look_at(made, finding=" ", by=priya, at=NOON)
    sharing.look_at(made, finding="Nothing was wrong.", by=priya, at=NOON)
    assert not queries.uncovered(heron.practice_id)
    made.refresh_from_db()
    assert queries.one(made).finding == "Nothing was wrong."


def test_what_is_covered_does_not_wait_and_is_not_the_officers_to_see(heron, dana, priya):
    made = share(heron, dana, basis="order")
    assert not queries.uncovered(heron.practice_id)
    with pytest.raises(Absent):
        sharing.look_at(made, finding="I was curious.", by=priya, at=NOON)


@pytest.mark.parametrize("person", ["dana", "otis", "sam", "alex"])
def test_looking_at_it_is_the_privacy_officers(heron, dana, request, person):
    made = share(heron, dana, basis="mistake")
    with pytest.raises(Absent):
        sharing.look_at(made, finding="All is well.", by=request.getfixturevalue(person), at=NOON)


def test_what_an_office_wants_kept_quiet_shows_when_its_time_is_over(heron, dana):
    share(heron, dana, basis="oversight", quiet=Quiet(NOON.date() + dt.timedelta(days=90), is_written=True))
    assert queries.own_disclosures(heron.member, NOON) == []
    later = NOON + dt.timedelta(days=91)
    assert len(queries.own_disclosures(heron.member, later)) == 1


def test_asked_by_word_alone_it_waits_thirty_days_at_most(heron, dana):
    with pytest.raises(sharing.TooLong):
        share(heron, dana, basis="police", quiet=Quiet(NOON.date() + dt.timedelta(days=31), is_written=False))
    assert share(heron, dana, basis="police", quiet=Quiet(NOON.date() + dt.timedelta(days=30), is_written=False))


def test_the_account_goes_six_years_back(heron, dana):
    share(heron, dana, basis="order")
    rows = queries.of_group(heron)
    for years, count in ((5, 1), (7, 0)):
        at = NOON + dt.timedelta(days=365 * years)
        assert len(queries.account(rows, at, "Europe/London")) == count


def test_what_the_law_counts_is_told_from_what_it_does_not(heron, lark, dana, otis_leads, signed):
    assert not queries.one(share(heron, dana, permission=signed)).counts  # 45 CFR 164.528(a)(1)(iv)
    assert queries.one(share(lark, otis_leads, permission=sign(lark))).counts  # 42 CFR 2.25
    assert not queries.one(share(heron, dana, basis="payment")).counts
    assert queries.one(share(heron, dana, basis="mistake")).counts


def test_the_entry_says_by_which_right_and_names_nobody(heron, dana):
    share(heron, dana, basis="order")
    entry = Entry.objects.get(action="disclosure written down")
    details = sealing.reveal(entry, "details")
    assert "order" in details
    assert "court" not in details


def test_rows_and_ledger_agree(practice, heron, dana, priya, signed):
    share(heron, dana, permission=signed)
    sharing.look_at(share(heron, dana, basis="none"), finding="A slip.", by=priya, at=NOON)
    assert verifying.verify(practice.pk, at=NOON).findings == []


def test_a_list_of_twenty_costs_as_many_queries_as_one(heron, dana, signed, django_assert_num_queries):
    for number in range(20):
        share(heron, dana, **({"permission": signed} if number % 2 else {"basis": "order"}))
        if number in (0, 19):
            with django_assert_num_queries(2):
                assert len(queries.disclosures_of(heron)) == number + 1
