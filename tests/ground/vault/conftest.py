"""A vault of each test's own: its root key, and where a test asks for it, a house in a file."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connections

from tests.world import make_group, make_member, make_practice
from underrose.ground.vault import keys
from underrose.groups.models import Membership


@pytest.fixture(autouse=True)
def own_root_key(settings: Any, tmp_path: Path) -> Iterator[Path]:
    settings.DATA_DIR = tmp_path / "data"
    settings.ROOT_KEY_FILE = tmp_path / "keys" / "root.key"
    keys.forget()
    yield settings.ROOT_KEY_FILE
    keys.forget()


@pytest.fixture(scope="session")
def empty_house(tmp_path_factory: pytest.TempPathFactory, django_db_blocker: Any) -> Path:
    """The file of a house with no one in it, made once."""
    path = tmp_path_factory.mktemp("house") / "underrose.sqlite3"
    with django_db_blocker.unblock(), _default_database(path):
        call_command("migrate", run_syncdb=True, verbosity=0)
    return path


@pytest.fixture
def house(own_root_key: Path, settings: Any, empty_house: Path, django_db_blocker: Any) -> Iterator[Path]:
    """The data folder of a house in a file, with the people of one group."""
    settings.DATA_DIR.mkdir()
    shutil.copy(empty_house, settings.DATA_DIR / "underrose.sqlite3")
    with django_db_blocker.unblock(), _default_database(settings.DATA_DIR / "underrose.sqlite3"):
        yield settings.DATA_DIR


@pytest.fixture
def heron_at_home(house: Path) -> Membership:
    group = make_group(make_practice(), "Tuesday evening group")
    return make_member(group, "Heron", "Helen Rondell", "helen.rondell@mail.example", "+15550100")


class _default_database:  # noqa: N801
    """Django's default database is this file for a while."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __enter__(self) -> None:
        self.usual = connections["default"]
        connections["default"] = type(self.usual)({**self.usual.settings_dict, "NAME": self.path}, "default")

    def __exit__(self, *_error: object) -> None:
        connections["default"].close()
        connections["default"] = self.usual
