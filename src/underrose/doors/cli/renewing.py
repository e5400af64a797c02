"""What `underrose keys` does to keys while the house is running, in words; each practice's ledger says it too."""

from __future__ import annotations

import time
import uuid
from collections.abc import Iterator
from typing import Any

from django.db import transaction

from underrose.doors.cli.counted import counted
from underrose.doors.cli.progress import progress
from underrose.ground import clock
from underrose.ground.ledger import recording
from underrose.ground.ledger.models import LogKey, Recorded
from underrose.ground.vault import resealing, rotation
from underrose.ground.vault.inventory import Key
from underrose.ground.vault.models import SealedRow, SubjectKey
from underrose.people import actions
from underrose.people.models import Practice, System


def rotate(root: bool, practice: Any) -> str:
    """New practice keys, and with `root` a new root key first. Raises root.KeyTrouble."""
    said, began = [], time.monotonic()
    with progress() as tell:
        if root:
            done = counted(rotation.rotate_root_key(progress=tell), "practice key")
            said.append(f"Root key replaced; {done} re-wrapped.")
            for one in Practice.objects.all():
                actions.outdate_recovery(one, by=System(one.pk, "operator"), at=clock.now())
        rotated = rotation.rotate_practice_keys(practice, progress=tell)
    if rotated.is_resumed:
        said.append("A rotation that was broken off is finished.")
    practices, subjects = counted(rotated.practices, "practice key"), counted(rotated.subjects, "subject key")
    said.append(f"{practices} replaced, {subjects} re-wrapped, in {time.monotonic() - began:.1f} s.")
    if root:
        said.append("Former recovery sheets and shares no longer open this house. Print new ones and type them back.")
    return "\n".join(said)


def reseal(subject: Any, practice: Any) -> str:
    """New subject keys, and their rows sealed anew. Raises root.KeyTrouble."""
    chosen = SubjectKey.objects.filter(pk=subject) if subject else SubjectKey.objects.filter(practice_id=practice)
    began = time.monotonic()
    with progress() as tell:
        done = resealing.reseal(chosen, at=clock.now(), record=_record, progress=tell)
    said = ["Sealing anew had been broken off; it is finished."] if done.is_resumed else []
    subjects, rows = counted(done.subjects, "subject key"), counted(done.rows, "row")
    said.append(f"{subjects} replaced, {rows} sealed anew, in {time.monotonic() - began:.1f} s.")
    if done.kept:
        said.append(
            f"{counted(done.kept, 'subject key')} of the ledger kept: its proofs vouch for that very ciphertext."
        )
    if done.broken:
        said.append(f"Altered rows, which no key opens and which stay as they are: {', '.join(done.broken)}")
    if not (done.subjects or done.kept):
        said.append("Nothing to do: there is no living key of that id.")
    return "\n".join(said)


def other_keys() -> Iterator[Key]:
    """Keys of the floors above the vault."""
    for key in LogKey.objects.order_by("practice_id"):
        yield Key(
            "signs checkpoints of the ledger", "log key", "in use", 1, key.made_at, key.made_at, str(key.practice_id)
        )


def _record(practice_id: uuid.UUID, rows: list[SealedRow]) -> None:
    """One entry a batch, because the ledger vouches for ciphertext and would call it altered."""
    with transaction.atomic():
        vouched = [row for row in rows if isinstance(row, Recorded)]
        recording.record(
            "sealed anew", by=System(practice_id, "operator"), at=clock.now(), rows=vouched, details={"rows": len(rows)}
        )
