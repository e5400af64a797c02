"""Let the database forget what was deleted: no old page keeps it any more than the new one does.

SQLite overwrites what it deletes (`secure_delete`), but the write-ahead log still holds the page of before. PostgreSQL
keeps the former row until a vacuum. Replicas and archived logs are the operator's: docs/keys.md says so.
"""

from __future__ import annotations

import logging

from django.db import DatabaseError, connection

log = logging.getLogger(__name__)

_KEYS = "vault_subject_key"


def settle() -> bool:
    """Empty the log of SQLite, vacuum the table of keys on PostgreSQL. False where somebody is still reading."""
    if connection.in_atomic_block:
        return False
    try:
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute(f"VACUUM {_KEYS}")
                return True
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            found = cursor.fetchone()
            return bool(found) and found[0] == 0
    except DatabaseError as error:
        log.warning("The database has not forgotten deleted keys yet: %s", type(error).__name__)
        return False
