"""One entry for every act, in the act's own transaction."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
import rfc8785

from tests.world import NOON, make_practice
from underrose.ground.ledger import leaf, proofs, recording, shredding, verifying
from underrose.ground.ledger.commitments import Unsaved
from underrose.ground.ledger.models import Entry
from underrose.ground.vault import sealing
from underrose.groups.models import Membership
from underrose.people.models import Practice, Staff, System


@pytest.mark.django_db(transaction=True)
def test_an_act_outside_a_transaction_is_refused() -> None:
    practice = make_practice()
    with pytest.raises(recording.NoTransaction):
        recording.record("practice renamed", by=System(practice.pk), at=NOON, about=practice)


def test_an_entry_names_the_act_the_actor_the_row_and_the_time(dana: Staff, practice: Practice) -> None:
    entry = recording.record("practice renamed", by=dana, at=NOON, about=practice)
    kept = Entry.objects.get(pk=entry.pk)
    assert (kept.action, kept.by, kept.at) == ("practice renamed", f"staff:{dana.pk}", NOON)
    assert kept.about == f"people.practice:{practice.pk}"
    assert kept.rows.startswith(f"people.practice:{practice.pk} ")


def test_details_are_sealed(dana: Staff) -> None:
    entry = recording.record("note read", by=dana, at=NOON, details={"reason": "Helen asked"})
    assert b"Helen" not in bytes(Entry.objects.get(pk=entry.pk).details)


def test_a_row_that_was_not_stored_is_refused(dana: Staff) -> None:
    with pytest.raises(Unsaved):
        recording.record("practice founded", by=dana, at=NOON, rows=[Practice(name="Nowhere", made_at=NOON)])


def test_a_leaf_is_canonical_json_and_names_nobody(dana: Staff, practice: Practice) -> None:
    entry = recording.record("practice renamed", by=dana, at=NOON, about=practice, details={"reason": "Helen asked"})
    written = leaf.of(Entry.objects.get(pk=entry.pk))
    assert rfc8785.dumps(json.loads(written)) == written
    for word in (b"Linden", b"Dana", b"dana", b"Helen"):
        assert word not in written


@pytest.mark.parametrize("action", ['say "x"', "back\\slash", "line\nbreak", "café", "x" * 65])
def test_a_name_that_the_leaf_cannot_hold_is_refused(dana: Staff, action: str) -> None:
    with pytest.raises(leaf.NotPlain):
        recording.record(action, by=dana, at=NOON)


def test_a_time_without_a_zone_is_refused(dana: Staff) -> None:
    with pytest.raises(ValueError, match="zone"):
        recording.record("note read", by=dana, at=NOON.replace(tzinfo=None))


def test_who_looked_is_found_by_member_newest_first(dana: Staff, heron: Membership, juniper: Membership) -> None:
    later = NOON + timedelta(hours=1)
    recording.viewed("group page", by=dana, at=NOON, subjects=[heron.member_id, juniper.member_id])
    recording.viewed("member page", by=dana, at=later, about=heron, subjects=[heron.member_id])
    looks = recording.looks(dana.practice_id, heron.member_id)
    assert [(look.action, look.by, look.at) for look in looks] == [
        ("member page", dana.ref, later),
        ("group page", dana.ref, NOON),
    ]


def test_details_can_be_shredded_while_proofs_stay_valid(dana: Staff) -> None:
    entry = recording.record("note read", by=dana, at=NOON, details={"reason": "Helen asked"})
    kept = Entry.objects.get(pk=entry.pk)
    assert "Helen asked" in sealing.reveal(kept, "details")
    shredding.shred_details(by=dana, at=NOON)
    with pytest.raises(sealing.Shredded):
        sealing.reveal(kept, "details")
    newer = recording.record("note read", by=dana, at=NOON, details={"reason": "Juniper asked"})
    assert "Juniper asked" in sealing.reveal(newer, "details")
    assert proofs.proof(entry.pk, at=NOON)
    assert verifying.verify(dana.practice_id, at=NOON).is_sound
