"""New subject keys after a compromise: what they seal is sealed anew while people work, resumed after a crash.

While it lasts, a subject has two keys: reading takes either, writing the new one alone. The former reads nothing any
more when no row hangs on it and the last request that may have fetched it has ended; it is kept, wrapped, because older
backups open with it alone. It refuses a new seal to what was altered: such
rows stay as they are and are counted. A subject whose ciphertext a proof vouches for (the ledger's own) keeps its key.
"""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from django.apps import apps
from django.db import transaction
from django.db.models import QuerySet

from underrose.ground.vault import keys, sealing, storing
from underrose.ground.vault.models import SealedRow, SubjectKey
from underrose.ground.vault.rotation import BATCH, Progress

# Longer than any request takes; `serve` ends one that is stuck after as long.
GRACE_SECONDS = 30

Record = Callable[[uuid.UUID, list[SealedRow]], None]  # the practice, and rows that were sealed anew


@dataclass(slots=True)
class Resealed:
    """What was done: subjects with a new key, rows sealed anew, subjects that keep theirs, and rows no key opens."""

    subjects: int = 0
    rows: int = 0
    kept: int = 0
    is_resumed: bool = False
    broken: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Work:
    record: Record
    progress: Progress | None
    batch: int
    done: Resealed = field(default_factory=Resealed)


def reseal(
    chosen: QuerySet[SubjectKey],
    *,
    at: datetime,
    record: Record,
    progress: Progress | None = None,
    pause: Callable[[float], None] = time.sleep,
    batch: int = BATCH,
) -> Resealed:
    """Give the chosen subjects new keys and seal their rows anew. What was broken off is finished first, alone.

    `record` is called inside each batch's transaction, so that a ledger above can vouch for the rows.
    Raises root.KeyTrouble.
    """
    work = _Work(record, progress, batch)
    chosen = chosen.order_by("pk")
    living = chosen.filter(shredded_at=None)
    unfinished = living.filter(resealed_at=None).exclude(former=b"")
    work.done.is_resumed = unfinished.exists()
    if not work.done.is_resumed:
        vouched = _vouched(living)
        work.done.kept = len(vouched)
        _renew([pk for pk in living.values_list("pk", flat=True) if pk not in vouched], at, work)
    subjects = list(unfinished.values_list("pk", flat=True))
    work.done.subjects = len(subjects)
    _pass(subjects, work, "Sealing anew")
    if subjects:
        pause(GRACE_SECONDS)
        _pass(subjects, work, "Looking once more")  # what was written meanwhile with a key fetched before
    for some in _batches(subjects, work.batch):
        SubjectKey.objects.filter(pk__in=some).update(resealed_at=at)
    return work.done


def _vouched(living: QuerySet[SubjectKey]) -> set[uuid.UUID]:
    """Subjects whose ciphertext stands in a proof."""
    found: set[uuid.UUID] = set()
    for model in _models():
        if not model.can_be_resealed:
            sealed = model._base_manager.filter(subject_id__in=living.order_by().values("pk"))
            found.update(sealed.order_by().values_list("subject_id", flat=True).distinct())
    return found


def _renew(subjects: list[uuid.UUID], at: datetime, work: _Work) -> None:
    for done, some in enumerate(_batches(subjects, work.batch), start=1):
        with transaction.atomic():
            held = SubjectKey.objects.select_for_update(of=("self",)).select_related("wrapped_by")
            rows = list(held.filter(pk__in=some, shredded_at=None))
            for row in rows:
                keys.renew(row, at=at)
            storing.store(rows, ["wrapped", "former", "epoch", "made_at", "resealed_at"])
        _tell(work, "Making new keys", min(done * work.batch, len(subjects)), len(subjects))


def _pass(subjects: list[uuid.UUID], work: _Work, what: str) -> None:
    """Every row of these subjects, looked at in batches, each in a transaction of its own."""
    for done, some in enumerate(_batches(subjects, work.batch), start=1):
        for model in _models():
            wanted = model._base_manager.filter(subject_id__in=some).order_by("pk").values_list("pk", flat=True)
            for pks in _batches(list(wanted), work.batch):
                _reseal(model, pks, work)
        _tell(work, what, min(done * work.batch, len(subjects)), len(subjects))


@transaction.atomic
def _reseal(model: type[SealedRow], pks: list[uuid.UUID], work: _Work) -> None:
    """One batch, locked: what somebody is writing just now is waited for."""
    rows = list(model._base_manager.select_for_update(of=("self",)).filter(pk__in=pks))
    changed, columns, broken = sealing.reseal_many(rows)
    if changed:
        storing.store(changed, columns)
        by_practice: dict[uuid.UUID, list[SealedRow]] = {}
        for row in changed:
            by_practice.setdefault(row.practice_id, []).append(row)
        for practice_id, some in by_practice.items():
            work.record(practice_id, some)
    work.done.rows += len(changed)
    work.done.broken += [name for row in broken if (name := f"{row._meta.label} {row.pk}") not in work.done.broken]


def _models() -> Iterator[type[SealedRow]]:
    return (model for model in apps.get_models() if issubclass(model, SealedRow) and not model._meta.proxy)


def _batches(found: list[uuid.UUID], size: int) -> Iterable[list[uuid.UUID]]:
    return (found[start : start + size] for start in range(0, len(found), size))


def _tell(work: _Work, what: str, done: int, total: int) -> None:
    if work.progress:
        work.progress(what, done, total)
