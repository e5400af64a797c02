"""What waits at the privacy desk: drafts of notes that their author began a week ago and never kept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.utils.translation import ngettext

from underrose.groups.due import Due
from underrose.people.models import Standing
from underrose.safeguards.protection.notes.models import Draft

WEEK = timedelta(days=7)


def due(viewer: Standing, at: datetime) -> Sequence[Due]:
    """Old drafts of this very person in groups that they still lead. One query."""
    rows = Draft.objects.filter(author=viewer.staff, at__lt=at - WEEK, note=None)
    rows = rows.filter(folder__membership__group__in=list(viewer.groups)).order_by("at")
    places = list(rows.values_list("folder__membership", flat=True))
    said = ngettext(
        "A note that you began more than a week ago was never kept.",
        "%(n)s notes that you began more than a week ago were never kept.",
        len(places),
    )
    return [Due(len(places), said % {"n": len(places)}, "notes:list", (places[0],), is_late=True)] if places else []
