"""Backups of a PostgreSQL database, by its own pg_dump and pg_restore."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.db import connection, connections
from django.utils.translation import gettext as _

from underrose.ground.database import dump
from underrose.ground.vault import contents
from underrose.ground.vault.archive import BackupRefused, Progress
from underrose.ground.vault.contents import KEY_TABLES, Counted


class Postgresql:
    """A whole database on a server; a restore takes the place of the database by its name."""

    def __init__(self) -> None:
        self._scratch = ""

    def take(self, data: Path, keys: Path, progress: Progress | None) -> Mapping[str, Mapping[str, Any]]:
        _tell(progress, "Dumping the database", 0)
        try:
            heads = dump.take(connection.settings_dict, data, KEY_TABLES, keys, contents.HEADS)
        except dump.Unable as error:
            raise BackupRefused(str(error)) from error
        _tell(progress, "Dumping the database", 1)
        return contents.ledgers(heads)

    @contextmanager
    def joined(self, data: Path, keys: Path, progress: Progress | None) -> Iterator[Counted]:
        if connection.vendor != "postgresql":
            raise BackupRefused(
                _("This backup is of a PostgreSQL database; this house is on another kind. Set DATABASE_URL first.")
            )
        self._scratch = f"underrose_check_{secrets.token_hex(4)}"
        try:
            with dump.scratch(connection.settings_dict, self._scratch) as settings:
                _tell(progress, "Filling a scratch database", 0)
                dump.fill(settings, data)
                dump.fill(settings, keys)
                _tell(progress, "Filling a scratch database", 1)
                contents.refuse_unknown_migrations(dump.ask(settings, contents.MIGRATIONS))
                with contents.as_database(settings) as alias:
                    counted = contents.prove(alias, progress)
                yield counted
        except dump.Unable as error:
            raise BackupRefused(str(error)) from error

    def replace(self, data: Path, place: Path, progress: Progress | None) -> None:
        live = connection.settings_dict
        connections.close_all()
        destroy = "UPDATE vault_subject_key SET wrapped = '', shredded_at = %s WHERE id = %s AND shredded_at IS NULL"
        dump.run_many({**live, "NAME": self._scratch}, destroy, dump.ask(live, contents.DESTROYED))
        aside = f"{live['NAME']}_before_restore_{datetime.now(UTC):%Y%m%dT%H%M%S}"
        try:
            dump.exchange(live, self._scratch, aside)
        except dump.InUse:
            raise BackupRefused(_("Underrose is still running on this data. Stop it, then restore.")) from None


def _tell(progress: Progress | None, what: str, done: int) -> None:
    if progress:
        progress(what, done, 1)
