"""What the worker does for the vault: deletes copies of keys in time, keeps the list of the destroyed."""

from __future__ import annotations

import logging
from datetime import datetime
from pathlib import Path

from underrose.ground.database import settling
from underrose.ground.vault import backup, copies
from underrose.ground.vault.archive import BackupRefused
from underrose.ground.vault.copies import Copy

log = logging.getLogger(__name__)


def tick(*, at: datetime) -> None:
    """Every half minute; nothing to do costs a few counts and a look at a few small files. Raises root.KeyTrouble."""
    delete_old_copies(at=at)
    copies.forget_the_old(at=at)
    try:
        if copies.replay(at=at):
            settling.settle()
        backup.spread(at=at)
    except BackupRefused:
        log.error(
            "A list of what was destroyed (*.shredded) is damaged or was altered. Take it away: it is written anew."
        )


def delete_old_copies(*, at: datetime) -> list[Path]:
    """Delete every copy of keys whose time is over. Returns what was deleted.

    Where it is the last one beside its backups, a new copy of today's keys takes its place first: it opens the older
    data too, but for what was destroyed since. Without this the house's own backups would be noise after a week.
    """
    deleted: list[Copy] = []
    there = [copy for copy in copies.known() if copy.is_there]
    for copy in there:
        if copy.until > at:
            continue
        stays = any(other.until > at and other.path.parent == copy.path.parent for other in there)
        if not stays and not _renewed(copy.path.parent, at):
            continue
        copy.path.unlink(missing_ok=True)
        deleted.append(copy)
        there = copies.known()
    copies.forget(deleted)
    return [copy.path for copy in deleted]


def _renewed(folder: Path, at: datetime) -> bool:
    try:
        backup.make_keys(folder, at=at)
    except (OSError, BackupRefused) as error:
        log.error("Old copies of keys stay in their folder: no new one could be written (%s).", type(error).__name__)
        return False
    return True
