"""Seal and open the fields of a row.

Associated data binds practice, model, column, row and version (AES-256-GCM, NIST SP 800-38D), so that a ciphertext
moved, exchanged or rolled back is refused. Neither words nor keys stand in any error.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import TypeAlias

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from underrose.ground.refusal import Refused
from underrose.ground.vault import keys
from underrose.ground.vault.models import SealedField, SealedRow, SubjectKey

_ALGORITHM = b"\x01"  # AES-256-GCM, 96-bit random nonce
_NONCE = 12

Ciphers: TypeAlias = Mapping[uuid.UUID, AESGCM | None]


class Broken(Refused):
    """A sealed field that can't be opened: altered, moved, rolled back, or its key is missing."""

    said = _("A sealed record can't be opened: it was altered or moved. Nothing was shown. Please tell the operator.")

    def __init__(self, where: str = "") -> None:
        super().__init__()
        self.where = where  # label, key and column of the row, for the log

    def __str__(self) -> str:
        return self.where or super().__str__()


class Shredded(Broken):
    """The subject's key was destroyed for good."""

    said = _("This record was destroyed for good and can't be read any more.")


def subject(practice_id: uuid.UUID, kind: str, *, at: datetime) -> uuid.UUID:
    """Make a subject key; `kind` is one of member, group, case, note, outbox, ledger, practice. Returns its id."""
    return subjects(practice_id, kind, 1, at=at)[0]


@transaction.atomic
def subjects(practice_id: uuid.UUID, kind: str, count: int, *, at: datetime) -> list[uuid.UUID]:
    """Make many subject keys with few queries. Returns their ids."""
    made = SubjectKey.objects.bulk_create(keys.new_subjects(practice_id, kind, count, at=at), batch_size=500)
    return [row.id for row in made]


def seal(row: SealedRow, **values: str) -> list[str]:
    """Seal `values` into the row's fields, and what it already holds under the new version. The caller saves.

    Returns the columns that changed, for `save(update_fields=…)`. Raises Broken or Shredded.
    """
    return seal_many([(row, values)])


def seal_many(rows: Iterable[tuple[SealedRow, Mapping[str, str]]]) -> list[str]:
    """Seal many rows with one query for their keys: [(row, {column: words})]. The caller saves.

    Returns the columns that changed, for `bulk_update`. Raises Broken or Shredded; then no row has changed.
    """
    work = list(rows)
    ciphers = _ciphers(row for row, _values in work)
    kept = [_held(row, values, ciphers) for row, values in work]
    for row, values in work:
        _cipher(row, ciphers)
        if unknown := set(values) - set(_places(type(row))):
            raise TypeError(f"{row._meta.label} has no sealed field {', '.join(sorted(unknown))}")
    changed: dict[str, None] = {"seal_version": None}
    for (row, values), held in zip(work, kept, strict=True):
        row.seal_version += 1
        cipher = _cipher(row, ciphers)
        places = _places(type(row))
        binding = _binding(row)
        for words in (held, values):
            for name, text in words.items():
                changed[name] = None
                if text:
                    nonce = os.urandom(_NONCE)
                    sealed = cipher.encrypt(nonce, text.encode(), binding + places[name])
                    setattr(row, name, _ALGORITHM + nonce + sealed)
                else:
                    setattr(row, name, b"")
    return list(changed)


def reveal(row: SealedRow, name: str) -> str:
    """One field's words, "" where nothing was sealed. Raises Broken or Shredded."""
    return reveal_many([row], name)[row.pk]


def reveal_many(rows: Iterable[SealedRow], name: str) -> dict[uuid.UUID, str]:
    """One field of many rows in one query: {row's pk: words}. Raises Broken or Shredded."""
    found = list(rows)
    ciphers = _ciphers(row for row in found if getattr(row, name))
    return {row.pk: _open(row, name, ciphers) for row in found}


def open_all(row: SealedRow) -> dict[str, str]:
    """Every sealed field of one row, in one query: {column: words}. Raises Broken or Shredded."""
    names = _places(type(row))
    if not any(getattr(row, name) for name in names):
        return dict.fromkeys(names, "")
    ciphers = _ciphers([row])
    return {name: _open(row, name, ciphers) for name in names}


def shred(subject_id: uuid.UUID, *, at: datetime) -> None:
    """Destroy a subject's key for good. What it sealed stays as noise; proofs stay valid."""
    SubjectKey.objects.filter(pk=subject_id, shredded_at=None).update(wrapped=b"", shredded_at=at)


def blind_index(practice_id: uuid.UUID, purpose: str, value: str) -> bytes:
    """Keyed 16-byte form of a normalised value, for exact look-up only (HMAC-SHA256 under a key of its purpose)."""
    return blind_indexer(practice_id, purpose)(value)


def blind_indexer(practice_id: uuid.UUID, purpose: str) -> Callable[[str], bytes]:
    """`blind_index` of one purpose for many values: derives the key once."""
    key = keys.derive(practice_id, f"index:{purpose}")
    return lambda value: hmac.digest(key, value.encode(), hashlib.sha256)[:16]


@lru_cache(maxsize=256)
def _places(model: type[models.Model]) -> Mapping[str, bytes]:
    """{sealed column: what the associated data says of it}."""
    sealed = [field for field in model._meta.concrete_fields if isinstance(field, SealedField)]
    return {field.name: f"{model._meta.label_lower}.{field.name}".encode() for field in sealed}


def _binding(row: SealedRow) -> bytes:
    """The fixed-length part of the associated data: practice, row, version. The column's name follows it."""
    return _id(row.practice_id) + _id(row.pk) + row.seal_version.to_bytes(8)


def _id(value: uuid.UUID | str) -> bytes:
    return value.bytes if isinstance(value, uuid.UUID) else uuid.UUID(value).bytes


def _ciphers(rows: Iterable[SealedRow]) -> Ciphers:
    wanted = {row.subject_id for row in rows}
    return {found: key and AESGCM(key) for found, key in keys.subject_rows(wanted)} if wanted else {}


def _cipher(row: SealedRow, ciphers: Ciphers) -> AESGCM:
    try:
        cipher = ciphers[row.subject_id]
    except KeyError:
        raise Broken(f"{row._meta.label} {row.pk}: its key is missing") from None
    if cipher is None:
        raise Shredded(f"{row._meta.label} {row.pk}: its key was destroyed")
    return cipher


def _held(row: SealedRow, values: Mapping[str, str], ciphers: Ciphers) -> dict[str, str]:
    """What the row holds already, beside what is written anew."""
    names: Sequence[str] = [name for name in _places(type(row)) if name not in values and getattr(row, name)]
    return {name: _open(row, name, ciphers) for name in names}


def _open(row: SealedRow, name: str, ciphers: Ciphers) -> str:
    sealed = getattr(row, name)
    if not sealed:
        return ""
    if not isinstance(sealed, bytes):
        sealed = bytes(sealed)  # PostgreSQL hands out memoryviews
    cipher = _cipher(row, ciphers)
    if sealed[:1] != _ALGORITHM:
        raise Broken(f"{row._meta.label} {row.pk} {name}: unknown algorithm")
    try:
        place = _binding(row) + _places(type(row))[name]
        return cipher.decrypt(sealed[1 : 1 + _NONCE], sealed[1 + _NONCE :], place).decode()
    except (InvalidTag, ValueError):
        raise Broken(f"{row._meta.label} {row.pk} {name}: altered or moved") from None
