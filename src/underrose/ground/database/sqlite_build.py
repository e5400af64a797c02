"""Take an SQLite build without the WAL-reset bug (3.7.0 to 3.51.2 corrupt under several writers; sqlite.org/wal.html)."""

import sys


def use() -> None:
    """Put the build that `pysqlite3` carries in the place of Python's own, before Django loads it."""
    import pysqlite3
    from pysqlite3 import dbapi2

    sys.modules["sqlite3"] = pysqlite3
    sys.modules["sqlite3.dbapi2"] = dbapi2
