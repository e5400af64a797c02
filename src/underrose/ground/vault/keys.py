"""Root key, practice keys, subject keys: who wraps whom (AES key wrap, RFC 3394; HKDF-SHA256, RFC 5869)."""

from __future__ import annotations

import hashlib
import os
import uuid
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.keywrap import aes_key_unwrap, aes_key_wrap
from django.conf import settings
from django.utils import timezone

from underrose.ground.vault.models import PracticeKey, SubjectKey


def root_key() -> bytes:
    """The 32-byte root key from its file; made on first use, mode 0400, outside the data."""
    path = Path(settings.ROOT_KEY_FILE)
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o400)
        with os.fdopen(handle, "wb") as file:
            file.write(os.urandom(32))
            file.flush()
            os.fsync(file.fileno())
    return path.read_bytes()


def root_id(key: bytes) -> str:
    """A short public name of a root key, so that a wrong file is named and not guessed at."""
    return hashlib.sha256(b"underrose root" + key).hexdigest()[:16]


@lru_cache(maxsize=64)
def practice_key(practice_id: uuid.UUID) -> bytes:
    """A practice's key, made on first use."""
    row = PracticeKey.objects.filter(pk=practice_id).first()
    root = root_key()
    if row is None:
        key = os.urandom(32)
        PracticeKey.objects.create(
            practice_id=practice_id, wrapped=aes_key_wrap(root, key), root_id=root_id(root), made_at=timezone.now()
        )
        return key
    return aes_key_unwrap(root, bytes(row.wrapped))


def wrap_subject(practice_id: uuid.UUID, subject_id: uuid.UUID, key: bytes) -> bytes:
    """Wrap one subject's key under its practice's key."""
    return aes_key_wrap(practice_key(practice_id), key)


def subject_ciphers(subject_ids: Iterable[uuid.UUID]) -> Mapping[uuid.UUID, AESGCM]:
    """Ciphers of the subjects that still have a key, in one query."""
    rows = SubjectKey.objects.filter(pk__in=list(subject_ids), shredded_at=None)
    return {row.id: AESGCM(aes_key_unwrap(practice_key(row.practice_id), bytes(row.wrapped))) for row in rows}


def derive(practice_id: uuid.UUID, purpose: str) -> bytes:
    """A 32-byte key of one practice for one purpose."""
    return HKDF(SHA256(), 32, None, f"underrose {purpose}".encode()).derive(practice_key(practice_id))


def forget() -> None:
    """Drop the keys that this process holds in memory."""
    practice_key.cache_clear()
