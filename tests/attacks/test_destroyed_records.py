"""Somebody with old copies tries to read what was destroyed: yesterday's data, yesterday's keys, a blank machine."""

from __future__ import annotations

import datetime as dt
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.db import connections

from tests.ground.vault.conftest import empty_house, heron_at_home, house, own_root_key  # noqa: F401
from tests.world import NOON
from underrose.ground.database import snapshot
from underrose.ground.vault import archive, backup, contents, copies, keys, sealing, ticks
from underrose.ground.vault.models import SubjectKey
from underrose.groups.models import Membership
from underrose.people.models import Member

pytestmark = pytest.mark.sqlite
TOMORROW = NOON + dt.timedelta(days=1)
WEEK = dt.timedelta(days=7)


@pytest.fixture
def yesterday(heron_at_home: Membership, tmp_path: Path) -> backup.Manifest:  # noqa: F811
    (tmp_path / "usb").mkdir()
    return backup.make(tmp_path / "usb", at=NOON)


@pytest.fixture
def destroyed(yesterday: backup.Manifest, heron_at_home: Membership) -> Membership:  # noqa: F811
    sealing.shred(heron_at_home.member.subject_id, at=TOMORROW)
    backup.spread(at=TOMORROW)
    return heron_at_home


@contextmanager
def _laid_together(data: Path, key_rows: Path, scratch: Path) -> Iterator[str]:
    """What a thief with the root key does: open both files by hand and join them, past every check of the house."""
    scratch.mkdir()
    archive.read(data, scratch / "data")
    archive.read(key_rows, scratch / "keys")
    snapshot.put_back(scratch / "keys", scratch / "data", contents.KEY_TABLES)
    with contents.as_database({"NAME": scratch / "data"}) as alias:
        yield alias


def _name(alias: str) -> str:
    return sealing.reveal(Member.objects.using(alias).get(), "legal_name")


def test_yesterdays_data_with_todays_keys_stays_shut(
    yesterday: backup.Manifest, destroyed: Membership, tmp_path: Path
) -> None:
    today = backup.make_keys(tmp_path, at=TOMORROW)
    with _laid_together(yesterday.data, today, tmp_path / "x") as alias, pytest.raises(sealing.Shredded):
        _name(alias)


def test_yesterdays_data_with_yesterdays_keys_opens_until_those_are_deleted(
    yesterday: backup.Manifest, destroyed: Membership, tmp_path: Path
) -> None:
    """What the page says before it is confirmed: until that day, and no longer."""
    said = copies.open_until(at=TOMORROW)
    assert said == NOON + WEEK
    with _laid_together(yesterday.data, yesterday.keys, tmp_path / "x") as alias:
        assert _name(alias) == "Helen Rondell"
    ticks.tick(at=said)
    assert not yesterday.keys.exists()
    for number, left in enumerate(yesterday.data.parent.glob("*.keys")):
        with _laid_together(yesterday.data, left, tmp_path / str(number)) as alias, pytest.raises(sealing.Shredded):
            _name(alias)
    assert copies.open_until(at=said) == said + WEEK  # of today's keys, which never held it


def test_a_restore_of_yesterday_brings_nobody_back(
    yesterday: backup.Manifest,
    destroyed: Membership,
    house: Path,  # noqa: F811
) -> None:
    report = backup.restore(yesterday.data, keys=None, data_dir=house)
    assert report.listed == 1
    with pytest.raises(sealing.Shredded):
        _name("default")


def test_a_restore_on_a_blank_machine_brings_nobody_back(
    yesterday: backup.Manifest,
    destroyed: Membership,
    settings: Any,
    house: Path,  # noqa: F811
    tmp_path: Path,
) -> None:
    """The house burnt down: only the root key's sheet and the disk with the backups are left."""
    connections.close_all()
    shutil.rmtree(house)
    settings.DATA_DIR = tmp_path / "new"
    report = backup.restore(yesterday.data, keys=None, data_dir=tmp_path / "new")
    assert (report.listed, report.destroyed_keys) == (1, 1)
    with (
        contents.as_database({"NAME": tmp_path / "new" / "underrose.sqlite3"}) as alias,
        pytest.raises(sealing.Shredded),
    ):
        _name(alias)


def test_keys_brought_from_elsewhere_bring_nobody_back(
    yesterday: backup.Manifest,
    destroyed: Membership,
    house: Path,  # noqa: F811
    tmp_path: Path,
) -> None:
    (tmp_path / "pocket").mkdir()
    shutil.copy(yesterday.data, tmp_path / "pocket")
    shutil.copy(yesterday.keys, tmp_path / "pocket")
    backup.restore(tmp_path / "pocket" / yesterday.data.name, keys=None, data_dir=house)
    with pytest.raises(sealing.Shredded):
        _name("default")


def test_the_former_database_beside_the_restored_one_forgets_too(
    yesterday: backup.Manifest,
    heron_at_home: Membership,  # noqa: F811
    house: Path,  # noqa: F811
) -> None:
    wrapped = bytes(SubjectKey.objects.get(pk=heron_at_home.member.subject_id).wrapped)
    backup.restore(yesterday.data, keys=None, data_dir=house)
    [former] = [path for path in house.glob("*.before-restore-*") if path.suffix != ".sqlite3-wal"]
    assert wrapped in former.read_bytes()
    sealing.shred(heron_at_home.member.subject_id, at=TOMORROW)
    ticks.tick(at=TOMORROW)
    assert wrapped not in former.read_bytes()


def test_the_key_is_in_no_byte_of_the_house_any_more(
    heron_at_home: Membership,  # noqa: F811
    house: Path,  # noqa: F811
) -> None:
    """Neither in a freed page of the database nor in its write-ahead log."""
    wrapped = bytes(SubjectKey.objects.get(pk=heron_at_home.member.subject_id).wrapped)
    assert any(wrapped in path.read_bytes() for path in house.iterdir() if path.is_file())
    sealing.shred(heron_at_home.member.subject_id, at=TOMORROW)
    ticks.tick(at=TOMORROW)
    assert not [path for path in house.iterdir() if path.is_file() and wrapped in path.read_bytes()]


def test_the_key_does_not_stay_in_memory(heron_at_home: Membership) -> None:  # noqa: F811
    member = Member.objects.get()
    assert sealing.reveal(member, "legal_name") == "Helen Rondell"
    sealing.shred(member.subject_id, at=TOMORROW)
    with pytest.raises(sealing.Shredded):
        sealing.reveal(member, "legal_name")


def test_a_key_written_back_by_hand_is_destroyed_again(
    destroyed: Membership,
    yesterday: backup.Manifest,
    house: Path,  # noqa: F811
    tmp_path: Path,
) -> None:
    """Somebody with the database and yesterday's copy of the keys lays the old row back."""
    archive.read(yesterday.keys, tmp_path / "rows")
    subject = destroyed.member.subject_id
    with closing(sqlite3.connect(tmp_path / "rows")) as rows:
        [(wrapped,)] = rows.execute("SELECT wrapped FROM vault_subject_key WHERE id = ?", [subject.hex]).fetchall()
    SubjectKey.objects.filter(pk=subject).update(wrapped=wrapped, shredded_at=None)
    keys.forget()
    ticks.tick(at=TOMORROW)
    with pytest.raises(sealing.Shredded):
        _name("default")
