"""A tablet in the room, bound to one session by a leader: it may check people in and nothing else.

It refuses to stay signed in as the leader who set it up. It shows no list of names.
"""

from __future__ import annotations

import uuid
from datetime import datetime

from django.contrib.sessions.backends.base import SessionBase

KEY = "kiosk"


def begin(web: SessionBase, *, session_id: uuid.UUID, practice_id: uuid.UUID, until: datetime) -> None:
    """Make this browser the kiosk of one session. Whoever was signed in here is signed out first."""
    web.flush()
    web[KEY] = {"session": str(session_id), "practice": str(practice_id), "until": until.timestamp()}
    web.set_expiry(0)


def end(web: SessionBase) -> None:
    """The browser is nobody's again."""
    web.flush()


def bound_to(web: SessionBase, at: datetime) -> tuple[uuid.UUID, uuid.UUID] | None:
    """(session's id, practice's id) while the binding lasts."""
    held = web.get(KEY)
    if not held or held["until"] <= at.timestamp():
        return None
    return uuid.UUID(held["session"]), uuid.UUID(held["practice"])
