"""Where each practice's tree ends, and the one row that says so.

The keyed checksum is there because someone with the database alone could else cut the newest entries off and write a
fitting head.
"""

from __future__ import annotations

import hmac
import uuid
from datetime import datetime

from underrose.ground.ledger import tree
from underrose.ground.ledger.models import Head
from underrose.ground.ledger.statements import Pen, Tip
from underrose.ground.vault import keys, sealing


def hold(practice_id: uuid.UUID, *, at: datetime) -> Tip:
    """The practice's head, made on first use; held against others until the transaction ends."""
    return Pen().head(practice_id, hold=True) or _make(practice_id, at)


def peek(practice_id: uuid.UUID, *, at: datetime) -> Tip:
    """The practice's head without holding it, for the key of the details alone."""
    return Pen().head(practice_id, hold=False) or _make(practice_id, at)


def grow(head: Tip, leaves: list[bytes], key: bytes) -> int:
    """Append leaf hashes and save, under the practice's ledger key. Returns the index of the first."""
    first, nodes = head.size, tree.split(bytes(head.frontier))
    for leaf in leaves:
        tree.append(nodes, head.size, leaf)
        head.size += 1
    head.frontier = b"".join(nodes)
    head.mac = checksum(head, key)
    head.pen.move(head)
    return first


def key(practice_id: uuid.UUID) -> bytes:
    """The practice's ledger key, which is never in the database in clear: for this checksum and for rows' salts."""
    return keys.derive(practice_id, "ledger")


def is_whole(head: Tip | Head, key: bytes) -> bool:
    """Whether this house wrote the head. One that it didn't is never grown, else the next act would launder it."""
    return hmac.compare_digest(bytes(head.mac), checksum(head, key))


def checksum(head: Tip | Head, key: bytes) -> bytes:
    """HMAC-SHA256 over size and frontier."""
    return hmac.digest(key, f"head {head.practice_id.hex} {head.size} ".encode() + bytes(head.frontier), "sha256")


def _make(practice_id: uuid.UUID, at: datetime) -> Tip:
    pen = Pen()
    tip = Tip(pen, practice_id, 0, b"", b"", sealing.subject(practice_id, "ledger", at=at))
    head = Head(practice_id=practice_id, subject_id=tip.subject_id, mac=checksum(tip, key(practice_id)))
    Head.objects.bulk_create([head], ignore_conflicts=True)  # another act may have been first
    return pen.head(practice_id, hold=True) or tip
