"""Seal and open the fields of a row.

Associated data binds practice, model, column, row and version (AES-256-GCM, NIST SP 800-38D), so that a ciphertext
moved, exchanged or rolled back is refused. Neither words nor keys stand in any error.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import uuid
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from functools import lru_cache
from operator import attrgetter

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from underrose.ground.database import settling
from underrose.ground.refusal import Refused
from underrose.ground.vault import keys
from underrose.ground.vault.models import SealedField, SealedRow, SubjectKey

_ALGORITHM = b"\x01"  # AES-256-GCM, 96-bit random nonce
_NONCE = 12


class Ciphers(dict[int, AESGCM | None]):
    """By the id's number, whose hash costs nothing; None stands for a key that was destroyed."""

    def __init__(self) -> None:
        self.former: dict[int, AESGCM] = {}  # the key before, while rows are sealed anew after a compromise


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
    sealing = [_cipher(row, ciphers) for row, _values in work]
    whole = [_whole(row, values, ciphers) for row, values in work]
    columns: set[str] = set()
    for (row, _values), cipher, words in zip(work, sealing, whole, strict=True):
        row.seal_version += 1
        bound = binding(row)
        places = _places(type(row))
        for name, text in words.items():
            if text:
                nonce = os.urandom(_NONCE)
                sealed = b"".join((_ALGORITHM, nonce, cipher.encrypt(nonce, text.encode(), bound + places[name])))
            else:
                sealed = b""
            setattr(row, name, sealed)
            columns.add(name)
    return sorted({"seal_version", *columns})


def reseal_many(rows: Iterable[SealedRow]) -> tuple[list[SealedRow], list[str], list[SealedRow]]:
    """Seal anew what is still sealed under the key before the present one. The caller saves.

    Returns the rows that changed, the columns that changed, and the rows that neither key opens.
    """
    found = list(rows)
    ciphers, present = _ciphers(found), Ciphers()
    present.update(ciphers)
    waiting = [row for row in found if not _opens(row, present)]
    broken = [row for row in waiting if not _opens(row, ciphers)]
    changed = [row for row in waiting if row not in broken]
    return changed, seal_many((row, {}) for row in changed) if changed else [], broken


def _opens(row: SealedRow, ciphers: Ciphers) -> bool:
    """Whether every field opens; a destroyed key leaves nothing to do."""
    try:
        for name in _places(type(row)):
            _open(row, name, ciphers)
    except Shredded:
        return True
    except Broken:
        return False
    return True


def reveal(row: SealedRow, name: str) -> str:
    """One field's words, "" where nothing was sealed. Raises Broken or Shredded."""
    return reveal_many([row], name)[row.pk]


def reveal_many(rows: Iterable[SealedRow], name: str) -> dict[uuid.UUID, str]:
    """One field of many rows in one query: {row's pk: words}. Raises Broken or Shredded."""
    found = list(rows)
    ciphers = _ciphers(row for row in found if getattr(row, name))
    return {row.pk: _open(row, name, ciphers) for row in found}


def reveal_each(wanted: Iterable[tuple[SealedRow, str]]) -> list[str]:
    """Fields of rows of any kind, in one query, in the order asked. Raises Broken or Shredded."""
    found = list(wanted)
    ciphers = _ciphers(row for row, name in found if getattr(row, name))
    return [_open(row, name, ciphers) for row, name in found]


def open_all(row: SealedRow) -> dict[str, str]:
    """Every sealed field of one row, in one query: {column: words}. Raises Broken or Shredded."""
    names = _places(type(row))
    if not any(getattr(row, name) for name in names):
        return dict.fromkeys(names, "")
    ciphers = _ciphers([row])
    return {name: _open(row, name, ciphers) for name in names}


def shred(subject_id: uuid.UUID, *, at: datetime) -> None:
    """Destroy a subject's key for good. What it sealed stays as noise; proofs stay valid."""
    shred_many([subject_id], at=at)


def shred_many(subject_ids: Iterable[uuid.UUID], *, at: datetime) -> int:
    """Destroy many subjects' keys for good, and let the file forget them. Returns how many there were to destroy.

    Copies of the keys outlive it for as long as they are kept: `vault.copies` says until when.
    """
    wanted, count = list(subject_ids), 0
    for start in range(0, len(wanted), 500):
        living = SubjectKey.objects.filter(pk__in=wanted[start : start + 500], shredded_at=None)
        count += living.update(wrapped=b"", former=b"", shredded_at=at)
    if count:
        transaction.on_commit(settling.settle, robust=True)
    return count


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


@lru_cache(maxsize=256)
def _now(model: type[models.Model]) -> Callable[[SealedRow], tuple[bytes, ...]]:
    """What the sealed columns of a row hold, in the order of `_places`, fetched where they were deferred."""
    names = list(_places(model))
    # attrgetter gives a tuple only for two names and more.
    return attrgetter(*names) if len(names) > 1 else lambda row: (getattr(row, names[0]),)


def binding(row: SealedRow) -> bytes:
    """The fixed-length part of the associated data: practice, row, version. The column's name follows it."""
    try:
        bound: bytes = row.practice_id.bytes + row.pk.bytes + row.seal_version.to_bytes(8)
        return bound
    except AttributeError:  # an id that was given as text
        return uuid.UUID(str(row.practice_id)).bytes + uuid.UUID(str(row.pk)).bytes + row.seal_version.to_bytes(8)


def _ciphers(rows: Iterable[SealedRow]) -> Ciphers:
    wanted, ciphers = {_number(row): row for row in rows}, Ciphers()
    if not wanted:
        return ciphers
    where = next(iter(wanted.values()))._state.db  # a backup under examination brings its own keys
    for subject_id, key, former in keys.subject_rows((row.subject_id for row in wanted.values()), using=where):
        ciphers[subject_id.int] = AESGCM(key) if key else None
        if former:
            ciphers.former[subject_id.int] = AESGCM(former)
    return ciphers


def _cipher(row: SealedRow, ciphers: Ciphers) -> AESGCM:
    if cipher := ciphers.get(_number(row)):
        return cipher
    if _number(row) in ciphers:
        raise Shredded(f"{row._meta.label} {row.pk}: its key was destroyed")
    raise Broken(f"{row._meta.label} {row.pk}: its key is missing")


def _number(row: SealedRow) -> int:
    try:
        return row.subject_id.int
    except AttributeError:
        return uuid.UUID(str(row.subject_id)).int


def _whole(row: SealedRow, values: Mapping[str, str], ciphers: Ciphers) -> Mapping[str, str]:
    """What is written anew and, since the version binds every field, what the row holds already."""
    places = _places(type(row))
    for name in values:
        if name not in places:
            raise TypeError(f"{row._meta.label} has no sealed field {name}")
    for name, sealed in zip(places, _now(type(row))(row), strict=False):
        if sealed and name not in values:
            held = {name: _open(row, name, ciphers) for name in places if name not in values}
            return {**{name: text for name, text in held.items() if text}, **values}
    return values


def _open(row: SealedRow, name: str, ciphers: Ciphers) -> str:
    sealed = getattr(row, name)
    if not sealed:
        return ""
    if type(sealed) is not bytes:
        sealed = bytes(sealed)  # PostgreSQL hands out memoryviews
    cipher = _cipher(row, ciphers)
    if sealed[0] != _ALGORITHM[0]:
        raise Broken(f"{row._meta.label} {row.pk} {name}: unknown algorithm")
    try:
        place = binding(row) + _places(type(row))[name]
        return cipher.decrypt(sealed[1:13], sealed[13:], place).decode()
    except (InvalidTag, ValueError):
        if former := ciphers.former.get(_number(row)):
            return _open_former(row, name, sealed, former)
        raise Broken(f"{row._meta.label} {row.pk} {name}: altered or moved") from None


def _open_former(row: SealedRow, name: str, sealed: bytes, former: AESGCM) -> str:
    """What a rotation that is under way has not sealed anew yet."""
    try:
        return former.decrypt(sealed[1:13], sealed[13:], binding(row) + _places(type(row))[name]).decode()
    except (InvalidTag, ValueError):
        raise Broken(f"{row._meta.label} {row.pk} {name}: altered or moved") from None
