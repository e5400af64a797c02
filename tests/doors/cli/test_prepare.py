"""Making the data ready: a table for every model, one process at a time, a backup before a change."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from django.apps import apps
from django.db.migrations.loader import MigrationLoader

from tests.doors.cli.conftest import PROGRAM, environment

Run = Callable[..., subprocess.CompletedProcess[str]]


def test_every_room_with_models_has_migrations() -> None:
    without = MigrationLoader(None, ignore_no_migrations=True).unmigrated_apps
    assert not [label for label in without if list(apps.get_app_config(label).get_models())]


@pytest.mark.sqlite
def test_three_that_start_at_once_prepare_one_house(tmp_path: Path) -> None:
    command = [*PROGRAM, "django", "shell", "--data", str(tmp_path / "data"), "-v0", "-c"]
    words = "from underrose.doors.cli.prepare import prepare; prepare()"
    starting = [
        subprocess.Popen([*command, words], env=environment(), cwd=tmp_path, stderr=subprocess.PIPE, text=True)
        for _ in range(3)
    ]
    assert [process.communicate(timeout=120)[1] for process in starting] == ["", "", ""]
    assert [process.returncode for process in starting] == [0, 0, 0]


@pytest.mark.sqlite
def test_before_the_tables_change_there_is_a_proven_backup(run: Run, prepared: Path, tmp_path: Path) -> None:
    shutil.copytree(prepared, tmp_path / "house")
    data = tmp_path / "house" / "data"
    run("django", "migrate", "groups_roster", "zero", "-v0", "--data", str(data))
    words = "from underrose.doors.cli.prepare import prepare; prepare()"
    answer = run("django", "shell", "--data", str(data), "-v0", "-c", words)
    assert answer.returncode == 0, answer.stderr
    made = next((tmp_path / "house" / "data.backups").glob("*.backup"))
    verified = run("backup", "verify", str(made), "--json", "--data", str(data))
    assert json.loads(verified.stdout)["ok"] is True, verified.stderr
