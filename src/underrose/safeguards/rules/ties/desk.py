"""What of ties waits for one person: what they review, once a check has found something. Nothing for a leader."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.utils.translation import ngettext

from underrose.ground.vault import sealing
from underrose.groups.due import Due
from underrose.people.models import Standing
from underrose.safeguards.rules.ties import findings, queries
from underrose.safeguards.rules.ties.models import Check

_LATE = timedelta(days=14)


def due(viewer: Standing, at: datetime) -> Sequence[Due]:
    """One line for each group whose ties this person reviews; four queries, two for who reviews nothing."""
    checks = queries.checks_reviewed_by(viewer.staff, at=at)
    held = sealing.reveal_many(checks, "findings") if checks else {}
    return [line for check in checks for line in _line(check, held[check.pk], at)]


def _line(check: Check, held: str, at: datetime) -> Sequence[Due]:
    waiting = [one for one in findings.opened(held) if not one.settled_at and not one.released_at]
    if not waiting:
        return ()
    said = ngettext("%d tie waits for you to look at it.", "%d ties wait for you to look at them.", len(waiting))
    is_late = min(datetime.fromisoformat(one.found_at) for one in waiting) + _LATE < at
    return (Due(len(waiting), said % len(waiting), "ties:review", (check.group_id,), is_late=is_late),)
