"""Copies of the keys: kept a short time, never the last way into the house's own backups; and the list that travels."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path
from typing import Any

import pytest
from django.db import connections

from tests.world import NOON
from underrose.ground.vault import archive, backup, copies, keys, rotation, sealing, ticks
from underrose.ground.vault.archive import BackupRefused
from underrose.groups.models import Membership
from underrose.people.models import Member

pytestmark = pytest.mark.sqlite
HOUR = dt.timedelta(hours=1)
WEEK = dt.timedelta(days=7)


@pytest.fixture
def made(heron_at_home: Membership, tmp_path: Path) -> backup.Manifest:
    (tmp_path / "usb").mkdir()
    return backup.make(tmp_path / "usb", at=NOON)


def _names(folder: Path, end: str) -> list[str]:
    return sorted(path.name for path in folder.glob(f"*{end}"))


def test_a_backup_is_remembered_with_the_day_its_keys_go(made: backup.Manifest) -> None:
    [copy] = copies.known()
    assert (copy.path, copy.until, copy.is_there) == (made.keys, NOON + WEEK, True)
    assert copies.open_until(at=NOON + HOUR) == NOON + WEEK


def test_keys_go_after_seven_days_and_todays_keys_take_their_place(made: backup.Manifest) -> None:
    assert ticks.delete_old_copies(at=NOON + WEEK - HOUR) == []
    assert ticks.delete_old_copies(at=NOON + WEEK) == [made.keys]
    assert not made.keys.exists()
    assert made.data.exists()
    assert _names(made.keys.parent, ".keys") == ["underrose-2026-03-10T120000Z.keys"]


def test_where_a_newer_copy_lies_beside_it_none_is_made(made: backup.Manifest) -> None:
    later = backup.make(made.data.parent, at=NOON + WEEK - HOUR)
    assert ticks.delete_old_copies(at=NOON + WEEK) == [made.keys]
    assert _names(made.keys.parent, ".keys") == [later.keys.name]


def test_the_last_copy_stays_while_no_new_one_can_be_written(
    made: backup.Manifest, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_args: Any, **_more: Any) -> None:
        raise PermissionError

    monkeypatch.setattr(backup, "make_keys", refuse)
    assert ticks.delete_old_copies(at=NOON + WEEK) == []
    assert made.keys.exists()


def test_the_new_keys_open_the_old_data(made: backup.Manifest, house: Path) -> None:
    ticks.delete_old_copies(at=NOON + WEEK)
    [renewed] = made.keys.parent.glob("*.keys")
    with pytest.raises(BackupRefused, match=f"--newer-keys --keys .*{renewed.name}"):
        backup.restore(made.data, keys=None, data_dir=house)
    backup.restore(made.data, keys=renewed, data_dir=house, newer_keys=True)
    assert sealing.reveal(Member.objects.get(), "legal_name") == "Helen Rondell"


def test_a_file_that_is_not_the_copy_any_more_is_not_deleted(made: backup.Manifest) -> None:
    made.keys.unlink()
    made.keys.write_text("somebody's shopping list")
    assert ticks.delete_old_copies(at=NOON + WEEK) == []
    assert made.keys.exists()


def test_a_copy_that_was_carried_away_is_told_and_forgotten_in_time(made: backup.Manifest, tmp_path: Path) -> None:
    shutil.move(made.keys, tmp_path / "elsewhere.keys")
    assert copies.carried_away(at=NOON + WEEK - HOUR) == []
    [gone] = copies.carried_away(at=NOON + WEEK)
    assert gone.path == made.keys
    copies.forget_the_old(at=NOON + WEEK + dt.timedelta(days=91))
    assert copies.known() == []


def test_how_long_copies_stay_is_a_setting(made: backup.Manifest, settings: Any) -> None:
    settings.KEY_COPIES_DAYS = 2
    assert copies.open_until(at=NOON) == NOON + dt.timedelta(days=2)


def test_a_ruined_register_loses_nothing_but_what_it_knew(made: backup.Manifest, house: Path) -> None:
    (house / "copies-of-keys.json").write_text("{")
    assert copies.known() == []
    backup.make(made.data.parent, at=NOON + HOUR)
    assert len(copies.known()) == 1


# The list that travels


def test_the_list_lies_beside_the_backup_and_grows(made: backup.Manifest, heron_at_home: Membership) -> None:
    assert _names(made.data.parent, ".shredded") == []
    sealing.shred(heron_at_home.member.subject_id, at=NOON)
    backup.spread(at=NOON + HOUR)
    assert set(copies.read_lists([made.data.parent])) == {heron_at_home.member.subject_id}


def test_the_list_names_nobody_and_opens_to_this_house_alone(
    made: backup.Manifest, heron_at_home: Membership, own_root_key: Path
) -> None:
    sealing.shred(heron_at_home.member.subject_id, at=NOON)
    backup.spread(at=NOON + HOUR)
    [path] = made.data.parent.glob("*.shredded")
    content = path.read_bytes()
    assert heron_at_home.member.subject_id.hex.encode() not in content
    assert str(heron_at_home.member.subject_id).encode() not in content
    own_root_key.unlink()
    own_root_key.write_bytes(b"x" * 32)
    keys.forget()
    assert copies.read_lists([made.data.parent]) == {}


def test_an_altered_list_is_refused_and_nothing_is_restored(
    made: backup.Manifest, house: Path, heron_at_home: Membership
) -> None:
    sealing.shred(heron_at_home.member.subject_id, at=NOON)
    backup.spread(at=NOON + HOUR)
    [path] = made.data.parent.glob("*.shredded")
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)
    with pytest.raises(archive.Damaged):
        backup.restore(made.data, keys=None, data_dir=house)


def test_nothing_new_writes_nothing(made: backup.Manifest, heron_at_home: Membership) -> None:
    sealing.shred(heron_at_home.member.subject_id, at=NOON)
    backup.spread(at=NOON + HOUR)
    [path] = made.data.parent.glob("*.shredded")
    before = path.stat().st_ino
    backup.spread(at=NOON + WEEK)
    assert path.stat().st_ino == before


def test_after_a_new_root_key_the_list_is_written_anew(made: backup.Manifest, heron_at_home: Membership) -> None:
    sealing.shred(heron_at_home.member.subject_id, at=NOON)
    backup.spread(at=NOON + HOUR)
    rotation.rotate_root_key()
    backup.spread(at=NOON + WEEK)
    assert len(_names(made.data.parent, ".shredded")) == 2
    assert set(copies.read_lists([made.data.parent])) == {heron_at_home.member.subject_id}


def test_an_older_file_put_in_place_by_hand_is_shredded_again(
    made: backup.Manifest, house: Path, heron_at_home: Membership
) -> None:
    connections.close_all()
    shutil.copy(house / "underrose.sqlite3", house / "kept-by-hand")
    sealing.shred(heron_at_home.member.subject_id, at=NOON)
    backup.spread(at=NOON + HOUR)
    connections.close_all()
    for companion in house.glob("underrose.sqlite3-*"):
        companion.unlink()
    shutil.copy(house / "kept-by-hand", house / "underrose.sqlite3")
    assert sealing.reveal(Member.objects.get(), "legal_name") == "Helen Rondell"
    ticks.tick(at=NOON + 2 * HOUR)
    with pytest.raises(sealing.Shredded):
        sealing.reveal(Member.objects.get(), "legal_name")


def test_an_altered_list_does_not_keep_old_keys_from_going(made: backup.Manifest, heron_at_home: Membership) -> None:
    sealing.shred(heron_at_home.member.subject_id, at=NOON)
    backup.spread(at=NOON + HOUR)
    [path] = made.data.parent.glob("*.shredded")
    path.write_bytes(path.read_bytes()[:-1])
    sealing.shred(sealing.subject(heron_at_home.practice_id, "outbox", at=NOON), at=NOON)
    ticks.tick(at=NOON + WEEK)
    assert not made.keys.exists()
    path.unlink()
    ticks.tick(at=NOON + WEEK)
    assert len(copies.read_lists([made.data.parent])) == 2


def test_nothing_to_do_opens_no_list(
    made: backup.Manifest, heron_at_home: Membership, monkeypatch: pytest.MonkeyPatch
) -> None:
    sealing.shred(heron_at_home.member.subject_id, at=NOON)
    ticks.tick(at=NOON + HOUR)
    monkeypatch.setattr(copies, "read_lists", None)
    ticks.tick(at=NOON + HOUR)
