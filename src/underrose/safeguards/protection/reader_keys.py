"""What waits at the privacy desk about somebody's own reader keys: recovery sheets that nobody ever tried."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.utils.translation import ngettext

from underrose.groups.due import Due
from underrose.people.models import Standing
from underrose.people.readers import keys

WEEK = timedelta(days=7)


def due(viewer: Standing, at: datetime) -> Sequence[Due]:
    """This very person's sheets that were never typed in; late after a week. One query."""
    made = list(
        keys.untried(viewer.staff.practice_id).filter(key__staff=viewer.staff).values_list("made_at", flat=True)
    )
    if not made:
        return []
    said = ngettext(
        "A recovery sheet of your reader key was never tried.",
        "%(n)s recovery sheets of your reader keys were never tried.",
        len(made),
    )
    return [Due(len(made), said % {"n": len(made)}, "readers:mine", is_late=made[0] < at - WEEK)]
