"""A permission to share: what it has to hold, who may sign it, when it stops to hold."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.safeguards.protection.disclosures.conftest import TERMS, YESTERDAY, sign
from tests.world import NOON
from underrose.ground.ledger import verifying
from underrose.ground.ledger.models import Entry
from underrose.ground.refusal import Absent
from underrose.ground.vault import sealing
from underrose.safeguards.protection.disclosures import law, queries
from underrose.safeguards.protection.disclosures import terms as wording
from underrose.safeguards.protection.disclosures.actions import permissions
from underrose.safeguards.protection.disclosures.actions.permissions import Paper
from underrose.safeguards.protection.disclosures.models import Permission
from underrose.safeguards.protection.disclosures.terms import Kind, Terms
from underrose.safeguards.rules import reading_level

texts = st.text(max_size=40)
any_terms = st.builds(
    Terms,
    kind=st.sampled_from(Kind),
    who=texts,
    recipient=texts,
    reach=texts,
    what=texts,
    purpose=texts,
    is_care=st.booleans(),
    expires_on=st.none() | st.dates(),
    expires_when=texts,
)


@given(any_terms)
def test_terms_come_back_as_they_were_sealed(found):
    assert Terms.read(found.words(), found.expires_on) == found


@given(any_terms)
def test_what_is_missing_is_exactly_what_is_empty(found):
    lacks = {element.key for element in wording.missing(found)}
    empty = {name for name in ("who", "recipient", "what", "purpose") if not getattr(found, name).strip()}
    if found.expires_on is None and not found.expires_when.strip():
        empty.add("expires_on")
    assert lacks == empty


@given(any_terms, st.booleans())
def test_every_permission_tells_the_three_things_the_law_wants_told(found, is_part2):
    told = {one.key for one in wording.told(found, is_part2=is_part2)}
    assert {"back", "free", "on"} <= told
    assert ("part2" in told) == is_part2
    assert ("care" in told) == (found.is_care and is_part2)


@pytest.mark.parametrize("name", ["who", "recipient", "what", "purpose"])
def test_a_permission_that_lacks_something_is_refused_with_what_and_by_which_law(heron, name):
    with pytest.raises(permissions.Incomplete) as refused:
        permissions.write(heron, replace(TERMS, **{name: " "}), by=heron.member, at=NOON)
    assert law.elements()[name].missing in str(refused.value)
    assert "45 CFR 164.508" in str(refused.value)
    assert not Permission.objects.exists()


def test_a_group_under_part_2_is_told_its_own_law_as_well(lark):
    with pytest.raises(permissions.Incomplete, match=r"42 CFR 2\.31"):
        permissions.write(lark, replace(TERMS, what=""), by=lark.member, at=NOON)


def test_a_last_day_that_is_over_is_refused(heron):
    with pytest.raises(permissions.Over):
        permissions.write(
            heron, replace(TERMS, expires_on=NOON.date() - dt.timedelta(days=1)), by=heron.member, at=NOON
        )


def test_it_counts_only_once_it_is_signed(heron):
    written = permissions.write(heron, TERMS, by=heron.member, at=NOON)
    assert not written.holds(NOON, NOON.date())
    found = permissions.sign(written, name="Helen Rondell", by=heron.member, at=NOON)
    assert found.holds(NOON, NOON.date())


def test_what_is_signed_is_kept_word_for_word_under_its_digest(signed):
    text = sealing.reveal(signed, "text")
    assert wording.digest(text) == signed.digest
    lines = wording.from_text(text)
    assert lines == wording.lines(TERMS, is_part2=False)
    words = " ".join(words for _label, words in lines)
    for part in (TERMS.who, TERMS.recipient, TERMS.what, TERMS.purpose, "You can take this back"):
        assert part in words
    entry = Entry.objects.get(action="permission signed")
    assert signed.digest in sealing.reveal(entry, "details")


def test_it_holds_through_its_last_day_and_no_longer(signed):
    last = TERMS.expires_on
    assert signed.holds(NOON, last)
    assert not signed.holds(NOON, last + dt.timedelta(days=1))


def test_taken_back_it_ends_at_once_and_stays_on_record(signed, heron):
    ended = permissions.end(signed, by=heron.member, at=NOON)
    assert not ended.holds(NOON, NOON.date())
    assert ended.holds(NOON - dt.timedelta(seconds=1), NOON.date())
    with pytest.raises(permissions.NotInForce):
        permissions.end(ended, by=heron.member, at=NOON)


def test_no_one_signs_refuses_or_takes_back_for_another_member(heron, juniper, dana):
    written = permissions.write(heron, TERMS, by=dana, at=NOON)
    for act in (permissions.decline, permissions.end):
        with pytest.raises(Absent):
            act(written, by=juniper.member, at=NOON)
    with pytest.raises(Absent):
        permissions.sign(written, name="June Piper", by=juniper.member, at=NOON)
    with pytest.raises(Absent):
        permissions.sign(written, name="Helen Rondell", by=dana, at=NOON)


@pytest.mark.parametrize("person", ["otis", "priya", "alex", "sam"])
def test_who_does_not_lead_the_group_asks_for_none(heron, request, person):
    with pytest.raises(Absent):
        permissions.write(heron, TERMS, by=request.getfixturevalue(person), at=NOON)


def test_a_no_is_a_no(heron, dana):
    written = permissions.write(heron, TERMS, by=dana, at=NOON)
    permissions.decline(written, by=heron.member, at=NOON)
    with pytest.raises(permissions.Answered):
        permissions.sign(written, name="Helen Rondell", by=heron.member, at=NOON)
    with pytest.raises(permissions.Answered):
        permissions.drop(written, by=dana, at=NOON)


def test_a_signature_without_a_name_is_none(heron):
    written = permissions.write(heron, TERMS, by=heron.member, at=NOON)
    with pytest.raises(permissions.Incomplete):
        permissions.sign(written, name="  ", by=heron.member, at=NOON)


ALL = frozenset(one.key for one in law.said())


def paper(**other) -> Paper:
    return Paper(**{"name": "Helen Rondell", "signed_on": YESTERDAY.date(), "says": ALL} | other)


def test_a_permission_on_paper_holds_from_the_day_it_was_signed(heron, dana):
    found = permissions.record_paper(heron, TERMS, paper(where="The drawer"), by=dana, at=NOON)
    assert found.recorded_by == dana
    assert found.holds(YESTERDAY, YESTERDAY.date())
    assert not found.holds(YESTERDAY - dt.timedelta(days=1), YESTERDAY.date())


def test_a_paper_signed_today_never_holds_in_the_future(heron, dana):
    found = permissions.record_paper(heron, TERMS, paper(signed_on=NOON.date()), by=dana, at=NOON)
    assert found.signed_at <= NOON


@pytest.mark.parametrize(
    ("other", "key"),
    [
        ({"name": ""}, "name"),
        ({"signed_on": NOON.date() + dt.timedelta(days=1)}, "signed_on"),
        ({"signed_by": "Ann Rondell"}, "authority"),
        ({"says": frozenset({"back", "free"})}, "says"),
    ],
)
def test_a_paper_that_lacks_something_is_no_permission(heron, dana, other, key):
    with pytest.raises(permissions.Incomplete) as refused:
        permissions.record_paper(heron, TERMS, paper(**other), by=dana, at=NOON)
    assert law.elements()[key].missing in str(refused.value)
    assert not Permission.objects.exists()


def test_a_paper_for_a_group_under_part_2_has_to_say_so(lark, otis_leads):
    with pytest.raises(permissions.Incomplete):
        permissions.record_paper(lark, TERMS, paper(says=ALL - {"part2"}), by=otis_leads, at=NOON)
    assert permissions.record_paper(lark, TERMS, paper(), by=otis_leads, at=NOON).signed_at


def test_the_words_before_a_signature_are_plain():
    for one in law.said():
        assert reading_level.level(one.words).flesch_kincaid <= reading_level.CEILING, one.key


def test_the_law_has_a_source_for_every_line():
    for one in (*law.said(), *law.bases().values()):
        assert "CFR" in one.source, one.key
    for one in law.elements().values():
        assert "164.508" in one.hipaa, one.key
        assert "2.31" in one.part2, one.key
    assert law.note().startswith("Not legal advice")


def test_a_right_that_does_not_hold_for_part_2_says_why():
    assert all(one.because for one in law.bases().values() if not one.part2)


def test_notes_and_courts_each_stand_alone():
    for kind in (Kind.NOTES, Kind.COURT):
        told = [one.key for one in wording.told(replace(TERMS, kind=kind), is_part2=False)]
        assert kind.value in told


def test_rows_and_ledger_agree(practice, heron, dana, signed):
    permissions.end(signed, by=dana, at=NOON)
    permissions.decline(permissions.write(heron, TERMS, by=dana, at=NOON), by=heron.member, at=NOON)
    permissions.drop(permissions.write(heron, TERMS, by=dana, at=NOON), by=dana, at=NOON)
    permissions.record_paper(heron, TERMS, paper(), by=dana, at=NOON)
    assert verifying.verify(practice.pk, at=NOON).findings == []


def test_a_list_of_twenty_costs_as_many_queries_as_one(heron, django_assert_num_queries):
    sign(heron)
    queries.permissions_of(heron, NOON)
    with django_assert_num_queries(2):
        queries.permissions_of(heron, NOON)
    for _ in range(19):
        sign(heron)
    with django_assert_num_queries(2):
        assert len(queries.permissions_of(heron, NOON)) == 20


def test_after_the_key_is_gone_nothing_of_it_can_be_read(heron, signed):
    sealing.shred(heron.subject_id, at=NOON)
    assert queries.permissions_of(heron, NOON) == []
