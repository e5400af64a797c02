"""What the worker does for people: forgets stale sign-in codes, and web sessions that are over."""

from __future__ import annotations

from datetime import datetime

from underrose.people import actions


def tick(*, at: datetime) -> None:
    """Every half minute; nothing to do costs two small queries."""
    actions.forget_codes(at=at)
    actions.forget_sessions(at=at)
