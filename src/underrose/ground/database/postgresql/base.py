"""PostgreSQL 15 or newer; what that changes in Django's own backend."""

from typing import Any

from django.db.backends.postgresql import base, features


class DatabaseFeatures(features.DatabaseFeatures):
    minimum_database_version = (15,)


class DatabaseWrapper(base.DatabaseWrapper):
    features_class = DatabaseFeatures

    def get_connection_params(self) -> dict[str, Any]:
        params: dict[str, Any] = super().get_connection_params()
        # A database that can't be reached is said so, instead of a page that turns for ever.
        return {"connect_timeout": 10, "application_name": "underrose", **params}
