"""Root key, practice keys, subject keys: who wraps whom (AES key wrap, RFC 3394; HKDF-SHA256, RFC 5869)."""

from __future__ import annotations

import os
import uuid
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap, aes_key_wrap
from django.db import connection, transaction
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
    known = _roots()
    found = root.source().read()
    for key in found:
        if not known or root_id(key) in known:
            return key
    if not known:
        return root.source().make()
    raise root.RootForeign() if found else root.RootMissing()


def known_roots() -> set[str]:
    """The ids of the root keys that this house's rows name; none on a blank machine.

    For whoever brings a key back or looks one over. `root_key` asks without this leniency: a database that doesn't
    answer must never look like a house without keys.
    """
    live: Any = connection
    is_blank = (
        connection.vendor == "sqlite" and not live.is_in_memory_db() and not Path(live.settings_dict["NAME"]).exists()
    )
    if is_blank or PracticeKey._meta.db_table not in connection.introspection.table_names():
        return set()
    return _roots()


def _roots() -> set[str]:
    return set(PracticeKey.objects.order_by().values_list("root_id", flat=True).distinct())


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
        _uncommitted[made.id] = marker = partial(_uncommitted.pop, made.id, None)
        transaction.on_commit(marker)
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


def subject_rows(
    subject_ids: Iterable[uuid.UUID], using: str | None = None
) -> Iterator[tuple[uuid.UUID, Secret | None, Secret | None]]:
    """Each subject that has a row: (id, its key, or None where it was shredded, the key before while there is one).

    One query for every ten thousand.
    """
    wanted = list(subject_ids)
    for start in range(0, len(wanted), _AT_ONCE):
        rows = (
            SubjectKey.objects.using(using)
            .filter(pk__in=wanted[start : start + _AT_ONCE])
            .values_list(
                "id", "shredded_at", "wrapped", "former", "resealed_at", "wrapped_by__wrapped", "wrapped_by__root_id"
            )
        )
        for subject_id, shredded_at, wrapped, former, resealed_at, practice_wrapped, root_name in rows:
            if shredded_at is not None:
                yield subject_id, None, None
            else:
                wrapping = _practice_key(bytes(practice_wrapped), root_name)
                before = _unwrap(wrapping, bytes(former)) if former and resealed_at is None else None
                yield subject_id, _unwrap(wrapping, bytes(wrapped)), before


def subject_key(row: SubjectKey) -> Secret:
    """One living subject's key. Raises root.KeyTrouble."""
    return _unwrap(opened(row.wrapped_by), bytes(row.wrapped))


def renew(row: SubjectKey, *, at: datetime) -> None:
    """Another key for a living subject; the present one stays beside it until its rows are sealed anew. Not saved."""
    row.former, row.wrapped = row.wrapped, aes_key_wrap(opened(row.wrapped_by), os.urandom(SIZE))
    row.epoch += 1
    row.resealed_at = None
    row.made_at = at


def admit_former(using: str) -> None:
    """In data that was put together with keys of another moment: the keys before the last compromise read too."""
    SubjectKey.objects.using(using).exclude(former=b"").update(resealed_at=None)


def rewrap(row: SubjectKey, newest: PracticeKey) -> None:
    """A subject's key, and the one before where there is one, wrapped by another practice key. Not saved."""
    if row.shredded_at is None:
        old, new = opened(row.wrapped_by), opened(newest)
        row.wrapped = aes_key_wrap(new, _unwrap(old, bytes(row.wrapped)))
        row.former = aes_key_wrap(new, _unwrap(old, bytes(row.former))) if row.former else b""
    row.wrapped_by = newest


def derive(practice_id: uuid.UUID, purpose: str) -> bytes:
    """A 32-byte key of one practice for one purpose; the same for ever, also after the practice's keys rotate."""
    return Secret(HKDF(SHA256(), SIZE, None, f"underrose {purpose}".encode()).derive(_deriving_key(practice_id)))


def forget() -> None:
    """Drop the keys that this process holds in memory."""
    _practice_key.cache_clear()
    _deriving.clear()
    root.forget()


# By practice. A key whose transaction rolled back must not index anything, so a key made in this process is held
# only while the mark that Django drops at a rollback is there, or since the commit has called it.
_deriving: dict[uuid.UUID, tuple[uuid.UUID, Secret]] = {}
_uncommitted: dict[uuid.UUID, Callable[[], object]] = {}
_DERIVING_HELD = 4096


def _deriving_key(practice_id: uuid.UUID) -> Secret:
    row_id, key = _deriving.get(practice_id, (None, None))
    if row_id is not None and key is not None and _stands(row_id):
        return key
    row = practice_key(practice_id, PracticeKey.Purpose.DERIVE)
    if len(_deriving) >= _DERIVING_HELD:
        _deriving.clear()
    _deriving[practice_id] = row.id, opened(row)
    return _deriving[practice_id][1]


def _stands(row_id: uuid.UUID) -> bool:
    marker = _uncommitted.get(row_id)
    return marker is None or any(marker is waiting[1] for waiting in connection.run_on_commit)


@lru_cache(maxsize=4096)
def _practice_key(wrapped: bytes, root_name: str) -> Secret:
    """Held by its wrapped form, so that what is held can never be out of date."""
    return _unwrap(_root_named(root_name), wrapped)


def _root_named(name: str) -> Secret:
    found = root.source().read()
    for key in found:
        if root_id(key) == name:
            return key
    raise root.RootForeign() if found else root.RootMissing()


def _unwrap(wrapping: Secret, wrapped: bytes) -> Secret:
    try:
        return Secret(aes_key_unwrap(wrapping, wrapped))
    except InvalidUnwrap as error:
        raise KeyDamaged() from error
