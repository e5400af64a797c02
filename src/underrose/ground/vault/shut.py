"""The mark that the house is shut: a file beside the keys, so that it outlives a restart and every process sees it.

A file and not a row, because each request looks for it, and because a lock must not wait for a busy database.
"""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings

NAME = "locked"


def mark() -> Path:
    """Where the mark lies while the house is shut."""
    return Path(settings.ROOT_KEY_FILE).with_name(NAME)


def is_shut() -> bool:
    """Whether somebody shut the house. One look at the disk."""
    return os.path.lexists(mark())


def shut() -> None:
    """Put the mark there. Shut twice is shut once."""
    path = mark()
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT, 0o600))


def since() -> datetime | None:
    """When the house was shut."""
    try:
        return datetime.fromtimestamp(mark().lstat().st_mtime, UTC)
    except FileNotFoundError:
        return None


def lift() -> None:
    """Take the mark away."""
    mark().unlink(missing_ok=True)
