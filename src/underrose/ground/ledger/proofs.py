"""Prove one entry to a stranger: a `.tlog-proof` file (c2sp.org/tlog-proof) that openssl and sha256sum verify alone.

The entry's leaf travels in the `extra` line; it needs no trust there, because the path starts from its hash. It says
who did what to which row by pseudonym, and nothing of what the row or the sealed details hold.
"""

from __future__ import annotations

import base64
import uuid
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import transaction

from underrose.ground.ledger import checkpoints, leaf, notes, sequencing, tiles, tree
from underrose.ground.ledger.models import Entry
from underrose.ground.ledger.notes import Damaged

SCRIPT = Path(__file__).with_name("verify-proof.sh")
_FIRST = "c2sp.org/tlog-proof@v1"
_LONGEST = 65_535  # an entry in a bundle has a length of two bytes


class NoSuchEntry(LookupError):
    """There is no entry of that id."""


@dataclass(frozen=True, slots=True)
class Proven:
    """What a good proof shows: this leaf stands at this place of this log."""

    leaf: bytes
    index: int
    checkpoint: notes.Checkpoint


@transaction.atomic
def proof(entry_id: uuid.UUID, *, at: datetime) -> str:
    """The proof of one entry under a fresh checkpoint. Raises NoSuchEntry, Contradiction, and
    Damaged where the entry was altered.
    """
    practice_id = Entry.objects.filter(pk=entry_id).values_list("practice_id", flat=True).first()
    if practice_id is None:
        raise NoSuchEntry(str(entry_id))
    sequencing.sequence(practice_id)
    checkpoint = checkpoints.sign(practice_id, at=at)
    entry = Entry.objects.get(pk=entry_id, index__lt=checkpoint.size)
    index = entry.index or 0
    path = tree.inclusion(index, checkpoint.size, tiles.Reader(practice_id, checkpoint.size))
    text = write(leaf.of(entry), index, path, checkpoint.note)
    check(text, checkpoints.public_key(practice_id, at=at))
    return text


def write(data: bytes, index: int, path: list[bytes], note: str) -> str:
    """The text of a proof from its parts."""
    hashes = "".join(base64.b64encode(step).decode() + "\n" for step in path)
    return f"{_FIRST}\nextra {base64.b64encode(data).decode()}\nindex {index}\n{hashes}\n{note}"


def check(text: str, key: notes.Key) -> Proven:
    """Verify a proof under a log's key. Raises notes.Damaged with the reason."""
    above, _, note = text.partition("\n\n")
    lines = above.split("\n")
    if lines[0] != _FIRST:
        raise Damaged("this is not a .tlog-proof file")
    if len(lines) < 3 or not lines[1].startswith("extra ") or not lines[2].startswith("index "):
        raise Damaged("the proof lacks its entry or index")
    data, index = notes.decode(lines[1][6:], "the entry"), lines[2][6:]
    if not index.isascii() or not index.isdigit() or str(int(index)) != index or len(data) > _LONGEST:
        raise Damaged("the index or the entry is damaged")
    path = [notes.decode(line, "a hash") for line in lines[3:]]
    if any(len(step) != 32 for step in path):
        raise Damaged("a hash is damaged")
    checkpoint = notes.open_note(note, key)
    try:
        tree.check_inclusion(tree.leaf_hash(data), int(index), checkpoint.size, path, checkpoint.root)
    except tree.Unproven as error:
        raise Damaged(f"the entry is not in the checkpoint: {error}") from error
    return Proven(data, int(index), checkpoint)
