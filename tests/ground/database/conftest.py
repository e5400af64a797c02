"""Databases in files, each of its own, without the models of the house."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connections


@pytest.fixture
def connect(tmp_path: Path, django_db_blocker: Any) -> Iterator[Callable[[], Any]]:
    """Open one more connection to the same SQLite file, as another thread or process would."""
    from underrose.ground.database.sqlite.base import DatabaseWrapper

    opened: list[DatabaseWrapper] = []

    def one_more() -> DatabaseWrapper:
        usual = connections["default"].settings_dict
        path = {"NAME": tmp_path / "house.sqlite3", "OPTIONS": {}, "ENGINE": "underrose.ground.database.sqlite"}
        opened.append(DatabaseWrapper({**usual, **path}, "default"))
        opened[-1].inc_thread_sharing()
        return opened[-1]

    with django_db_blocker.unblock():
        yield one_more
        for connection in opened:
            connection.close()
