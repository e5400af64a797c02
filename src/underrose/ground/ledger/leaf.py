"""The leaf of an entry: the bytes that the tree hashes, and that a stranger reads in a proof.

Canonical JSON (RFC 8785) of fixed keys. Its texts are held to a plain alphabet, because then the canonical form is a
template, and a million entries are derived anew in seconds.
"""

from __future__ import annotations

import re
import uuid
from datetime import UTC, datetime
from hashlib import sha256

from underrose.ground.ledger.models import Entry

_PLAIN = re.compile(r"[ !#-\[\]-~]*")  # ASCII without quotes, backslash and controls: nothing to escape
_LEAF = '{"about":"%s","action":"%s","by":"%s","details":"%s","id":"%s","practice":"%s","rows":"%s","time":"%s","v":1}'


class NotPlain(ValueError):
    """An action, actor or row name that the ledger can't hold."""


def check(entry: Entry) -> None:
    """Raise NotPlain for texts that the leaf can't hold, ValueError for a time without a zone."""
    for name, most in (("action", 64), ("by", 64), ("about", 96)):
        text = getattr(entry, name)
        if not _PLAIN.fullmatch(text) or len(text) > most:
            raise NotPlain(f"{name} {text!r}: only plain letters, at most {most}")
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
    return (_LEAF % (about, action, by, details_hash, entry_id, practice_id, rows_hash, time)).encode()


def moment(at: datetime) -> str:
    """A time as the leaf writes it: UTC, to the microsecond."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")[:26] + "Z"


def parse_id(text: str) -> uuid.UUID:
    """An entry's id as people type it, with or without dashes. Raises ValueError."""
    return uuid.UUID(text.strip())
