"""Backup and restore on PostgreSQL: the same promises, by the server's own programs."""

from __future__ import annotations

import datetime as dt
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from tests.world import NOON, make_group, make_member, make_practice
from underrose.ground.database import dump
from underrose.ground.vault import archive, backup, contents, sealing
from underrose.ground.vault.archive import BackupRefused
from underrose.ground.vault.models import PracticeKey, SubjectKey
from underrose.groups.models import Membership
from underrose.people.models import Member

# Committed, because pg_dump is somebody else.
pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def heron_at_home(
    transactional_db: None, monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path
) -> Iterator[Membership]:
    settings.DATA_DIR = tmp_path / "own"
    monkeypatch.setattr(BaseDatabaseWrapper, "ensure_connection", _ensure_connection)
    yield make_member(make_group(make_practice(), "One"), "Heron", "Helen Rondell", "helen.rondell@mail.example")
    for name in _databases():
        if "_before_restore_" in name:
            _server(f'DROP DATABASE "{name}"')


def _ensure_connection(database: BaseDatabaseWrapper) -> None:
    """Django's tests forbid databases that they don't know; a backup under examination is one."""
    if database.connection is None:
        with database.wrap_database_errors:
            database.connect()


@pytest.fixture
def made(heron_at_home: Membership, tmp_path: Path) -> backup.Manifest:
    return backup.make(tmp_path / "usb" / "evening.backup", at=NOON)


def test_a_backup_brings_everything_back_and_keeps_the_former_beside_it(
    made: backup.Manifest, heron_at_home: Membership, tmp_path: Path
) -> None:
    before = _databases()
    Membership.objects.filter(pk=heron_at_home.pk).update(chosen_name=b"")
    report = backup.restore(made.data, keys=None, data_dir=tmp_path / "data")
    assert sealing.reveal(Membership.objects.get(pk=heron_at_home.pk), "chosen_name") == "Heron"
    assert report.fields_opened > 3
    [aside] = _databases() - before
    assert "_before_restore_" in aside


def test_neither_file_shows_a_word_and_the_data_holds_no_key(made: backup.Manifest, tmp_path: Path) -> None:
    archive.read(made.data, tmp_path / "plain")
    shown = subprocess.run(
        [dump.program("pg_restore"), "-f", "-", str(tmp_path / "plain")], capture_output=True, check=True
    ).stdout
    assert b"people_member" in shown
    for row in [*SubjectKey.objects.all(), *PracticeKey.objects.all()]:
        assert bytes(row.wrapped).hex().encode() not in shown
    for path in (made.data, made.keys):
        assert b"helen" not in path.read_bytes()


def test_a_verified_backup_leaves_no_scratch_database(made: backup.Manifest) -> None:
    before = _databases()
    assert backup.verify(made.data).subject_keys >= 2
    assert _databases() == before


def test_what_was_destroyed_since_stays_destroyed(made: backup.Manifest, tmp_path: Path) -> None:
    sealing.shred(Member.objects.get().subject_id, at=NOON)
    backup.restore(made.data, keys=None, data_dir=tmp_path / "data")
    with pytest.raises(sealing.Shredded):
        sealing.reveal(Member.objects.get(), "mail")


def test_todays_keys_alone_open_the_older_data_but_for_what_was_destroyed(
    made: backup.Manifest, heron_at_home: Membership, tmp_path: Path
) -> None:
    sealing.shred(heron_at_home.member.subject_id, at=NOON)
    today = backup.make_keys(tmp_path, at=NOON + dt.timedelta(hours=1))
    backup.restore(made.data, keys=today, data_dir=tmp_path / "data", newer_keys=True)
    with pytest.raises(sealing.Shredded):
        sealing.reveal(Member.objects.get(), "mail")
    assert sealing.reveal(Membership.objects.get().group, "title") == "One"


def test_the_list_beside_the_backup_is_played_again(
    made: backup.Manifest, heron_at_home: Membership, tmp_path: Path
) -> None:
    """As on a blank machine: the present data knows of nothing that was destroyed."""
    key = SubjectKey.objects.get(pk=heron_at_home.member.subject_id)
    sealing.shred(key.pk, at=NOON)
    backup.spread(at=NOON)
    SubjectKey.objects.filter(pk=key.pk).update(wrapped=key.wrapped, shredded_at=None)
    assert backup.restore(made.data, keys=None, data_dir=tmp_path / "data").listed == 1
    with pytest.raises(sealing.Shredded):
        sealing.reveal(Member.objects.get(), "mail")


def test_the_former_database_forgets_too(made: backup.Manifest, heron_at_home: Membership, tmp_path: Path) -> None:
    before = _databases()
    backup.restore(made.data, keys=None, data_dir=tmp_path / "data")
    [aside] = _databases() - before
    sealing.shred(heron_at_home.member.subject_id, at=NOON)
    backup.spread(at=NOON)
    rows = dump.ask({**connection.settings_dict, "NAME": aside}, contents.DESTROYED)
    assert [subject for _at, subject in rows] == [heron_at_home.member.subject_id]


def test_a_damaged_backup_changes_nothing(made: backup.Manifest, tmp_path: Path) -> None:
    made.keys.write_bytes(made.keys.read_bytes()[:-1])
    before = _databases()
    with pytest.raises(BackupRefused):
        backup.restore(made.data, keys=None, data_dir=tmp_path / "data")
    assert _databases() == before
    assert Member.objects.count() == 1


def test_a_house_that_others_are_connected_to_is_not_restored_over(made: backup.Manifest, tmp_path: Path) -> None:
    before = _databases()
    settings = connection.settings_dict
    with (
        psycopg.connect(
            dbname=settings["NAME"], user=settings["USER"], host=settings["OPTIONS"].get("host") or settings["HOST"]
        ),
        pytest.raises(BackupRefused, match="still running"),
    ):
        backup.restore(made.data, keys=None, data_dir=tmp_path / "data")
    assert _databases() == before


def test_the_manifest_says_where_the_ledgers_stood(made: backup.Manifest, heron_at_home: Membership) -> None:
    assert set(made.ledgers) == {str(heron_at_home.practice_id)}


def _databases() -> set[str]:
    """Those of this house alone: tests that run beside this one make their own."""
    found = {str(name) for (name,) in dump.ask(connection.settings_dict, "SELECT datname FROM pg_database")}
    return {name for name in found if name.startswith(connection.settings_dict["NAME"])}


def _server(query: str) -> None:
    connections.close_all()
    settings = {**connection.settings_dict, "NAME": "postgres"}
    with dump._maintaining(settings) as server:
        server.execute(query.encode())
