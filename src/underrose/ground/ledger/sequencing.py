"""Give entries their index in the tree.

SQLite has one writer at a time, so an entry gets its place in the act's own transaction. On PostgreSQL acts run side
by side and commit in any order: there entries go in without a place, and `sequence` gives places in batches, so that
no act waits for another's tree. Entries about the same row keep their order, because the second act's write waits for
the first one's commit, and the row's entry is made after its write.
"""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import connection, transaction
from django.db.models import F, OuterRef, Subquery
from django.db.models.functions import Coalesce

from underrose.ground.ledger import heads
from underrose.ground.ledger.models import Checkpoint, Entry, Head
from underrose.ground.ledger.statements import Tip

_BATCH = 10_000
_LOCK = 0x756E_6465  # the advisory lock's own number


def head_for(practice_id: uuid.UUID, *, at: datetime) -> Tip:
    """The practice's head; held only where the act itself gives the index."""
    return heads.hold(practice_id, at=at) if _in_place() else heads.peek(practice_id, at=at)


def place(entry: Entry, head: Tip, key: bytes) -> None:
    """Store an entry: with its index where there is one writer, else at the end of the queue.

    It also queues under a head that was tampered with: care goes on, and `verify` says what is wrong.
    """
    if head.pen.has_one_writer and heads.is_whole(head, key):
        entry.index = heads.grow(head, [bytes(entry.leaf_hash)], key)
    head.pen.insert(entry)


def sequence(practice_id: uuid.UUID) -> int:
    """Give every waiting entry of a practice its index. Returns how many got one."""
    if _in_place():
        return 0
    done = 0
    while batch := _sequence_some(practice_id):
        done += batch
    return done


def grown() -> list[uuid.UUID]:
    """Practices with entries that wait for a place, or that no checkpoint covers yet."""
    signed = Checkpoint.objects.filter(practice_id=OuterRef("practice_id")).order_by("-size").values("size")[:1]
    newer = Head.objects.annotate(signed=Coalesce(Subquery(signed), 0)).filter(size__gt=F("signed"))
    waiting = Entry.objects.filter(index=None).values_list("practice_id", flat=True).distinct()
    return sorted({*newer.values_list("practice_id", flat=True), *waiting})


@transaction.atomic
def _sequence_some(practice_id: uuid.UUID) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [_LOCK, practice_id.hex])
    waiting = list(
        Entry.objects.filter(practice_id=practice_id, index=None)
        .order_by("arrival")
        .values_list("id", "leaf_hash", "at")[:_BATCH]
    )
    if not waiting:
        return 0
    head, key = heads.hold(practice_id, at=waiting[0][2]), heads.key(practice_id)
    if not heads.is_whole(head, key):
        return 0
    first = heads.grow(head, [bytes(leaf) for _, leaf, _ in waiting], key)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE ledger_entry SET index = given.index FROM unnest(%s::uuid[], %s::bigint[]) AS given(id, index)"
            " WHERE ledger_entry.id = given.id",
            [[entry_id for entry_id, _, _ in waiting], list(range(first, first + len(waiting)))],
        )
    return len(waiting)


def _in_place() -> bool:
    return connection.vendor == "sqlite"
