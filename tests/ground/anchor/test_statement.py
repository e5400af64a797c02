"""The checkpoint on paper."""

from __future__ import annotations

from tests.world import NOON
from underrose.ground.anchor.statement import statement
from underrose.ground.ledger import checkpoints, notes, recording, verifying
from underrose.groups.models import Membership
from underrose.people.models import Practice, Staff


def test_the_sheet_holds_a_checkpoint_that_its_own_key_opens(practice: Practice) -> None:
    sheet = statement(practice.pk, at=NOON).split("-" * 72)
    key = notes.read_key(sheet[2].strip().splitlines()[-1])
    assert notes.open_note(sheet[1].strip() + "\n", key).size == 1


def test_the_sheet_names_nobody(practice: Practice, heron: Membership, dana: Staff) -> None:
    recording.record("note read", by=dana, at=NOON, details={"reason": "Helen asked"})
    sheet = statement(practice.pk, at=NOON)
    for word in ("Linden", "Heron", "Helen", "Dana", "Tuesday", "note", "underrose.", "therapy"):
        assert word not in sheet.replace("underrose ledger", "")


def test_the_sheet_of_yesterday_still_fits_today(practice: Practice, dana: Staff) -> None:
    kept = statement(practice.pk, at=NOON).split("-" * 72)[1].strip() + "\n"
    recording.record("note read", by=dana, at=NOON)
    assert verifying.verify(practice.pk, at=NOON, outside=[kept]).is_sound
    assert checkpoints.latest(practice.pk) is not None
