"""How many statements some work takes, to hold one session against fifty."""

from __future__ import annotations

from collections.abc import Callable

from django.db import connection
from django.test.utils import CaptureQueriesContext


def statements(work: Callable[[], object]) -> int:
    """The number of statements that `work` sends to the database."""
    with CaptureQueriesContext(connection) as captured:
        work()
    return len(captured)
