"""One entry for every act, in the act's own transaction."""

from __future__ import annotations

import pytest

from tests.world import NOON, make_practice
from underrose.ground.ledger import recording
from underrose.ground.ledger.commitments import Unsaved
from underrose.ground.ledger.models import Entry
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
