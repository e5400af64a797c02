"""Backups of the embedded SQLite database."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from itertools import chain, count
from pathlib import Path
from typing import Any

from django.db import connection, connections
from django.utils.translation import gettext as _

from underrose.ground.database import snapshot
from underrose.ground.vault import archive, contents
from underrose.ground.vault.archive import BackupRefused, Progress
from underrose.ground.vault.contents import KEY_TABLES, Counted
from underrose.ground.vault.copies import Destroyed

_DESTROY = (
    "UPDATE vault_subject_key SET wrapped = x'', former = x'', shredded_at = ? WHERE id = ? AND shredded_at IS NULL"
)


class Sqlite:
    """One file, copied while the house is running."""

    def take(self, data: Path, keys: Path, progress: Progress | None) -> Mapping[str, Mapping[str, Any]]:
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
        return contents.ledgers(snapshot.ask(data, contents.HEADS))

    def take_keys(self, keys: Path) -> None:
        live: Any = connection
        if live.is_in_memory_db():
            raise BackupRefused(_("A house in memory can't be backed up."))
        snapshot.copy_tables(Path(connection.settings_dict["NAME"]), keys, KEY_TABLES)

    def destroy_in_former(self, destroyed: Destroyed) -> None:
        place = Path(connection.settings_dict["NAME"])
        for path in place.parent.glob(f"{place.name}.before-restore-*"):
            if path.name.endswith(("-wal", "-shm", "-journal")):
                continue
            with suppress(sqlite3.DatabaseError):  # ruined, which is why it was restored over
                snapshot.tell(path, _DESTROY, _as_stored(destroyed))

    @contextmanager
    def joined(self, data: Path, keys: Path, destroyed: Destroyed, progress: Progress | None) -> Iterator[Counted]:
        if connection.vendor != "sqlite":
            raise BackupRefused(
                _("This backup is of an embedded database; this house is on PostgreSQL. Take DATABASE_URL away first.")
            )
        try:
            contents.refuse_unknown_migrations(snapshot.ask(data, contents.MIGRATIONS))
            snapshot.put_back(keys, data, KEY_TABLES)
            snapshot.tell(data, _DESTROY, _as_stored(destroyed))
            snapshot.look_over(data, progress)
        except snapshot.Unsound as error:
            raise archive.Damaged() from error
        with contents.as_database({"NAME": data}) as alias:
            counted = contents.prove(alias, progress)
        yield counted

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


def _as_stored(destroyed: Destroyed) -> list[tuple[str, str]]:
    return [(f"{at.astimezone(UTC):%Y-%m-%d %H:%M:%S.%f}", subject.hex) for subject, at in destroyed.items()]


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
        return ask(contents.DESTROYED)
    except sqlite3.DatabaseError:  # a database without these tables, or damaged: a reason to restore
        return []


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
