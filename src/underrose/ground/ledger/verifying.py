"""Derive everything anew and compare: leaves, places, tree, tiles, head, checkpoints, looks, and every recorded row.

It trusts no stored hash. What it can't see from inside is a house rolled back as a whole, which is why a checkpoint
must lie outside (`outside=`).
"""

from __future__ import annotations

import base64
import uuid
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import connection, transaction

from underrose.ground.ledger import checkpoints, heads, rows, sequencing, signatures
from underrose.ground.ledger.models import Entry, Head
from underrose.ground.ledger.regrowth import regrow
from underrose.ground.ledger.report import Finding, Report

Progress = Callable[[str, int, int], None]


def verify(
    practice_id: uuid.UUID | None = None,
    *,
    at: datetime,
    progress: Progress | None = None,
    outside: Iterable[str] = (),
) -> Report:
    """Verify one practice's ledger, or every one's. `outside` are checkpoints kept elsewhere, as text.

    A sound log is given a fresh checkpoint at the end. `progress` is told (stage, done, of how many).
    """
    report, kept = Report(), list(outside)
    for one in [practice_id] if practice_id else _everyone():
        sequencing.sequence(one)
        heads.key(one)  # made here if it never was, because within the snapshot nothing is written
        before = len(report.findings)
        with _snapshot():
            _verify_one(one, report, kept, progress or (lambda *_: None))
        report.practices += 1
        if len(report.findings) == before and Head.objects.filter(pk=one, size__gt=0).exists():
            checkpoints.sign(one, at=at)
    if practice_id is None:
        signatures.refuse_foreign(kept, report)
    return report


def _verify_one(practice_id: uuid.UUID, report: Report, outside: list[str], progress: Progress) -> None:
    def find(kind: str, where: str, said: str) -> None:
        report.add(Finding(str(practice_id), kind, where, said))

    signed = signatures.read(practice_id, outside, find)
    report.checkpoints += len(signed)
    regrown = regrow(practice_id, {one.size for one in signed}, find, progress)
    report.entries += regrown.size
    report.waiting += regrown.waiting
    report.looks += regrown.looks
    report.heads[str(practice_id)] = regrown.size, base64.b64encode(regrown.root).decode()
    signatures.compare(signed, regrown, find)
    report.rows += rows.compare(practice_id, regrown.latest, find, progress)


@contextmanager
def _snapshot() -> Iterator[None]:
    """One unchanging view of the data, which keeps nobody from writing."""
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "sqlite":
        connection.ensure_connection()
        bare = connection.connection  # beside Django, because its transactions would take the writers' lock
        bare.execute("BEGIN DEFERRED")
        try:
            yield
        finally:
            bare.execute("ROLLBACK")
    else:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield


def _everyone() -> list[uuid.UUID]:
    known = {
        *Head.objects.values_list("pk", flat=True),
        *Entry.objects.values_list("practice_id", flat=True).distinct(),
    }
    return sorted(known | rows.owners())
