"""Copies of the keys that backups made: where they lie, how long they may stay, and the list of what was destroyed.

Destroying a key reaches the house at once. It reaches a backup when the copy of the keys beside it is gone, so these
are kept for a short time (seven days, if nothing else is set) and then deleted. The list of destroyed keys travels
beside every backup, so that a restore, on this machine or on a blank one, destroys them again. It refuses a list that
was altered. It can't reach what somebody carried elsewhere, and says so.
"""

from __future__ import annotations

import fcntl
import json
import os
import uuid
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings

from underrose.ground.vault import archive, keys, root
from underrose.ground.vault.models import SubjectKey

SUFFIX = ".shredded"
_REGISTER = "copies-of-keys.json"
_KEPT_IN_MIND = timedelta(days=90)

Destroyed = Mapping[uuid.UUID, datetime]


@dataclass(frozen=True, slots=True)
class Copy:
    """One file of keys that was made here."""

    path: Path
    backup_id: str
    made_at: datetime
    until: datetime  # then the house deletes it

    @property
    def is_there(self) -> bool:
        """Whether this very file still lies where it was made."""
        try:
            header = archive.read_header(self.path)
        except archive.BackupRefused:
            return False
        return header["kind"] == "keys" and header.get("backup_id") == self.backup_id


def kept_for() -> timedelta:
    """How long a copy of the keys stays."""
    return timedelta(days=settings.KEY_COPIES_DAYS)


def note(path: Path, backup_id: str, made_at: datetime) -> None:
    """Remember a file of keys, so that it is deleted in time."""
    with _register() as held:
        held["copies"].append({"path": str(path.absolute()), "backup_id": backup_id, "made_at": made_at.isoformat()})
        held["folders"] = sorted({*held["folders"], str(path.absolute().parent)})


def known() -> list[Copy]:
    """Every copy that was made here and not yet deleted by the house, the newest first."""
    found = [
        Copy(Path(row["path"]), row["backup_id"], made, made + kept_for())
        for row in _read()["copies"]
        for made in [datetime.fromisoformat(row["made_at"])]
    ]
    return sorted(found, key=lambda copy: copy.made_at, reverse=True)


def open_until(*, at: datetime) -> datetime | None:
    """Until when a copy of the keys of before may still open what is destroyed now; None where none is known."""
    return max((copy.until for copy in known() if copy.until > at), default=None)


def carried_away(*, at: datetime) -> list[Copy]:
    """Copies whose time is over and that the house couldn't delete: somebody moved or deleted them."""
    return [copy for copy in known() if copy.until <= at and not copy.is_there]


def forget(gone: Iterable[Copy]) -> None:
    """Take deleted copies out of the register."""
    ids = {copy.backup_id for copy in gone}
    with _register() as held:
        held["copies"] = [row for row in held["copies"] if row["backup_id"] not in ids]


def forget_the_old(*, at: datetime) -> None:
    """What was carried away long ago is not told for ever."""
    forget(copy for copy in carried_away(at=at) if copy.until + _KEPT_IN_MIND <= at)


def folders() -> list[Path]:
    """Where backups were made, as far as these folders are there now."""
    return [folder for name in _read()["folders"] if (folder := Path(name)).is_dir()]


# The list of what was destroyed


def destroyed_here() -> dict[uuid.UUID, datetime]:
    """What is destroyed in the data."""
    rows = SubjectKey.objects.exclude(shredded_at=None).values_list("id", "shredded_at")
    return {subject: at for subject, at in rows if at is not None}


def not_listed_yet() -> dict[uuid.UUID, datetime]:
    """Everything destroyed in the data, if the list in the data folder doesn't name all of it; else nothing."""
    listed = _count(_list_in(Path(settings.DATA_DIR), keys.root_key()))
    return destroyed_here() if SubjectKey.objects.exclude(shredded_at=None).count() > listed else {}


def write_shred_list(*, at: datetime) -> None:
    """Bring the list up to date in the data folder and beside every backup.

    It never grows shorter: what an older database doesn't know of stays in it. Where every list names as many as the
    data does, none is opened. Raises root.KeyTrouble, archive.Damaged.
    """
    key = keys.root_key()
    counts = {place: _count(_list_in(place, key)) for place in _places()}
    here = SubjectKey.objects.exclude(shredded_at=None).count()
    if set(counts.values()) == {here}:
        return
    named = {**read_lists(place for place, count in counts.items() if count), **destroyed_here()}
    for place, count in counts.items():
        if count != len(named):
            with suppress(OSError):  # a disk that isn't there now gets it at the next tick
                _write(_list_in(place, key), named, key, at)


def read_lists(places: Iterable[Path]) -> dict[uuid.UUID, datetime]:
    """What the lists in these folders name. Those of another house are left alone. Raises archive.Damaged."""
    found: dict[uuid.UUID, datetime] = {}
    for path in sorted({path for place in places for path in place.glob(f"*{SUFFIX}")}):
        plain = path.with_name(f".{path.name}.{uuid.uuid4().hex}")
        try:
            if archive.read(path, plain)["kind"] != "shredded":
                continue
            for line in plain.read_text().splitlines():
                subject, _space, moment = line.partition(" ")
                found[uuid.UUID(subject)] = datetime.fromisoformat(moment)
        except archive.OtherRoot:
            continue
        finally:
            plain.unlink(missing_ok=True)
    return found


def replay(*, at: datetime) -> int:
    """Destroy in the data what the list names: whoever put an older file in place by hand brought it back.

    Returns how many were alive again. Raises root.KeyTrouble, archive.Damaged.
    """
    key = keys.root_key()
    here = SubjectKey.objects.exclude(shredded_at=None).count()
    longer = [place for place in _places() if _count(_list_in(place, key)) > here]
    wanted, count = list(read_lists(longer) if longer else ()), 0
    for start in range(0, len(wanted), 500):
        alive = SubjectKey.objects.filter(pk__in=wanted[start : start + 500], shredded_at=None)
        count += alive.update(wrapped=b"", former=b"", shredded_at=at)
    return count


def _write(path: Path, named: Destroyed, key: Any, at: datetime) -> None:
    plain, sealed = (path.with_name(f".{path.name}.{part}-{os.getpid()}") for part in ("plain", "sealed"))
    lines = (f"{subject} {moment.astimezone(UTC).isoformat()}\n" for subject, moment in sorted(named.items()))
    try:
        plain.touch(mode=0o600)
        plain.write_text("".join(lines))
        archive.write(
            sealed, plain, {"kind": "shredded", "count": len(named), "made_at": at.astimezone(UTC).isoformat()}, key
        )
        os.replace(sealed, path)
    finally:
        plain.unlink(missing_ok=True)
        sealed.unlink(missing_ok=True)


def _list_in(place: Path, key: Any) -> Path:
    # Named by the root key, so that two houses may back up into one folder.
    return place / f"underrose-{root.root_id(key)[:16]}{SUFFIX}"


def _count(path: Path) -> int:
    """How many a list names, by what its header says; 0 where there is none."""
    try:
        count = archive.read_header(path).get("count")
    except archive.BackupRefused:
        return 0
    return count if isinstance(count, int) else 0


def _places() -> list[Path]:
    return [Path(settings.DATA_DIR), *folders()]


# The register: a file and not a table, because a restored database would have forgotten the copies made since.


def _read() -> dict[str, list[Any]]:
    try:
        held = json.loads((Path(settings.DATA_DIR) / _REGISTER).read_text())
        return {"copies": list(held["copies"]), "folders": list(held["folders"])}
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return {"copies": [], "folders": []}


@contextmanager
def _register() -> Iterator[dict[str, list[Any]]]:
    data = Path(settings.DATA_DIR)
    data.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = data / _REGISTER
    with (data / f".{_REGISTER}.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        held = _read()
        before = json.dumps(held)
        yield held
        if json.dumps(held) != before:
            new = path.with_name(f"{path.name}.new")
            new.write_text(json.dumps(held, indent=1))
            os.replace(new, path)
