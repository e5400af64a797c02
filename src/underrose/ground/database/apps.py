from django.apps import AppConfig
from django.core import checks


class Database(AppConfig):
    name = "underrose.ground.database"
    label = "ground_database"

    def ready(self) -> None:
        from underrose.ground.database.checks import sqlite_is_sound

        checks.register(sqlite_is_sound)
