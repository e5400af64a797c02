"""What time it is. Doors ask once and pass it down as `at=`; nobody below asks again."""

from datetime import UTC, datetime


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return datetime.now(UTC)
