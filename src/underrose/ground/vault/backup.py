"""Back up and restore the house, in two files: the data, and apart from it the keys that open it.

Both are sealed under the root key, which is in neither. Destroying a subject's key reaches backups because the files
of keys are kept for a short time only, and because the list of what was destroyed travels beside every backup. A backup
that is damaged, foreign or doesn't fit is refused before anything changes.
"""

from __future__ import annotations

import os
import secrets
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Protocol

from django.conf import settings
from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from underrose import __version__
from underrose.ground.vault import archive, copies, keys
from underrose.ground.vault.archive import BackupRefused, Progress
from underrose.ground.vault.backup_of_postgresql import Postgresql
from underrose.ground.vault.backup_of_sqlite import Sqlite
from underrose.ground.vault.contents import Counted
from underrose.ground.vault.copies import Destroyed

KEYS_SUFFIX = ".keys"
DATABASE_NAME = "underrose.sqlite3"


class AlreadyThere(BackupRefused):
    said = gettext_lazy("A file of that name is already there. Nothing was written over it; choose another name.")


class Engine(Protocol):
    """A kind of database that can be backed up."""

    def take(self, data: Path, keys: Path, progress: Progress | None) -> Mapping[str, Mapping[str, Any]]:
        """Write the running house's data without the rows of keys, and those rows, and say where its ledgers stood."""

    def take_keys(self, keys: Path) -> None:
        """Write the running house's rows of keys alone."""

    def destroy_in_former(self, destroyed: Destroyed) -> None:
        """Destroy keys also in the former databases that restores put aside."""

    def joined(
        self, data: Path, keys: Path, destroyed: Destroyed, progress: Progress | None
    ) -> AbstractContextManager[Counted]:
        """The keys back in the data, without the destroyed, both proven, for a while.

        Raises BackupRefused, root.KeyTrouble.
        """

    def replace(self, data: Path, place: Path, progress: Progress | None) -> None:
        """Put joined data in the place of the present one, which is kept aside. Raises BackupRefused."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself. The same words stand in clear in the header of the file."""

    backup_id: str
    made_at: datetime
    version: str
    engine: str
    root_id: str
    ledgers: Mapping[str, Mapping[str, Any]]  # {practice: {"size": entries, "root": hash}}
    data: Path
    keys: Path
    data_bytes: int
    keys_bytes: int


@dataclass(frozen=True, slots=True)
class Report:
    """What was proven of a backup. A backup that fails any of it raises instead."""

    manifest: Manifest
    practices: int
    subject_keys: int
    destroyed_keys: int
    fields_opened: int
    listed: int = 0  # keys that lists of what was destroyed name; a restore destroys them again


def make(target: Path, *, at: datetime, progress: Progress | None = None) -> Manifest:
    """Back up the running house into `target` and `target.keys`; a folder gets a name with the time.

    Raises BackupRefused, root.KeyTrouble.
    """
    if target.is_dir():
        target = target / f"underrose-{at.astimezone(UTC):%Y-%m-%dT%H%M%SZ}.backup"
    apart = _keys_beside(target)
    if target.exists() or apart.exists():
        raise AlreadyThere()
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with _scratch(_data_dir()) as scratch, _scratch(target.parent) as sealed:  # nothing in clear beside the backup
        data, key_rows = scratch / "data", scratch / "keys"
        ledgers = _engine(connection.vendor).take(data, key_rows, progress)
        key = keys.root_key()
        facts = {
            "backup_id": secrets.token_hex(16),
            "made_at": at.astimezone(UTC).isoformat(),
            "version": __version__,
            "engine": connection.vendor,
            "ledgers": ledgers,
        }
        archive.write(sealed / "data", data, facts | {"kind": "data"}, key, progress)
        archive.write(sealed / "keys", key_rows, facts | {"kind": "keys"}, key, progress)
        os.rename(sealed / "keys", apart)  # first, so that data never stands without its keys
        os.rename(sealed / "data", target)
        _sync(target.parent)
    copies.note(apart, str(facts["backup_id"]), at)
    copies.write_shred_list(at=at)
    return _manifest(target, apart, archive.read_header(target))


def make_keys(folder: Path, *, at: datetime) -> Path:
    """Write today's keys alone into a folder: they open the older data there, but for what was destroyed since.

    Raises BackupRefused, root.KeyTrouble.
    """
    target = folder / f"underrose-{at.astimezone(UTC):%Y-%m-%dT%H%M%SZ}{KEYS_SUFFIX}"
    if target.exists():
        raise AlreadyThere()
    with _scratch(_data_dir()) as scratch, _scratch(folder) as sealed:
        _engine(connection.vendor).take_keys(scratch / "keys")
        facts = {
            "backup_id": secrets.token_hex(16),
            "made_at": at.astimezone(UTC).isoformat(),
            "version": __version__,
            "engine": connection.vendor,
            "ledgers": {},
            "kind": "keys",
        }
        archive.write(sealed / "keys", scratch / "keys", facts, keys.root_key())
        os.rename(sealed / "keys", target)
        _sync(folder)
    copies.note(target, str(facts["backup_id"]), at)
    return target


def verify(path: Path, *, keys: Path | None = None, progress: Progress | None = None) -> Report:
    """Open a backup in a scratch folder and prove all of it. Raises BackupRefused, root.KeyTrouble."""
    with _scratch(_data_dir()) as scratch, _unpacked(path, keys, {}, scratch, progress) as report:
        return report


def restore(
    path: Path,
    *,
    keys: Path | None,
    data_dir: Path,
    progress: Progress | None = None,
    newer_keys: bool = False,
) -> Report:
    """Put a backup in the place of the data, after proving all of it; the former data is kept beside it.

    With `newer_keys`, keys of a later backup of the same house may open older data: what was destroyed between the two
    stays destroyed. What is destroyed in the present data stays destroyed in any case, and so does what a list beside
    the backup, beside its keys or in the data folder names.
    Raises BackupRefused or root.KeyTrouble; then nothing has changed.
    """
    data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    destroyed = copies.read_lists({path.absolute().parent, (keys or path).absolute().parent, data_dir.absolute()})
    with (
        _scratch(data_dir) as scratch,
        _unpacked(path, keys, destroyed, scratch, progress, data_dir / DATABASE_NAME, newer_keys) as report,
    ):
        return report


def spread(*, at: datetime) -> None:
    """Let what was destroyed be destroyed beside the house too: in databases put aside, and in every list.

    Does nothing where all of it is there already. Raises root.KeyTrouble.
    """
    named = copies.not_listed_yet()
    if named:
        _engine(connection.vendor).destroy_in_former(named)
    copies.write_shred_list(at=at)


def _engine(vendor: str) -> Engine:
    match vendor:
        case "sqlite":
            return Sqlite()
        case "postgresql":
            return Postgresql()
    raise BackupRefused(_("This kind of database (%s) can't be backed up or restored by Underrose.") % vendor)


@contextmanager
def _unpacked(
    path: Path,
    apart: Path | None,
    destroyed: Destroyed,
    scratch: Path,
    progress: Progress | None,
    place: Path | None = None,
    newer_keys: bool = False,
) -> Iterator[Report]:
    """Both files opened, joined, proven and, given a place, put there. Raises BackupRefused, root.KeyTrouble."""
    apart = apart or _found_beside(path)
    data, key_rows = scratch / "data", scratch / "keys"
    header = _of_kind("data", path, archive.read_header(path))
    keys_header = _of_kind("keys", apart, archive.read_header(apart))
    _refuse_unfitting(header, keys_header, newer_keys)
    _refuse_newer_version(header)
    for sealed, plain, named in ((path, data, header), (apart, key_rows, keys_header)):
        if archive.read(sealed, plain, progress) != named:
            raise archive.Damaged()
    engine = _engine(header["engine"])
    with engine.joined(data, key_rows, destroyed, progress) as counted:
        if place:
            engine.replace(data, place, progress)
    yield Report(manifest=_manifest(path, apart, header), listed=len(destroyed), **counted)


def _of_kind(kind: str, path: Path, header: dict[str, Any]) -> dict[str, Any]:
    try:
        datetime.fromisoformat(header["made_at"])
        [int(part) for part in header["version"].split(".")]
        is_sound = all(isinstance(header[name], str) for name in ("backup_id", "engine"))
        is_sound = is_sound and isinstance(header["ledgers"], dict)
    except (KeyError, ValueError, TypeError, AttributeError):
        is_sound = False
    if not is_sound:
        raise archive.Damaged()
    if header["kind"] == kind:
        return header
    if kind == "keys":
        raise BackupRefused(_("%s is not the file of keys. It is named like the backup, with .keys at the end.") % path)
    raise BackupRefused(_("%s is the file of keys. Name the backup itself, without .keys at the end.") % path)


def _refuse_unfitting(header: Mapping[str, Any], keys_header: Mapping[str, Any], newer_keys: bool) -> None:
    if header["root_id"] != keys_header["root_id"] and not newer_keys:
        raise BackupRefused(
            _("The data and the keys were made under two different root keys. They don't fit together.")
        )
    if header["backup_id"] == keys_header["backup_id"]:
        return
    moments = {"data": header["made_at"], "keys": keys_header["made_at"]}
    if keys_header["made_at"] < header["made_at"]:
        older = _("The keys (%(keys)s) are older than the data (%(data)s), so some of it would stay shut. ")
        raise BackupRefused(older % moments + _("Take the keys of the same backup."))
    if not newer_keys:
        other = _("The data (%(data)s) and the keys (%(keys)s) are of different moments. ")
        raise BackupRefused(other % moments + _("Take the keys of the same backup, or say that newer keys are meant."))


def _refuse_newer_version(header: Mapping[str, Any]) -> None:
    theirs, ours = (tuple(int(part) for part in text.split(".")[:2]) for text in (header["version"], __version__))
    if theirs > ours:
        raise BackupRefused(
            _("This backup was made by Underrose %(theirs)s, which is newer than this one (%(ours)s). Update first.")
            % {"theirs": header["version"], "ours": __version__}
        )


def _manifest(path: Path, apart: Path, header: Mapping[str, Any]) -> Manifest:
    return Manifest(
        backup_id=header["backup_id"],
        made_at=datetime.fromisoformat(header["made_at"]),
        version=header["version"],
        engine=header["engine"],
        root_id=header["root_id"],
        ledgers=header["ledgers"],
        data=path,
        keys=apart,
        data_bytes=path.stat().st_size,
        keys_bytes=apart.stat().st_size,
    )


def _keys_beside(path: Path) -> Path:
    return path.with_name(path.name + KEYS_SUFFIX)


def _found_beside(path: Path) -> Path:
    """The keys of the same backup. Raises BackupRefused, which names the newer ones that took their place."""
    apart = _keys_beside(path)
    if not apart.exists() and path.exists():
        newer = sorted(found for found in path.parent.glob(f"*{KEYS_SUFFIX}") if found != apart)
        if newer:
            raise BackupRefused(
                _("There is no file %(path)s: its time was over. Newer keys open this backup too, but for what was "
                  "destroyed since: underrose restore --newer-keys --keys %(newer)s %(data)s")
                % {"path": apart, "newer": newer[-1], "data": path}
            )  # fmt: skip
    return apart


def _data_dir() -> Path:
    folder = Path(settings.DATA_DIR)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


@contextmanager
def _scratch(beside: Path) -> Iterator[Path]:
    """A folder on the same disk, so that the last step is a rename; gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix=".underrose-", dir=beside))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
