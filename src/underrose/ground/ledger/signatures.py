"""Check every checkpoint that a log ever signed, inside the house and outside, against the tree as it is."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from underrose.ground.ledger import notes
from underrose.ground.ledger.models import Checkpoint, LogKey
from underrose.ground.ledger.regrowth import Regrown
from underrose.ground.ledger.report import Finding, Report
from underrose.ground.vault import sealing

Find = Callable[[str, str, str], None]


def read(practice_id: uuid.UUID, outside: Iterable[str], find: Find) -> list[notes.Checkpoint]:
    """The practice's checkpoints whose signatures hold; what doesn't hold is a finding."""
    stored = list(Checkpoint.objects.filter(practice_id=practice_id).order_by("size", "id").values_list("size", "note"))
    row = LogKey.objects.filter(practice_id=practice_id).first()
    if row is None:
        if stored:
            find("key", "", "there are checkpoints, but the key that signed them is missing")
        return []
    _check_key(row, find)
    key, found = notes.Key(row.origin, bytes(row.public)), []
    for size, note in stored:
        if (one := _open(note, key, f"checkpoint {size}", find)) is not None:
            if one.size != size:
                find("checkpoint", f"checkpoint {size}", f"it is filed under {size} and says {one.size}")
            found.append(one)
    for note in outside:
        if note.split("\n", 1)[0] == row.origin and (one := _open(note, key, "checkpoint kept outside", find)):
            found.append(one)
    return found


def compare(signed: Iterable[notes.Checkpoint], regrown: Regrown, find: Find) -> None:
    """Each checkpoint must be a beginning of the tree as it is now."""
    for one in signed:
        where = f"checkpoint {one.size}"
        if one.size > regrown.size:
            find("truncated", where, f"{one.size} entries were signed, and only {regrown.size} are left")
        elif regrown.roots[one.size] != one.root:
            find("checkpoint", where, "the entries up to here are not those that were signed")


def refuse_foreign(outside: Iterable[str], report: Report) -> None:
    """A checkpoint kept outside that no log of this house signed is a finding: its log may have been taken away."""
    origins = set(LogKey.objects.values_list("origin", flat=True))
    for note in outside:
        origin = note.split("\n", 1)[0]
        if origin not in origins:
            report.add(Finding("", "outside", origin[:120], "no log of this house has this name"))


def _open(note: str, key: notes.Key, where: str, find: Find) -> notes.Checkpoint | None:
    try:
        return notes.open_note(note, key)
    except notes.Damaged as error:
        find("checkpoint", where, str(error))
        return None


def _check_key(row: LogKey, find: Find) -> None:
    try:
        secret = bytes.fromhex(sealing.reveal(row, "secret"))
    except (sealing.Broken, ValueError):
        find("key", "", "the log's key can't be opened")
        return
    if len(secret) != 32 or Ed25519PrivateKey.from_private_bytes(secret).public_key().public_bytes_raw() != bytes(
        row.public
    ):
        find("key", "", "the log's public key is not that of its sealed key")
