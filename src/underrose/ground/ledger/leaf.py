"""The leaf of an entry: the bytes that the tree hashes, and that a stranger reads in a proof.

Canonical JSON (RFC 8785) of fixed keys. Its texts are held to a plain alphabet, because then the canonical form is a
template, and a million entries are derived anew in seconds.
"""

from __future__ import annotations

import os
import re
import uuid
from datetime import UTC, datetime
from hashlib import sha256

from underrose.ground.ledger.models import Entry

_PLAIN = re.compile(r"[ !#-\[\]-~]*")  # ASCII without quotes, backslash and controls: nothing to escape
_VERSION_AND_VARIANT = 0xF << 76 | 3 << 62


class NotPlain(ValueError):
    """An action, actor or row name that the ledger can't hold."""


def new_id(at: datetime) -> uuid.UUID:
    """A random id that begins with the time (version 7, RFC 9562), so that neighbours lie together on the disk."""
    raw = int(at.timestamp() * 1000).to_bytes(6, "big", signed=at.year < 1970) + os.urandom(10)
    return uuid.UUID(int=int.from_bytes(raw, "big") & ~_VERSION_AND_VARIANT | 7 << 76 | 2 << 62)


def check(entry: Entry) -> None:
    """Raise NotPlain for texts that the leaf can't hold, ValueError for a time without a zone."""
    if not (_fits(entry.action, 64) and _fits(entry.by, 64) and _fits(entry.about, 96)):
        raise NotPlain(f"{entry.action!r} by {entry.by!r} about {entry.about!r}: too long, or not plain letters")
    if entry.at.tzinfo is None:
        raise ValueError("an entry needs a time with a zone")


def of(entry: Entry) -> bytes:
    """The leaf of one entry."""
    return write(
        entry.about, entry.action, entry.by, bytes(entry.details), entry.id.hex, entry.practice_id.hex,
        entry.rows, moment(entry.at),
    )  # fmt: skip


def write(
    about: str, action: str, by: str, details: bytes, entry_id: str, practice_id: str, rows: str, time: str
) -> bytes:
    """The leaf from its parts: rows and sealed details go in as their hashes."""
    details_hash = sha256(details).hexdigest() if details else ""
    rows_hash = sha256(rows.encode()).hexdigest() if rows else ""
    return (
        f'{{"about":"{about}","action":"{action}","by":"{by}","details":"{details_hash}","id":"{entry_id}",'
        f'"practice":"{practice_id}","rows":"{rows_hash}","time":"{time}","v":1}}'
    ).encode()


def moment(at: datetime) -> str:
    """A time as the leaf writes it: UTC, to the microsecond."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")[:26] + "Z"


def _fits(text: str, most: int) -> bool:
    return len(text) <= most and _PLAIN.fullmatch(text) is not None
