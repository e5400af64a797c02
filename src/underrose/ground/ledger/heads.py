"""Where each practice's tree ends, and the one row that says so.

The keyed checksum is there because someone with the database alone could else cut the newest entries off and write a
fitting head.
"""

from __future__ import annotations

import hmac
import uuid
from datetime import datetime

from django.db import connection

from underrose.ground.ledger import statements, tree
from underrose.ground.ledger.models import Head
from underrose.ground.vault import keys, sealing


def hold(practice_id: uuid.UUID, *, at: datetime) -> Head:
    """The practice's head, made on first use; held against others until the transaction ends."""
    if connection.vendor == "sqlite":  # whoever writes is alone
        return statements.head(practice_id) or _make(practice_id, at)
    return Head.objects.select_for_update().filter(pk=practice_id).first() or _make(practice_id, at)


def peek(practice_id: uuid.UUID, *, at: datetime) -> Head:
    """The practice's head without holding it, for the key of the details alone."""
    return statements.head(practice_id) or _make(practice_id, at)


def grow(head: Head, leaves: list[bytes], key: bytes) -> int:
    """Append leaf hashes and save, under the practice's ledger key. Returns the index of the first."""
    first, nodes = head.size, tree.split(bytes(head.frontier))
    for leaf in leaves:
        tree.append(nodes, head.size, leaf)
        head.size += 1
    head.frontier = b"".join(nodes)
    head.mac = checksum(head, key)
    statements.move_head(head)
    return first


def key(practice_id: uuid.UUID) -> bytes:
    """The practice's ledger key, which is never in the database in clear: for this checksum and for rows' salts."""
    return keys.derive(practice_id, "ledger")


def checksum(head: Head, key: bytes) -> bytes:
    """HMAC-SHA256 over size and frontier."""
    return hmac.digest(key, f"head {head.practice_id.hex} {head.size} ".encode() + bytes(head.frontier), "sha256")


def _make(practice_id: uuid.UUID, at: datetime) -> Head:
    head = Head(practice_id=practice_id, subject_id=sealing.subject(practice_id, "ledger", at=at))
    head.mac = checksum(head, key(practice_id))
    Head.objects.bulk_create([head], ignore_conflicts=True)
    if connection.features.has_select_for_update:  # another act may have been first
        return Head.objects.select_for_update().get(pk=practice_id)
    return head
