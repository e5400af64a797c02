"""WAL, FULL, IMMEDIATE, secure delete; see docs/architecture.md for the reason of each."""

from typing import Any

from django.db.backends.sqlite3 import base

_PRAGMAS = """
PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON;
PRAGMA trusted_schema=OFF; PRAGMA cell_size_check=ON;
"""


class DatabaseWrapper(base.DatabaseWrapper):
    def get_connection_params(self) -> dict[str, Any]:
        params: dict[str, Any] = super().get_connection_params()
        self.transaction_mode = "IMMEDIATE"
        return {**params, "timeout": 20}

    def get_new_connection(self, conn_params: Any) -> Any:
        connection = super().get_new_connection(conn_params)
        connection.executescript(_PRAGMAS)
        return connection
