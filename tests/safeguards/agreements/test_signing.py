"""Signing, signing on paper, saying no, withdrawing: acts of their own, none of them hidden."""

from __future__ import annotations

import json

import pytest

from tests.safeguards.agreements.conftest import newer
from tests.world import NOON
from underrose.ground.ledger.models import Entry
from underrose.ground.refusal import Absent
from underrose.ground.vault import sealing
from underrose.safeguards.agreements import queries
from underrose.safeguards.agreements.actions import signing
from underrose.safeguards.agreements.actions.going_through import Replaced
from underrose.safeguards.agreements.models import Signature, Wish


@pytest.fixture
def signature(edition, heron, go_through) -> Signature:
    go_through(heron, edition)
    return signing.sign(edition, membership=heron, by=heron.member, at=NOON)


def test_a_signature_stands_in_the_ledger_with_the_copys_digest(signature, heron, edition):
    entry = Entry.objects.get(action="agreement signed")
    details = json.loads(sealing.reveal(entry, "details"))
    assert entry.by == heron.member.ref
    assert details == {"edition": 1, "text": edition.digest, "copy": signature.copy_digest}


def test_the_evidence_says_which_clause_was_read_when_and_is_sealed(signature, edition):
    evidence = json.loads(sealing.reveal(signature, "evidence"))
    assert len(evidence["clauses"]) == edition.clauses.count()
    assert evidence["clauses"][1] == {
        "key": "who-you-may-talk-about",
        "through_at": "2026-03-03T12:00:00+00:00",
        "tries": [1],
    }
    assert b"through_at" not in bytes(signature.evidence)


def test_nobody_signs_before_going_through_every_clause(edition, heron):
    with pytest.raises(signing.NotThrough):
        signing.sign(edition, membership=heron, by=heron.member, at=NOON)


def test_nobody_signs_twice(signature, edition, heron):
    with pytest.raises(signing.AlreadySigned):
        signing.sign(edition, membership=heron, by=heron.member, at=NOON)


def test_a_replaced_edition_can_no_longer_be_signed(edition, heron, dana, go_through):
    go_through(heron, edition)
    newer(edition, dana, meaning_changed=True)
    with pytest.raises(Replaced):
        signing.sign(edition, membership=heron, by=heron.member, at=NOON)


@pytest.mark.parametrize("person", ["dana", "sam", "juniper", "finch"])
def test_nobody_signs_for_somebody_else(request, edition, heron, go_through, person):
    go_through(heron, edition)
    somebody = request.getfixturevalue(person)
    with pytest.raises(Absent):
        signing.sign(edition, membership=heron, by=getattr(somebody, "member", somebody), at=NOON)
    assert not Signature.objects.exists()


def test_a_wording_only_edition_keeps_the_signature(signature, edition, heron, dana):
    later = newer(edition, dana, meaning_changed=False)
    assert queries.signature_in_force(heron, later) == signature


def test_a_changed_meaning_asks_again(signature, edition, heron, dana):
    later = newer(edition, dana, meaning_changed=True)
    assert queries.signature_in_force(heron, later) is None


def test_a_leader_records_a_signature_on_paper(edition, heron, dana):
    paper = signing.sign_on_paper(edition, membership=heron, note="In the locked drawer.", by=dana, at=NOON)
    assert (paper.kind, paper.recorded_by, paper.copy_digest) == ("paper", dana, "")
    assert b"drawer" not in bytes(paper.note)
    assert Entry.objects.get(action="agreement signed on paper").by == dana.ref


@pytest.mark.parametrize("person", ["sam", "priya", "otis", "heron"])
def test_only_leaders_record_paper(request, edition, heron, person):
    somebody = request.getfixturevalue(person)
    with pytest.raises(Absent):
        signing.sign_on_paper(edition, membership=heron, note="", by=getattr(somebody, "member", somebody), at=NOON)


def test_asking_for_paper_and_saying_no_are_recorded_and_end_with_a_signature(edition, heron, dana):
    signing.say(Wish.Kind.DECLINED, edition, membership=heron, by=heron.member, at=NOON)
    signing.say(Wish.Kind.PAPER, edition, membership=heron, by=heron.member, at=NOON)
    assert queries.wishes_of([heron.group_id]) == {heron.pk: "paper"}
    signing.sign_on_paper(edition, membership=heron, note="", by=dana, at=NOON)
    assert queries.wishes_of([heron.group_id]) == {}
    assert Entry.objects.filter(action__in=["agreement declined", "paper asked for"]).count() == 2


def test_a_signature_taken_back_stays_on_record_and_no_longer_counts(signature, edition, heron):
    signing.withdraw(heron, by=heron.member, at=NOON)
    signature.refresh_from_db()
    assert signature.withdrawn_at == NOON
    assert queries.signature_in_force(heron, edition) is None
    assert Entry.objects.filter(action="signature withdrawn").count() == 1


def test_who_took_it_back_can_sign_again(signature, edition, heron):
    signing.withdraw(heron, by=heron.member, at=NOON)
    again = signing.sign(edition, membership=heron, by=heron.member, at=NOON)
    assert queries.signature_in_force(heron, edition) == again


def test_there_is_nothing_to_take_back_before_signing(edition, heron):
    with pytest.raises(signing.NotSigned):
        signing.withdraw(heron, by=heron.member, at=NOON)


@pytest.mark.parametrize("person", ["dana", "juniper"])
def test_nobody_takes_back_anothers_signature(request, signature, heron, person):
    somebody = request.getfixturevalue(person)
    with pytest.raises(Absent):
        signing.withdraw(heron, by=getattr(somebody, "member", somebody), at=NOON)
