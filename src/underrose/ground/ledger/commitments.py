"""What an entry says of the rows it changed: one line a row, with a salted hash of its columns.

The row is read back from the database and locked, because what counts is what was stored, not what a stale object in
memory holds. The salt is keyed by the vault, so that whoever can write the database but doesn't hold the root key
can't make a commitment that fits. Sealed columns go in as ciphertext. It doesn't know what a column means.
"""

from __future__ import annotations

import hmac
import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from hashlib import sha256
from typing import Any

from django.db import models
from django.db.models import Model, Value
from django.db.models.functions import Concat

from underrose.ground.ledger import canonical
from underrose.ground.ledger.models import Head, Recorded, Shape
from underrose.ground.ledger.statements import Tip

GONE = "gone"
LOOKS = "looks"
_BATCH = 5_000  # keys in one query


class Unsaved(ValueError):
    """A row that isn't in the database, or belongs to another practice: the ledger can't vouch for it."""


def reference(row: Model) -> str:
    """How the ledger names a row: label and key."""
    return f"{row._meta.label_lower}:{row.pk}"


def lines(tip: Tip, entry_id: uuid.UUID, rows: Iterable[Recorded], gone: Iterable[Recorded], key: bytes) -> list[str]:
    """The lines of one entry, sorted, under the practice's ledger key. Raises Unsaved."""
    found = {f"{reference(row)} {GONE}" for row in gone}
    for model, wanted in _by_model(rows).items():
        columns = covered(model)
        shape = shape_of(columns)
        if shape not in tip.shapes:
            _keep(tip, shape, columns)
        label = model._meta.label_lower
        for pk, values in _stored(tip, model, sorted(wanted), columns):
            name = f"{label}:{pk}"
            found.add(f"{name} {shape} {digest(key, entry_id.hex, name, columns, values)}")
    return sorted(found)


def looks(member_ids: Iterable[uuid.UUID], matter_id: uuid.UUID | None = None) -> str:
    """The line of a page view: one hash over whose data it showed, and under which matter, if under one."""
    shown = b"".join(sorted(member_id.bytes for member_id in member_ids))
    under = b" under " + matter_id.bytes if matter_id else b""
    return f"{LOOKS} {sha256(shown + under).hexdigest()}"


def digest(key: bytes, entry_id: str, name: str, columns: Sequence[str], values: Sequence[object]) -> str:
    """SHA-256(salt ‖ canonical JSON of the columns), in hex, under a salt for each entry and row."""
    salt = hmac.digest(key, f"row {entry_id} {name}".encode(), "sha256")
    return sha256(salt + canonical.row(dict(zip(columns, values, strict=True)))).hexdigest()


@cache
def covered(model: type[Recorded]) -> tuple[str, ...]:
    """The columns that a commitment covers: every concrete one but those the model names as unrecorded."""
    return tuple(sorted(field.attname for field in model._meta.concrete_fields if field.name not in model.unrecorded))


@cache
def shape_of(columns: tuple[str, ...]) -> str:
    """The name of a list of columns: 64 bits of its hash."""
    return sha256(" ".join(columns).encode()).hexdigest()[:16]


def _by_model(rows: Iterable[Recorded]) -> dict[type[Recorded], set[Any]]:
    found: dict[type[Recorded], set[Any]] = defaultdict(set)
    for row in rows:
        found[type(row)].add(row._meta.pk.to_python(row.pk))
    return found


def _stored(
    tip: Tip, model: type[Recorded], wanted: list[Any], columns: tuple[str, ...]
) -> Iterator[tuple[object, Sequence[object]]]:
    for start in range(0, len(wanted), _BATCH):
        some = wanted[start : start + _BATCH]
        # Locked, because on PostgreSQL another act may hold a change to it that isn't committed yet; its entry would
        # then carry the newer state under an older place.
        stored = tip.pen.stored(model, tip.practice_id, some, columns)
        if len(stored) != len(some):
            missing = set(some) - {row[0] for row in stored}
            raise Unsaved(f"{model._meta.label}: not stored for this practice: {sorted(map(str, missing))[:3]}")
        yield from ((row[0], row[1:]) for row in stored)


def _keep(tip: Tip, shape: str, columns: tuple[str, ...]) -> None:
    """Note a list of columns, and in the head that it is noted: a process's memory may outlive its database."""
    Shape.objects.bulk_create([Shape(id=shape, columns=" ".join(columns))], ignore_conflicts=True)
    added = f" {shape}"
    tip.shapes += added
    Head.objects.filter(pk=tip.practice_id).update(shapes=Concat("shapes", Value(added, models.TextField())))
