"""Seal and open the fields of a row.

Associated data binds practice, model, column, row and version (AES-256-GCM, NIST SP 800-38D), so that a ciphertext
moved or exchanged is refused.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import uuid
from collections.abc import Iterable, Mapping
from datetime import datetime

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from underrose.ground.vault import keys
from underrose.ground.vault.models import SealedField, SealedRow, SubjectKey

_ALGORITHM = b"\x01"  # AES-256-GCM, 96-bit random nonce


class Broken(Exception):
    """A sealed field that can't be opened: altered, moved, rolled back, or its key is gone."""


class Shredded(Broken):
    """The subject's key was destroyed for good."""


def subject(practice_id: uuid.UUID, kind: str, *, at: datetime) -> uuid.UUID:
    """Make a subject key; `kind` is one of member, group, case, note, outbox, ledger, practice. Returns its id."""
    row = SubjectKey(practice_id=practice_id, kind=kind, made_at=at)
    row.wrapped = keys.wrap_subject(practice_id, row.id, os.urandom(32))
    row.save(force_insert=True)
    return row.id


def seal(row: SealedRow, **values: str) -> None:
    """Seal `values` into the row's fields, and what it already holds under the new version. The caller saves."""
    held = {name: text for name, text in open_all(row).items() if text}
    row.seal_version += 1
    cipher = _ciphers([row])[row.subject_id]
    for name, text in {**held, **values}.items():
        nonce = os.urandom(12)
        sealed = cipher.encrypt(nonce, text.encode(), _place(row, name)) if text else b""
        setattr(row, name, _ALGORITHM + nonce + sealed if text else b"")


def reveal(row: SealedRow, name: str) -> str:
    """One field's words, "" where nothing was sealed. Raises Broken or Shredded."""
    return reveal_many([row], name)[row.pk]


def reveal_many(rows: Iterable[SealedRow], name: str) -> dict[uuid.UUID, str]:
    """One field of many rows in one query: {row's pk: words}. Raises Broken or Shredded."""
    found = list(rows)
    ciphers = _ciphers([row for row in found if getattr(row, name)])
    return {row.pk: _open(row, name, ciphers) for row in found}


def open_all(row: SealedRow) -> dict[str, str]:
    """Every sealed field of one row: {column: words}."""
    names = [field.name for field in row._meta.concrete_fields if isinstance(field, SealedField)]
    if not any(getattr(row, name) for name in names):
        return dict.fromkeys(names, "")
    ciphers = _ciphers([row])
    return {name: _open(row, name, ciphers) for name in names}


def shred(subject_id: uuid.UUID, *, at: datetime) -> None:
    """Destroy a subject's key for good. What it sealed stays as noise; proofs stay valid."""
    SubjectKey.objects.filter(pk=subject_id).update(wrapped=b"", shredded_at=at)
    keys.forget()


def blind_index(practice_id: uuid.UUID, purpose: str, value: str) -> bytes:
    """Keyed 16-byte form of a normalised value, for exact look-up only (HMAC-SHA256 under a key of its purpose)."""
    return hmac.new(keys.derive(practice_id, f"index:{purpose}"), value.encode(), hashlib.sha256).digest()[:16]


def _place(row: SealedRow, name: str) -> bytes:
    return json.dumps([str(row.practice_id), row._meta.label, name, str(row.pk), row.seal_version]).encode()


def _ciphers(rows: Iterable[SealedRow]) -> Mapping[uuid.UUID, AESGCM]:
    wanted = {row.subject_id for row in rows}
    return keys.subject_ciphers(wanted) if wanted else {}


def _open(row: SealedRow, name: str, ciphers: Mapping[uuid.UUID, AESGCM]) -> str:
    sealed = bytes(getattr(row, name) or b"")
    if not sealed:
        return ""
    if row.subject_id not in ciphers:
        raise Shredded(f"{row._meta.label} {row.pk}: the key is gone")
    if sealed[:1] != _ALGORITHM:
        raise Broken(f"{row._meta.label} {row.pk}: unknown algorithm")
    try:
        return ciphers[row.subject_id].decrypt(sealed[1:13], sealed[13:], _place(row, name)).decode()
    except InvalidTag as error:
        raise Broken(f"{row._meta.label} {row.pk} {name}: altered or moved") from error
