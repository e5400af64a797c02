from django.apps import AppConfig


class Database(AppConfig):
    name = "underrose.ground.database"
    label = "ground_database"
