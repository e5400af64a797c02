"""Replace keys while the house is running: online, in batches, and from where it stopped after a crash.

A new root key re-wraps the practice keys; a new practice key re-wraps the subject keys. Sealed fields stay as they are,
and so does the key of the blind indexes. It refuses to drop a key while anything is still wrapped by it.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass

from cryptography.hazmat.primitives.keywrap import aes_key_wrap
from django.db import transaction
from django.db.models import QuerySet

from underrose.ground.vault import keys, root, storing
from underrose.ground.vault.models import PracticeKey, SubjectKey
from underrose.ground.vault.secret import Secret

Progress = Callable[[str, int, int], None]  # what is being done, how much of it is done, of how much

BATCH = 500


@dataclass(frozen=True, slots=True)
class Rotated:
    """What a rotation did."""

    practices: int
    subjects: int
    is_resumed: bool


def rotate_root_key(*, progress: Progress | None = None) -> int:
    """A new root key re-wraps every practice key. Returns how many. Raises root.KeyTrouble.

    The new key lies on the disk before the first row is wrapped by it, and the old one stays until the last has left
    it; whichever the rows name is used. The former file is kept aside, because older backups open with it alone.
    """
    keys.root_key()  # a house whose root key is missing or foreign doesn't get another one
    source = root.source()
    new = source.stage()  # or the one that a broken-off rotation left
    done = _rewrap_practices(new, progress)
    source.advance()
    done += _rewrap_practices(new, progress)  # what another process made under the old key meanwhile
    keys.forget()
    return done


@transaction.atomic
def _rewrap_practices(new: Secret, progress: Progress | None) -> int:
    waiting = PracticeKey.objects.select_for_update().exclude(root_id=root.root_id(new))
    rows = list(waiting.order_by("practice_id", "purpose", "epoch"))
    for done, row in enumerate(rows, start=1):
        row.wrapped = aes_key_wrap(new, keys.opened(row))
        row.root_id = root.root_id(new)
        _tell(progress, "Re-wrapping practice keys", done, len(rows))
    PracticeKey.objects.bulk_update(rows, ["wrapped", "root_id"], batch_size=BATCH)
    return len(rows)


def rotate_practice_keys(
    practice_id: uuid.UUID | None = None, *, batch: int = BATCH, progress: Progress | None = None
) -> Rotated:
    """A new key for one practice, or for each, re-wraps the subject keys; then the old one is deleted.

    A rotation that was broken off is finished first, without yet another key.
    """
    wraps = PracticeKey.objects.filter(purpose=PracticeKey.Purpose.WRAP)
    if practice_id:
        wraps = wraps.filter(practice_id=practice_id)
    epochs: dict[uuid.UUID, list[int]] = {}
    for practice, epoch in wraps.order_by("practice_id", "epoch").values_list("practice_id", "epoch"):
        epochs.setdefault(practice, []).append(epoch)
    unfinished = {practice for practice, found in epochs.items() if len(found) > 1}
    chosen = unfinished or set(epochs)
    subjects = 0
    for practice in sorted(chosen):
        if practice not in unfinished:
            keys.make_practice_key(practice, PracticeKey.Purpose.WRAP, epoch=epochs[practice][-1] + 1)
        subjects += _finish(practice, batch, progress)
    return Rotated(practices=len(chosen), subjects=subjects, is_resumed=bool(unfinished))


def _finish(practice_id: uuid.UUID, batch: int, progress: Progress | None) -> int:
    newest = keys.practice_key(practice_id)
    waiting = SubjectKey.objects.filter(practice_id=practice_id).exclude(wrapped_by=newest)
    total = waiting.count()
    done = 0
    while moved := _rewrap(waiting, newest, batch):
        done += moved
        _tell(progress, "Re-wrapping subject keys", done, max(total, done))
    with transaction.atomic():
        # The foreign key of subject keys stands behind this: a subject made meanwhile under the old key stops it.
        old = PracticeKey.objects.filter(practice_id=practice_id, purpose=PracticeKey.Purpose.WRAP)
        old.filter(epoch__lt=newest.epoch).delete()
    return done


@transaction.atomic
def _rewrap(waiting: QuerySet[SubjectKey], newest: PracticeKey, batch: int) -> int:
    """One batch, locked: a key shredded at the same moment must not come back."""
    rows = list(waiting.select_for_update(of=("self",)).select_related("wrapped_by")[:batch])
    for row in rows:
        keys.rewrap(row, newest)
    storing.store(rows, ["wrapped", "former", "wrapped_by"])
    return len(rows)


def _tell(progress: Progress | None, what: str, done: int, total: int) -> None:
    if progress:
        progress(what, done, total)
