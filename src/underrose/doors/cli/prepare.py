"""Make the data directory ready: one process at a time, a backup before anything changes."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from underrose.doors.cli.progress import progress
from underrose.ground import clock
from underrose.ground.vault import backup

_LOCK = 0x726F7365  # any number that is ours alone in the database


def prepare() -> None:
    """Bring the database to what this version needs. Does nothing where it already is."""
    settings.DATA_DIR.mkdir(parents=True, exist_ok=True, mode=0o700)
    with _alone(settings.DATA_DIR / "prepare.lock"):
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            if executor.loader.applied_migrations:
                _back_up()
            call_command("migrate", verbosity=0, interactive=False)
        call_command("createcachetable", verbosity=0)


@contextmanager
def _alone(lock: Path) -> Iterator[None]:
    """One process of this machine at a time; with PostgreSQL one of all machines."""
    with lock.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        if connection.vendor != "postgresql":
            yield
            return
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [_LOCK])
            try:
                yield
            finally:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [_LOCK])


def _back_up() -> None:
    """Into a folder beside the data, since an upgrade that fails must not cost it. Raises BackupRefused."""
    if connection.vendor != "sqlite":
        click.echo(
            "The tables change now. The backup before that is your database server's: see docs/operate.md.", err=True
        )
        return
    data = Path(settings.DATA_DIR)
    folder = data.with_name(f"{data.name}.backups")
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    click.echo(f"A newer version: backing up into {folder} first.", err=True)
    with progress() as tell:
        backup.make(folder, at=clock.now(), progress=tell)
