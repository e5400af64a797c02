"""What the worker does for people: forgets stale codes, web sessions that are over, and where somebody was."""

from __future__ import annotations

from datetime import datetime

from underrose.people import actions


def tick(*, at: datetime) -> None:
    """Every half minute; nothing to do costs four small queries."""
    actions.forget_codes(at=at)
    actions.forget_sessions(at=at)
    actions.forget_old_places(at=at)
