"""What of disclosures waits on the privacy desk: what was shared without a right to, for the privacy officer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db.models import Count, Min
from django.utils.translation import ngettext

from underrose.groups.due import Due
from underrose.people import policy
from underrose.people.models import Standing
from underrose.safeguards.protection.disclosures import queries

_LATE = timedelta(days=7)


def due(viewer: Standing, at: datetime) -> Sequence[Due]:
    """One query, for the privacy officer alone."""
    if not policy.may(viewer, "look at disclosures", at=at):
        return ()
    rows = queries.uncovered(viewer.staff.practice_id)
    found = rows.aggregate(count=Count("pk"), first=Min("recorded_at"))
    if not found["count"]:
        return ()
    said = ngettext(
        "%d thing was shared without a right to. Look at it.",
        "%d things were shared without a right to. Look at them.",
        found["count"],
    )
    is_late = found["first"] + _LATE < at
    return (Due(found["count"], said % found["count"], "disclosures:waiting", is_late=is_late),)
