"""Data and keys: where they lie, who can read them, whether they belong together."""

from __future__ import annotations

import os
import sqlite3
import stat
import tempfile
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from underrose.doors.cli import copies
from underrose.doors.cli.counted import counted
from underrose.doors.cli.health.finding import Finding, fail, ok, warn
from underrose.ground import clock
from underrose.ground.database import sqlite_build
from underrose.ground.database.disks import kind_of_disk
from underrose.ground.vault import keys, locking, root
from underrose.ground.vault.models import PracticeKey
from underrose.people.models import Member, Practice
from underrose.people.packs import reading

_AWAY = ("nfs", "cifs", "smb", "fuse.sshfs", "9p", "afs", "ceph", "glusterfs", "fuse.rclone")


def folder() -> Finding:
    """The data folder is there, ours to write, closed to others, and on a disk of this machine."""
    name, path = "Data folder", Path(settings.DATA_DIR)
    if not path.is_dir():
        return fail(
            name, f"{path} doesn't exist.", "Start `underrose serve` once, or name the right folder: --data DIR."
        )
    try:
        with tempfile.TemporaryFile(dir=path):
            pass
    except OSError as error:
        return fail(name, f"{path} can't be written: {error.strerror}.", "Give it to the user that runs Underrose.")
    if not settings.DATABASE_URL and (kind := kind_of_disk(path)).startswith(_AWAY):
        return fail(
            name,
            f"{path} lies on a network disk ({kind}), where SQLite can lose data.",
            "Move it to a local disk, or use PostgreSQL (DATABASE_URL).",
        )
    if path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        return warn(name, f"Other users of this machine can look into {path}.", f"chmod 700 {path}")
    return ok(name, str(path))


def database() -> Finding:
    """The database answers, and is a build that keeps what it was given."""
    version = sqlite3.sqlite_version_info if connection.vendor == "sqlite" else ()
    if trouble := version and sqlite_build.trouble(version):
        return fail("Database", trouble, "Install the requirements again: make run.")
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    if version:
        return ok("Database", f"SQLite {'.'.join(map(str, version))}")
    number: int = connection.pg_version  # type: ignore[attr-defined]
    if number < 15_00_00:
        return fail("Database", f"PostgreSQL {number // 10000} is too old.", "Use PostgreSQL 15 or newer.")
    return ok("Database", f"PostgreSQL {number // 10000}")


def migrations() -> Finding:
    """The tables are those of this version."""
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if waiting:
        why = f"Changes of the tables wait: {len(waiting)}."
        return fail("Tables", why, "Start `underrose serve`: it backs up and brings them up to date.")
    return ok("Tables", "as this version needs them")


def key_file() -> Finding:
    """The root key lies outside the data and only its owner reads it."""
    name, source = "Root key file", root.source()
    if not source.exists():
        if PracticeKey.objects.exists():
            return fail(name, str(root.RootMissing.said), f"Put it back: {source.where}.")
        return ok(name, "will be made with the first practice")
    for path, _state, _id in source.files():
        if path.stat().st_uid != os.geteuid() and source.name != "credential":
            return fail(name, f"{path} belongs to another user.", f"chown it to the user that runs Underrose: {path}")
    if worries := source.worries():
        why, _, mend = worries[0].partition(". ")
        return fail(name, f"{why}.", mend or worries[0])
    return ok(name, source.where)


def locked() -> Finding:
    """The house is open, so that what is sealed can be read."""
    if locking.is_locked():
        return warn("Lock", "The house is locked: every page says that it is closed.", "underrose unlock")
    return ok("Lock", "open")


def keys_open() -> Finding:
    """The root key opens every practice key."""
    rows = list(PracticeKey.objects.all())
    try:
        for row in rows:
            keys.opened(row)
    except root.KeyTrouble as trouble:
        return fail("Keys", str(trouble), "See docs/operate.md, “When a key is missing”.")
    return ok("Keys", f"{counted(len(rows), 'key')} open")


def recovery_sheet() -> Finding:
    """Each practice has typed its recovery sheet back once, before real people depend on it."""
    unchecked = Practice.objects.filter(recovery_checked_at=None, is_example=False)
    if not unchecked.exists():
        return ok("Recovery sheet", "checked" if Practice.objects.exists() else "comes with the first practice")
    mend = "Sign in as practice admin, print the recovery sheet and type it back once."
    if Member.objects.filter(practice__in=unchecked).exists():
        return fail("Recovery sheet", "Members depend on a key whose recovery sheet nobody has typed back.", mend)
    return warn("Recovery sheet", "Nobody has typed it back yet.", mend)


def backup_age() -> Finding:
    """A backup was made from here not long ago."""
    made = copies.last()
    if made is None:
        if not Practice.objects.filter(is_example=False).exists():
            return ok("Backup", "nothing to lose yet")
        return warn("Backup", "None was made from here.", "underrose backup DIR, daily, to another disk or machine.")
    days = (clock.now() - made).days
    if days >= 7:
        return warn("Backup", f"The last one is {days} days old.", "underrose backup DIR, daily.")
    return ok("Backup", f"last made {made:%Y-%m-%d %H:%M} UTC")


def packs() -> Finding:
    """The practice's own packs of laws can be read. One that can't is left out, and then the strictest counts."""
    name, folder = "Packs", reading.own_folder()
    if broken := reading.damaged():
        return warn(name, f"Can't be read in {folder}: {', '.join(broken)}.", "`underrose packs check` names the line.")
    own = sum(1 for pack in reading.packs().values() if pack.is_own)
    return ok(name, f"{counted(len(reading.packs()), 'pack')}, {own} of your own")
