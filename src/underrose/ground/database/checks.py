"""System checks: a start on a database that can lose or corrupt records is refused."""

from typing import Any

from django.core import checks
from django.db import connection

from underrose.ground.database import sqlite_build


def sqlite_is_sound(**_options: Any) -> list[checks.CheckMessage]:
    """The SQLite build that Django uses has no known corruption bug."""
    if connection.vendor != "sqlite":
        return []
    database: Any = connection
    sentence = sqlite_build.trouble(database.Database.sqlite_version_info)
    return [checks.Error(sentence, id="underrose.E001")] if sentence else []
