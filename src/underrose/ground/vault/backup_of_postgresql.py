"""Backups of a PostgreSQL database, by its own pg_dump and pg_restore."""

from __future__ import annotations

import logging
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
from underrose.ground.vault.copies import Destroyed

log = logging.getLogger(__name__)

_DESTROY = (
    "UPDATE vault_subject_key SET wrapped = '', former = '', shredded_at = %s WHERE id = %s AND shredded_at IS NULL"
)


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

    def take_keys(self, keys: Path) -> None:
        try:
            dump.take_tables(connection.settings_dict, keys, KEY_TABLES)
        except dump.Unable as error:
            raise BackupRefused(str(error)) from error

    def destroy_in_former(self, destroyed: Destroyed) -> None:
        live = connection.settings_dict
        try:
            for name in dump.names(live):
                if name.startswith(f"{live['NAME']}_before_restore_"):
                    rows = ((at, subject) for subject, at in destroyed.items())
                    dump.run_many({**live, "NAME": name}, _DESTROY, rows)
        except dump.Unreachable:
            log.warning("A database that a restore put aside could not be opened. It still holds the keys of before.")

    @contextmanager
    def joined(self, data: Path, keys: Path, destroyed: Destroyed, progress: Progress | None) -> Iterator[Counted]:
        if connection.vendor != "postgresql":
            raise BackupRefused(
                _("This backup is of a PostgreSQL database; this house is on another kind. Set DATABASE_URL first.")
            )
        self._scratch = f"{connection.settings_dict['NAME']}_check_{secrets.token_hex(4)}"
        try:
            with dump.scratch(connection.settings_dict, self._scratch) as settings:
                _tell(progress, "Filling a scratch database", 0)
                dump.fill(settings, data)
                dump.fill(settings, keys)
                dump.run_many(settings, _DESTROY, ((at, subject) for subject, at in destroyed.items()))
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
        dump.run_many({**live, "NAME": self._scratch}, _DESTROY, dump.ask(live, contents.DESTROYED))
        aside = f"{live['NAME']}_before_restore_{datetime.now(UTC):%Y%m%dT%H%M%S}"
        try:
            dump.exchange(live, self._scratch, aside)
        except dump.InUse:
            raise BackupRefused(_("Underrose is still running on this data. Stop it, then restore.")) from None


def _tell(progress: Progress | None, what: str, done: int) -> None:
    if progress:
        progress(what, done, 1)
