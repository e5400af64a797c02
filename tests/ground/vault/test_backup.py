"""Backup and restore: whole or not at all, in two files, and nothing in either that a thief could read."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from django.db import connections

from tests.world import NOON, make_group, make_member, make_practice
from underrose.ground.ledger.models import Head
from underrose.ground.vault import archive, backup, keys, recovery, root, rotation, sealing
from underrose.ground.vault.archive import BackupRefused
from underrose.groups.models import Membership
from underrose.people.models import Member

pytestmark = pytest.mark.sqlite
LATER = NOON + dt.timedelta(hours=1)


@pytest.fixture
def made(heron_at_home: Membership, tmp_path: Path) -> backup.Manifest:
    return backup.make(tmp_path / "usb" / "evening.backup", at=NOON)


def _state(house: Path) -> dict[str, tuple[int, str]]:
    """What lies in the data folder; an attempt that was refused leaves the very same."""
    connections.close_all()
    found = [path for path in house.iterdir() if not path.name.endswith(("-wal", "-shm", "-lock"))]
    return {path.name: (path.stat().st_ino, archive.sha256(path)) for path in found}


def _restore(made: backup.Manifest, house: Path, **more: Any) -> backup.Report:
    return backup.restore(more.pop("data", made.data), keys=more.pop("keys", None), data_dir=house, **more)


def test_a_backup_brings_everything_back(made: backup.Manifest, house: Path, heron_at_home: Membership) -> None:
    Membership.objects.filter(pk=heron_at_home.pk).update(chosen_name=b"")
    report = _restore(made, house)
    assert sealing.reveal(Membership.objects.get(pk=heron_at_home.pk), "chosen_name") == "Heron"
    assert report.fields_opened > 3
    assert connections["default"].cursor().execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_the_former_data_is_kept_beside_the_restored(made: backup.Manifest, house: Path) -> None:
    connections.close_all()
    former = (house / "underrose.sqlite3").stat().st_ino
    _restore(made, house)
    [kept] = [path for path in house.iterdir() if ".before-restore-" in path.name]
    assert kept.stat().st_ino == former


def test_a_backup_opens_on_a_machine_that_has_only_the_recovery_sheet(
    made: backup.Manifest, own_root_key: Path, tmp_path: Path
) -> None:
    words = recovery.sheet()
    own_root_key.unlink()
    keys.forget()
    with pytest.raises(root.RootMissing, match="recovery sheet"):
        backup.verify(made.data)
    shutil.rmtree(own_root_key.parent)
    recovery.restore(words, own_root_key)
    backup.restore(made.data, keys=None, data_dir=tmp_path / "new" / "data")
    assert (tmp_path / "new" / "data" / "underrose.sqlite3").exists()


def test_neither_file_shows_a_word_or_a_key(made: backup.Manifest, heron_at_home: Membership) -> None:
    member = heron_at_home.member
    for path in (made.data, made.keys):
        content = path.read_bytes()
        for canary in (
            b"Helen Rondell",
            b"helen.rondell",
            b"Linden Practice",
            b"SQLite format",
            member.subject_id.bytes,
        ):
            assert canary not in content
        assert path.stat().st_mode & 0o777 == 0o600


def test_the_data_holds_no_key_not_even_in_a_freed_page(made: backup.Manifest, tmp_path: Path) -> None:
    from underrose.ground.vault.models import PracticeKey, SubjectKey

    archive.read(made.data, tmp_path / "plain")
    content = (tmp_path / "plain").read_bytes()
    assert b"people_member" in content
    for wrapped in [*SubjectKey.objects.all(), *PracticeKey.objects.all()]:
        assert bytes(wrapped.wrapped) not in content


def test_the_manifest_says_where_the_ledgers_stood(made: backup.Manifest) -> None:
    from underrose.ground.ledger import tree

    head = Head.objects.get()
    frontier = bytes(head.frontier)
    nodes = [frontier[at : at + 32] for at in range(0, len(frontier), 32)]
    assert made.ledgers == {str(head.practice_id): {"size": head.size, "root": tree.root(nodes).hex()}}


def test_a_folder_gets_a_name_with_the_time(heron_at_home: Membership, tmp_path: Path) -> None:
    (tmp_path / "usb").mkdir()
    made = backup.make(tmp_path / "usb", at=NOON)
    assert made.data.name == "underrose-2026-03-03T120000Z.backup"
    assert made.keys.name == "underrose-2026-03-03T120000Z.backup.keys"
    assert len(list((tmp_path / "usb").iterdir())) == 2


def test_no_file_is_written_over(made: backup.Manifest) -> None:
    with pytest.raises(backup.AlreadyThere):
        backup.make(made.data, at=NOON)


def test_a_verified_backup_says_what_was_proven(made: backup.Manifest, house: Path) -> None:
    before = _state(house)
    told: list[tuple[str, int, int]] = []
    report = backup.verify(made.data, progress=lambda *step: told.append(step))
    assert (report.practices, report.destroyed_keys) == (1, 0)
    assert report.subject_keys >= 2
    assert {"Opening", "Checking every page", "Opening sealed fields"} <= {what for what, _done, _total in told}
    assert _state(house) == before


@pytest.mark.parametrize("which", ["data", "keys"])
@pytest.mark.parametrize("damage", ["cut in half", "cut by a byte", "a byte too many", "header", "middle", "end"])
def test_a_damaged_backup_is_refused_and_changes_nothing(
    made: backup.Manifest, house: Path, which: str, damage: str
) -> None:
    path: Path = getattr(made, which)
    content = bytearray(path.read_bytes())
    match damage:
        case "cut in half":
            content = content[: len(content) // 2]
        case "cut by a byte":
            content = content[:-1]
        case "a byte too many":
            content += b"\0"
        case _:
            content[{"header": 60, "middle": len(content) // 2, "end": -1}[damage]] ^= 1
    path.write_bytes(content)
    before = _state(house)
    with pytest.raises(BackupRefused):
        _restore(made, house)
    assert _state(house) == before


@pytest.mark.parametrize(
    "content", [b"", b"x", b"PK\3\4 a zip file", b"underrose backup 1\n", archive.MAGIC + b"\xff" * 9]
)
def test_what_is_no_backup_is_refused(heron_at_home: Membership, house: Path, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "odd.backup").write_bytes(content)
    before = _state(house)
    with pytest.raises(BackupRefused):
        backup.restore(tmp_path / "odd.backup", keys=None, data_dir=house)
    assert _state(house) == before


def test_a_missing_file_is_named(made: backup.Manifest, house: Path) -> None:
    made.keys.unlink()
    with pytest.raises(BackupRefused, match=r"no file .*evening\.backup\.keys"):
        _restore(made, house)


def test_data_and_keys_given_the_wrong_way_round_are_told_apart(made: backup.Manifest, house: Path) -> None:
    with pytest.raises(BackupRefused, match="is the file of keys"):
        _restore(made, house, data=made.keys, keys=made.data)
    with pytest.raises(BackupRefused, match="is not the file of keys"):
        _restore(made, house, keys=made.data)


def test_a_backup_of_another_house_is_refused(made: backup.Manifest, house: Path, own_root_key: Path) -> None:
    own_root_key.unlink()
    own_root_key.write_bytes(b"x" * 32)
    before = _state(house)
    with pytest.raises(archive.OtherRoot, match=f"root key {made.root_id}"):
        _restore(made, house)
    assert _state(house) == before


def test_keys_older_than_the_data_are_refused(made: backup.Manifest, house: Path, tmp_path: Path) -> None:
    make_member(make_group(make_practice("Second"), "Later"), "Wren")
    later = backup.make(tmp_path / "later.backup", at=LATER)
    before = _state(house)
    for newer in (False, True):
        with pytest.raises(BackupRefused, match="older than the data"):
            _restore(later, house, keys=made.keys, newer_keys=newer)
    assert _state(house) == before


def test_newer_keys_open_older_data_only_when_that_is_meant(
    made: backup.Manifest, house: Path, tmp_path: Path, heron_at_home: Membership
) -> None:
    sealing.shred(heron_at_home.member.subject_id, at=NOON)
    later = backup.make(tmp_path / "later.backup", at=LATER)
    (house / "underrose.sqlite3").unlink()
    connections.close_all()
    with pytest.raises(BackupRefused, match="different moments"):
        _restore(made, house, keys=later.keys)
    report = _restore(made, house, keys=later.keys, newer_keys=True)
    assert report.destroyed_keys == 1
    with pytest.raises(sealing.Shredded):
        sealing.reveal(Member.objects.get(), "mail")


def test_what_was_destroyed_since_stays_destroyed_after_a_restore(
    made: backup.Manifest, house: Path, heron_at_home: Membership
) -> None:
    sealing.shred(heron_at_home.member.subject_id, at=NOON)
    _restore(made, house)
    with pytest.raises(sealing.Shredded):
        sealing.reveal(Member.objects.get(), "legal_name")


def test_a_running_house_is_not_restored_over(made: backup.Manifest, house: Path) -> None:
    before = _state(house)
    running = sqlite3.connect(house / "underrose.sqlite3")
    running.execute("PRAGMA journal_mode=WAL")
    running.execute("SELECT count(*) FROM people_staff").fetchone()
    with pytest.raises(BackupRefused, match="still running"):
        _restore(made, house)
    running.close()
    assert _state(house).keys() == before.keys()
    _restore(made, house)


def test_a_ruined_database_can_be_restored_over(made: backup.Manifest, house: Path) -> None:
    connections.close_all()
    (house / "underrose.sqlite3").write_bytes(b"ruined " * 4000)
    _restore(made, house)
    assert Member.objects.count() == 1


def test_a_ruined_database_is_not_backed_up(heron_at_home: Membership, house: Path, tmp_path: Path) -> None:
    connections.close_all()
    content = bytearray((house / "underrose.sqlite3").read_bytes())
    content[40_000:80_000] = b"\xa5" * 40_000
    (house / "underrose.sqlite3").write_bytes(content)
    with pytest.raises(BackupRefused, match="damaged"):
        backup.make(tmp_path / "usb" / "evening.backup", at=NOON)
    assert list((tmp_path / "usb").iterdir()) == []


def test_a_backup_from_before_a_root_rotation_still_opens(made: backup.Manifest, house: Path) -> None:
    rotation.rotate_root_key()
    _restore(made, house)
    assert sealing.reveal(Member.objects.get(), "legal_name") == "Helen Rondell"


def test_a_backup_of_a_newer_version_is_refused(
    heron_at_home: Membership, house: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(backup, "__version__", "99.0.0")
        made = backup.make(tmp_path / "new.backup", at=NOON)
    with pytest.raises(BackupRefused, match="Update first"):
        _restore(made, house)


def test_a_full_disk_leaves_nothing_behind(
    heron_at_home: Membership, house: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_any: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        backup.make(tmp_path / "usb" / "evening.backup", at=NOON)
    assert list((tmp_path / "usb").iterdir()) == []
    assert not [path for path in house.iterdir() if path.name.startswith(".underrose-")]


def test_nothing_in_clear_is_ever_beside_the_backup(heron_at_home: Membership, tmp_path: Path) -> None:
    seen: set[str] = set()

    def look(*_step: object) -> None:
        for path in (tmp_path / "usb").rglob("*"):
            if path.is_file():
                seen.add(path.read_bytes()[:16].decode(errors="replace"))

    backup.make(tmp_path / "usb" / "evening.backup", at=NOON, progress=look)
    assert seen <= {"", archive.MAGIC[:16].decode()}


def test_a_large_file_is_sealed_and_opened_chunk_by_chunk(db: None, own_root_key: Path, tmp_path: Path) -> None:
    plain = tmp_path / "plain"
    plain.write_bytes(os.urandom(archive.CHUNK * 3 + 5))
    archive.write(tmp_path / "sealed", plain, {"kind": "data"}, keys.root_key())
    archive.read(tmp_path / "sealed", tmp_path / "opened")
    assert (tmp_path / "opened").read_bytes() == plain.read_bytes()
    sealed = bytearray((tmp_path / "sealed").read_bytes())
    start = len(sealed) - 5 - 16 - 3 * (archive.CHUNK + 16)
    first, second = (sealed[start + n * (archive.CHUNK + 16) :][: archive.CHUNK + 16] for n in (0, 1))
    sealed[start : start + 2 * (archive.CHUNK + 16)] = second + first
    (tmp_path / "exchanged").write_bytes(sealed)
    with pytest.raises(archive.Damaged):
        archive.read(tmp_path / "exchanged", tmp_path / "never")


@pytest.mark.parametrize("size", [0, 1, archive.CHUNK, archive.CHUNK + 1])
def test_any_size_comes_back_whole(db: None, own_root_key: Path, tmp_path: Path, size: int) -> None:
    (tmp_path / "plain").write_bytes(b"a" * size)
    archive.write(tmp_path / "sealed", tmp_path / "plain", {"kind": "data"}, keys.root_key())
    archive.read(tmp_path / "sealed", tmp_path / "opened")
    assert (tmp_path / "opened").read_bytes() == b"a" * size
