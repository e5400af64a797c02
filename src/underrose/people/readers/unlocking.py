"""One-time keys that let a tab find its unlocked key on the next page: kept in the web session, for a while.

The tab holds the private halves under such a key; the server holds the key and never what it opens. Signing out, the
idle lock and the time each end it.
"""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from django.contrib.sessions.backends.base import SessionBase

FOR = timedelta(minutes=15)
_NAME, _MOST = "kept", 6


def keep(web: SessionBase, key: str, *, at: datetime) -> tuple[str, int]:
    """Keep a one-time key. Returns its name and for how many milliseconds."""
    kept = dict(list(_living(web, at).items())[-_MOST + 1 :])
    name = secrets.token_urlsafe(12)
    kept[name] = (key, int((at + FOR).timestamp()))
    web[_NAME] = kept
    return name, int(FOR.total_seconds() * 1000)


def ask(web: SessionBase, name: str, *, at: datetime) -> tuple[str, int] | None:
    """The key of that name and how long it still lives; None once it is over."""
    found = _living(web, at).get(name)
    return (found[0], int((found[1] - at.timestamp()) * 1000)) if found else None


def forget(web: SessionBase) -> None:
    """Lock every tab of this browser."""
    web.pop(_NAME, None)


def _living(web: SessionBase, at: datetime) -> dict[str, tuple[str, int]]:
    held = web.get(_NAME, {}).items()
    return {name: (str(key), int(until)) for name, (key, until) in held if until > at.timestamp()}
