"""A process that writes through Django's `atomic` until it is told to stop; run by test_sqlite.py.

Prints how often it committed and its longest wait, or, where asked, each commit as it is acknowledged.
"""

import sys
import time

from underrose.ground.database import sqlite_build

sqlite_build.use()

import django  # noqa: E402
from django.conf import settings  # noqa: E402

path, name, seconds, count, says = sys.argv[1:]
settings.configure(
    DATABASES={"default": {"ENGINE": "underrose.ground.database.sqlite", "NAME": path}}, INSTALLED_APPS=[], USE_TZ=True
)
django.setup()
from django.db import connection, transaction  # noqa: E402

with transaction.atomic(), connection.cursor() as cursor:
    cursor.execute("CREATE TABLE IF NOT EXISTS kept (id INTEGER PRIMARY KEY, who TEXT, number INT UNIQUE)")
    cursor.execute("CREATE TABLE IF NOT EXISTS pair (number INT)")

commits, longest, start = 0, 0.0, time.monotonic()
while commits < int(count) and time.monotonic() - start < float(seconds):
    before = time.monotonic()
    with transaction.atomic(), connection.cursor() as cursor:
        number = cursor.execute("SELECT coalesce(max(number), 0) + 1 FROM kept").fetchone()[0]
        cursor.execute("INSERT INTO kept (who, number) VALUES (%s, %s)", [name, number])
        cursor.execute("INSERT INTO pair (number) VALUES (%s)", [number])
    commits += 1
    longest = max(longest, time.monotonic() - before)
    if says == "True":
        print(f"{name}:{number}", flush=True)
if says != "True":
    print(commits, longest)
