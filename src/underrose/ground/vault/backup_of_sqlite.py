"""Backups of the embedded SQLite database."""

from __future__ import annotations

import os
import secrets
import sqlite3
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import reduce
from hashlib import sha256
from itertools import chain, count
from operator import or_
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.management import call_command
from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from underrose.ground.database import snapshot
from underrose.ground.vault import archive, keys, sealing
from underrose.ground.vault.archive import BackupRefused, Progress
from underrose.ground.vault.backup_of import KEY_TABLES, Counted
from underrose.ground.vault.models import PracticeKey, SealedField, SealedRow, SubjectKey

_DESTROY = "UPDATE vault_subject_key SET wrapped = x'', shredded_at = ? WHERE id = ? AND shredded_at IS NULL"
_SAMPLE = 50  # rows of each table whose fields are opened


class Sqlite:
    """One file, copied while the house is running."""

    def take(self, data: Path, keys: Path, progress: Progress | None) -> None:
        live: Any = connection
        if live.is_in_memory_db():
            raise BackupRefused(_("A house in memory can't be backed up."))
        try:
            snapshot.take(Path(connection.settings_dict["NAME"]), data, progress)
            snapshot.look_over(data, progress)
        except snapshot.Unsound as error:
            raise BackupRefused(
                _("The database itself is damaged, so it was not backed up. Keep it, and restore the last good backup.")
            ) from error
        snapshot.move_tables(data, keys, KEY_TABLES)

    def ledgers(self, data: Path) -> Mapping[str, Mapping[str, Any]]:
        heads = snapshot.ask(data, "SELECT practice_id, size, frontier FROM ledger_head ORDER BY practice_id")
        return {
            str(uuid.UUID(str(practice))): {"size": size, "root": _root(bytes(frontier)).hex()}
            for practice, size, frontier in heads
        }

    def join(self, data: Path, keys: Path, progress: Progress | None) -> Counted:
        _refuse_unknown_migrations(data)
        try:
            snapshot.put_back(keys, data, KEY_TABLES)
            snapshot.look_over(data, progress)
        except snapshot.Unsound as error:
            raise archive.Damaged() from error
        with _as_database(data) as alias:
            return prove(alias, progress)

    def replace(self, data: Path, place: Path, progress: Progress | None) -> None:
        connections.close_all()
        aside = _aside(place)
        if not place.exists():
            _move_companions(place, aside)
            os.rename(data, place)
            return _sync(place.parent)
        try:
            with snapshot.alone(place) as ask:
                snapshot.tell(data, _DESTROY, _destroyed(ask))
                os.link(place, aside)  # first a second name for the old, so that one of them always stands
                _move_companions(place, aside)
                os.replace(data, place)
                _sync(place.parent)
        except snapshot.InUse:
            raise BackupRefused(_("Underrose is still running on this data. Stop it, then restore.")) from None


def _move_companions(place: Path, aside: Path) -> None:
    """A ruined or deleted database may have left a WAL; beside the restored one it would be played into it."""
    for suffix in ("-wal", "-shm", "-journal"):
        companion = place.with_name(place.name + suffix)
        if companion.exists():
            os.replace(companion, aside.with_name(aside.name + suffix))


def _aside(place: Path) -> Path:
    wished = place.with_name(f"{place.name}.before-restore-{datetime.now(UTC):%Y-%m-%dT%H%M%SZ}")
    others = (wished.with_name(f"{wished.name}-{number}") for number in count(2))
    return next(name for name in chain([wished], others) if not name.exists())


def _destroyed(ask: snapshot.Ask) -> list[tuple[Any, ...]]:
    try:
        return ask("SELECT shredded_at, id FROM vault_subject_key WHERE shredded_at IS NOT NULL")
    except sqlite3.DatabaseError:  # a database without these tables, or damaged: a reason to restore
        return []


def prove(alias: str, progress: Progress | None) -> Counted:
    """Open every practice key and a sample of every kind of sealed row. Raises BackupRefused, root.KeyTrouble."""
    practice_keys = list(PracticeKey.objects.using(alias))
    for key in practice_keys:
        keys.opened(key)
    subjects = SubjectKey.objects.using(alias)
    models = [model for model in apps.get_models() if issubclass(model, SealedRow)]
    fields_opened = 0
    for done, model in enumerate(models, start=1):
        rows = model._base_manager.using(alias)
        if _holding_words(rows, model).exclude(subject_id__in=subjects.values("id")).exists():
            raise BackupRefused(_("Some of the data has no key among these keys. They don't fit together."))
        # Ids are random, so that whatever follows a random one is a sample.
        sample = [*rows.filter(pk__gte=uuid.uuid4()).order_by("pk")[:_SAMPLE], *rows.order_by("pk")[:_SAMPLE]]
        fields_opened += sum(_open(row) for row in {row.pk: row for row in sample}.values())
        if progress:
            progress("Opening sealed fields", done, len(models))
    return Counted(
        practices=len({key.practice_id for key in practice_keys}),
        subject_keys=subjects.filter(shredded_at=None).count(),
        destroyed_keys=subjects.exclude(shredded_at=None).count(),
        fields_opened=fields_opened,
    )


def _holding_words(rows: QuerySet[SealedRow], model: type[SealedRow]) -> QuerySet[SealedRow]:
    sealed = [field.name for field in model._meta.concrete_fields if isinstance(field, SealedField)]
    return rows.filter(reduce(or_, (~Q(**{name: b""}) for name in sealed)))


def _open(row: SealedRow) -> int:
    """How many of a row's fields hold words and open."""
    try:
        return sum(bool(text) for text in sealing.open_all(row).values())
    except sealing.Shredded:
        return 0
    except sealing.Broken as error:
        raise BackupRefused(_("A sealed field in this backup can't be opened (%s).") % error.where) from None


def _refuse_unknown_migrations(data: Path) -> None:
    """A schema from a newer version can't be understood by this one."""
    known = MigrationLoader(None, ignore_no_migrations=True)
    for app, name in snapshot.ask(data, "SELECT app, name FROM django_migrations"):
        if app in known.migrated_apps and (app, name) not in known.disk_migrations:
            raise BackupRefused(_("This backup was made by a newer version of Underrose. Update first, then restore."))


@contextmanager
def _as_database(path: Path) -> Iterator[str]:
    """A file as one of Django's databases, brought to this version's schema."""
    alias = f"backup {secrets.token_hex(4)}"
    connections.settings[alias] = {**connection.settings_dict, "NAME": path}
    try:
        executor = MigrationExecutor(connections[alias])
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            call_command("migrate", database=alias, verbosity=0, interactive=False)
        yield alias
    finally:
        connections[alias].close()
        del connections[alias]
        del connections.settings[alias]


def _root(frontier: bytes) -> bytes:
    """The root of a ledger's tree from the roots of its complete subtrees (RFC 6962, section 2.1)."""
    nodes = [frontier[start : start + 32] for start in range(0, len(frontier), 32)]
    if not nodes:
        return sha256(b"").digest()
    return reduce(lambda right, left: sha256(b"\x01" + left + right).digest(), reversed(nodes))


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
