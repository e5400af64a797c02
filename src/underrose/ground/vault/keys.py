"""Root key, practice keys, subject keys: who wraps whom (AES key wrap, RFC 3394; HKDF-SHA256, RFC 5869)."""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import lru_cache

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap, aes_key_wrap
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from underrose.ground import clock
from underrose.ground.vault import root
from underrose.ground.vault.models import PracticeKey, SubjectKey
from underrose.ground.vault.root import root_id
from underrose.ground.vault.secret import Secret

SIZE = 32
# An SQLite build allows 32,766 values in one statement.
_AT_ONCE = 10_000


class KeyDamaged(root.KeyTrouble):
    said = _("A stored key is damaged and can't be used. Restore the keys from a backup.")


def root_key() -> Secret:
    """The house's root key; made on first use only. Raises root.KeyTrouble when it is missing, damaged or foreign."""
    wanted = PracticeKey.objects.order_by("-made_at").values_list("root_id", flat=True).first()
    if wanted is not None:
        return _root_named(wanted)
    return next(iter(root.source().read()), None) or root.source().make()


def practice_key(practice_id: uuid.UUID, purpose: str = PracticeKey.Purpose.WRAP) -> PracticeKey:
    """A practice's newest key of one purpose, made on first use. Of several processes that make it, one wins."""
    found = PracticeKey.objects.filter(practice_id=practice_id, purpose=purpose).order_by("-epoch").first()
    return found or make_practice_key(practice_id, purpose, epoch=1)


def make_practice_key(practice_id: uuid.UUID, purpose: str, *, epoch: int) -> PracticeKey:
    """Make a practice's key of one epoch, or fetch the one that another process made first."""
    wrapping = root_key()
    made, is_new = PracticeKey.objects.get_or_create(
        practice_id=practice_id,
        purpose=purpose,
        epoch=epoch,
        defaults={
            "wrapped": aes_key_wrap(wrapping, os.urandom(SIZE)),
            "root_id": root_id(wrapping),
            "made_at": clock.now(),
        },
    )
    if is_new:
        _uncommitted.add(made.id)
        transaction.on_commit(lambda: _uncommitted.discard(made.id))
    return made


def opened(row: PracticeKey) -> Secret:
    """The practice key itself. Raises root.KeyTrouble when the root key at hand doesn't open it."""
    return _practice_key(bytes(row.wrapped), row.root_id)


def new_subjects(practice_id: uuid.UUID, kind: str, count: int, *, at: datetime) -> list[SubjectKey]:
    """Subject keys not yet saved, wrapped by the practice's newest key."""
    wrapping = practice_key(practice_id)
    key = opened(wrapping)
    return [
        SubjectKey(
            practice_id=practice_id,
            kind=kind,
            wrapped_by=wrapping,
            wrapped=aes_key_wrap(key, os.urandom(SIZE)),
            made_at=at,
        )
        for _each in range(count)
    ]


def subject_rows(subject_ids: Iterable[uuid.UUID]) -> Iterator[tuple[uuid.UUID, Secret | None]]:
    """Each subject that has a row: (id, its key, or None where it was shredded). One query for every ten thousand."""
    wanted = list(subject_ids)
    for start in range(0, len(wanted), _AT_ONCE):
        rows = SubjectKey.objects.filter(pk__in=wanted[start : start + _AT_ONCE]).values_list(
            "id", "shredded_at", "wrapped", "wrapped_by__wrapped", "wrapped_by__root_id"
        )
        for subject_id, shredded_at, wrapped, practice_wrapped, root_name in rows:
            if shredded_at is not None:
                yield subject_id, None
            else:
                yield subject_id, _unwrap(_practice_key(bytes(practice_wrapped), root_name), bytes(wrapped))


def derive(practice_id: uuid.UUID, purpose: str) -> bytes:
    """A 32-byte key of one practice for one purpose; the same for ever, also after the practice's keys rotate."""
    return Secret(HKDF(SHA256(), SIZE, None, f"underrose {purpose}".encode()).derive(_deriving_key(practice_id)))


def forget() -> None:
    """Drop the keys that this process holds in memory."""
    _practice_key.cache_clear()
    _deriving.clear()


# Held by practice only once its row is committed: a key whose transaction rolled back must not index anything.
_deriving: dict[uuid.UUID, Secret] = {}
_uncommitted: set[uuid.UUID] = set()
_DERIVING_HELD = 4096


def _deriving_key(practice_id: uuid.UUID) -> Secret:
    if (held := _deriving.get(practice_id)) is not None:
        return held
    row = practice_key(practice_id, PracticeKey.Purpose.DERIVE)
    key = opened(row)
    if row.id not in _uncommitted:
        if len(_deriving) >= _DERIVING_HELD:
            _deriving.clear()
        _deriving[practice_id] = key
    return key


@lru_cache(maxsize=4096)
def _practice_key(wrapped: bytes, root_name: str) -> Secret:
    """Held by its wrapped form, so that what is held can never be out of date."""
    return _unwrap(_root_named(root_name), wrapped)


def _root_named(name: str) -> Secret:
    found = root.source().read()
    if not found:
        raise root.RootMissing()
    for key in found:
        if root_id(key) == name:
            return key
    raise root.RootForeign()


def _unwrap(wrapping: Secret, wrapped: bytes) -> Secret:
    try:
        return Secret(aes_key_unwrap(wrapping, wrapped))
    except InvalidUnwrap as error:
        raise KeyDamaged() from error
