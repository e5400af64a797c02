"""Take an SQLite build without the WAL-reset bug, and refuse one that has it.

3.7.0 to 3.51.2 can corrupt a WAL database under several writers (sqlite.org/wal.html#walresetbug).
"""

import sys

_CORRECTED_BRANCHES = ((3, 50, 7), (3, 44, 6))


def use() -> None:
    """Put the build that `pysqlite3` carries in the place of Python's own, before Django loads it."""
    import pysqlite3
    from pysqlite3 import dbapi2

    sys.modules["sqlite3"] = pysqlite3
    sys.modules["sqlite3.dbapi2"] = dbapi2


def trouble(version: tuple[int, ...]) -> str:
    """Why this version must not be used, and what to do; "" for a good one."""
    is_vulnerable = (3, 7, 0) <= version <= (3, 51, 2) and version not in _CORRECTED_BRANCHES
    if not is_vulnerable:
        return ""
    number = ".".join(map(str, version))
    return (
        f"This SQLite is {number}, which can corrupt a database when two processes write at once. "
        "Underrose needs 3.51.3 or newer. Install the Python package pysqlite3, version 0.6.1 or newer."
    )
