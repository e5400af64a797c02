"""Backups from the command line, in words or JSON, and when the last one was made."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings

from underrose.doors.cli.counted import counted
from underrose.doors.cli.progress import progress
from underrose.ground import clock
from underrose.ground.vault import backup, copies

_LAST = "last-backup"


def make(target: Path, *, as_json: bool) -> str:
    """Back up, prove the backup, and remember when. Raises BackupRefused."""
    target.mkdir(parents=True, exist_ok=True, mode=0o700)
    at = clock.now()
    with progress() as tell:
        made = backup.make(target, at=at, progress=tell)
        report = backup.verify(made.data, progress=tell)
    (Path(settings.DATA_DIR) / _LAST).write_text(at.isoformat())
    words = (
        f"Backed up and proven: {made.data}\nIts keys: {made.keys}\nThe house deletes these keys on "
        f"{at + copies.kept_for():%Y-%m-%d}, so that what is destroyed here is destroyed there too, and puts newer "
        "ones in their place. If you carry the keys elsewhere, delete them there yourself. The root key is in neither."
    )
    return _said(report, words, as_json)


def verify(file: Path, keys: Path | None, *, as_json: bool) -> str:
    """Prove a backup. Raises BackupRefused."""
    with progress() as tell:
        report = backup.verify(file, keys=keys, progress=tell)
    return _said(report, f"Sound, of {report.manifest.made_at:%Y-%m-%d %H:%M} UTC; {_counts(report)}.", as_json)


def restore(file: Path, keys: Path | None, *, newer_keys: bool, as_json: bool) -> str:
    """Restore the data. Raises BackupRefused; then nothing has changed."""
    data = Path(settings.DATA_DIR)
    with progress() as tell:
        report = backup.restore(file, keys=keys, data_dir=data, progress=tell, newer_keys=newer_keys)
    words = (
        f"Restored as of {report.manifest.made_at:%Y-%m-%d %H:%M} UTC; {_counts(report)}. The former data stays beside "
        f"it until you delete it.\n{_destroyed_again(report)}\nNow run: underrose ledger verify"
    )
    return _said(report, words, as_json)


def listed(*, as_json: bool) -> str:
    """Every copy of the keys that was made here and not yet deleted by the house."""
    found = copies.known()
    if as_json:
        rows = [
            {"path": str(copy.path), "made_at": copy.made_at.isoformat(), "until": copy.until.isoformat()}
            | {"is_there": copy.is_there}
            for copy in found
        ]
        return json.dumps({"ok": True, "copies": rows})
    lines = [
        f"{copy.path}\n  made {copy.made_at:%Y-%m-%d %H:%M}, "
        + (f"deleted on {copy.until:%Y-%m-%d %H:%M} UTC" if copy.is_there else "not there: moved or deleted by hand")
        for copy in found
    ]
    return "\n".join(lines) or "No copy of the keys is known here."


def last() -> datetime | None:
    """When the last backup of this house was made from here."""
    kept = Path(settings.DATA_DIR) / _LAST
    return datetime.fromisoformat(kept.read_text()) if kept.exists() else None


def _destroyed_again(report: backup.Report) -> str:
    """What the lists did, and what it means where there was none."""
    if report.listed:
        return f"The list of what was destroyed names {counted(report.listed, 'key')}; they stay destroyed."
    return (
        "No list of what was destroyed (*.shredded) lay beside the backup. If anything was destroyed after it was "
        "made, bring that file and restore again."
    )


def _counts(report: backup.Report) -> str:
    opened = counted(report.fields_opened, "sealed field")
    return f"{counted(report.practices, 'practice')}, {counted(report.subject_keys, 'key')}, {opened} opened"


def _said(report: backup.Report, words: str, as_json: bool) -> str:
    if not as_json:
        return words
    manifest: dict[str, Any] = {
        "backup_id": report.manifest.backup_id,
        "made_at": report.manifest.made_at.isoformat(),
        "version": report.manifest.version,
        "data": str(report.manifest.data),
        "keys": str(report.manifest.keys),
        "ledgers": report.manifest.ledgers,
    }
    counts = {
        name: getattr(report, name)
        for name in ("practices", "subject_keys", "destroyed_keys", "fields_opened", "listed")
    }
    return json.dumps({"ok": True, **manifest, **counts})
