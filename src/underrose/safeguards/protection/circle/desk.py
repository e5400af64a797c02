"""What of the circle waits on the privacy desk: requests to answer, matters to look at again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Count, Min
from django.utils.formats import date_format
from django.utils.translation import ngettext

from underrose.groups.due import Due
from underrose.people import policy
from underrose.people.matters import queries as matters
from underrose.people.models import Standing
from underrose.safeguards.protection.circle import queries


def due(viewer: Standing, at: datetime) -> Sequence[Due]:
    """Two queries: what members asked, and matters whose day of review has come."""
    return (*_requests(viewer, at), *_matters(viewer, at))


def _requests(viewer: Standing, at: datetime) -> Sequence[Due]:
    if not policy.may(viewer, "answer data request", at=at):
        return ()
    found = queries.waiting(viewer.staff.practice_id).order_by().aggregate(count=Count("pk"), first=Min("due_on"))
    if not found["count"]:
        return ()
    said = ngettext(
        "%(n)d person asked about their own data. The first answer is due on %(day)s.",
        "%(n)d people asked about their own data. The first answer is due on %(day)s.",
        found["count"],
    ) % {"n": found["count"], "day": date_format(found["first"], "j F Y")}
    return (Due(found["count"], said, "circle:requests", is_late=found["first"] < at.date()),)


def _matters(viewer: Standing, at: datetime) -> Sequence[Due]:
    rows = matters.seen_by(viewer, at=at).filter(review_on__lte=at.date())
    count = rows.count()
    if not count:
        return ()
    said = ngettext(
        "%d open matter is to be looked at again: must it stay open?",
        "%d open matters are to be looked at again: must they stay open?",
        count,
    )
    return (Due(count, said % count, "circle:matters", is_late=True),)
