"""Sign the head of a practice's tree. Every checkpoint is kept, and two must never disagree.

The key is made on first use and sealed under a subject of its own, apart from all data keys.
"""

from __future__ import annotations

import uuid
from datetime import datetime
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings
from django.db import connection, transaction

from underrose.ground.ledger import heads, notes, sequencing, tiles, tree
from underrose.ground.ledger.models import Checkpoint, LogKey
from underrose.ground.vault import sealing


class Contradiction(Exception):
    """The tree is not what the head or an earlier checkpoint says: nothing is signed. Run `verify`."""


@transaction.atomic
def sign(practice_id: uuid.UUID, *, at: datetime) -> Checkpoint:
    """Sign everything recorded until now; the last one again if nothing was added. Raises Contradiction."""
    sequencing.sequence(practice_id)
    head = heads.hold(practice_id, at=at)
    last = latest(practice_id)
    if not heads.is_whole(head, heads.key(practice_id)) or (last is not None and last.size > head.size):
        raise Contradiction(f"the head of {practice_id}")
    if last is not None and last.size == head.size:
        return last
    tiles.complete(practice_id, head.size)
    key, node = _key(practice_id, at), tiles.Reader(practice_id, head.size)
    if b"".join(tree.frontier(head.size, node)) != bytes(head.frontier):
        raise Contradiction(f"the head of {key.origin}")
    if last is not None:
        _refuse_contradiction(notes.open_note(last.note, _public(key)), node)
    root = tree.root(tree.split(bytes(head.frontier)))
    note = notes.sign(notes.Checkpoint(key.origin, head.size, root), bytes.fromhex(sealing.reveal(key, "secret")))
    return Checkpoint.objects.create(practice_id=practice_id, size=head.size, note=note, at=at)


def latest(practice_id: uuid.UUID) -> Checkpoint | None:
    """The newest checkpoint of a practice."""
    return Checkpoint.objects.filter(practice_id=practice_id).order_by("-size").first()


def public_key(practice_id: uuid.UUID, *, at: datetime) -> notes.Key:
    """The key that a stranger needs, made on first use. Give it out before it is needed, on paper."""
    return _public(_key(practice_id, at))


def known_key(practice_id: uuid.UUID) -> notes.Key | None:
    """The public key, if there is one already."""
    row = LogKey.objects.filter(practice_id=practice_id).first()
    return _public(row) if row else None


def _refuse_contradiction(before: notes.Checkpoint, node: tree.Node) -> None:
    if before.size and tree.root(tree.frontier(before.size, node)) != before.root:
        raise Contradiction(f"checkpoint {before.size} of {before.origin}")


def _public(row: LogKey) -> notes.Key:
    return notes.Key(row.origin, bytes(row.public))


def _key(practice_id: uuid.UUID, at: datetime) -> LogKey:
    found = LogKey.objects.filter(practice_id=practice_id).first()
    if found is None:
        found = _make_key(practice_id, at)
    return found


def _make_key(practice_id: uuid.UUID, at: datetime) -> LogKey:
    private = Ed25519PrivateKey.generate()
    row = LogKey(
        practice_id=practice_id,
        subject_id=sealing.subject(practice_id, "ledger", at=at),
        origin=f"{urlsplit(settings.PUBLIC_URL).netloc}/{practice_id}",
        public=private.public_key().public_bytes_raw(),
        made_at=at,
    )
    sealing.seal(row, secret=private.private_bytes_raw().hex())
    LogKey.objects.bulk_create([row], ignore_conflicts=True)  # of two that make it, one wins
    return row if connection.vendor == "sqlite" else LogKey.objects.get(practice_id=practice_id)
