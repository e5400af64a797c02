"""What others may ask of ethics: how many conflict reviews are open, as far as one viewer knows of them."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Collection

from django.db.models import QuerySet

from underrose.people.models import Standing
from underrose.safeguards.rules.ethics.models import ConflictReview


def open_rows(group_ids: Collection[uuid.UUID], viewer: Standing) -> QuerySet[ConflictReview, uuid.UUID]:
    """The group's id, once for each review that isn't settled and that this viewer was told of.

    What a reviewer keeps to themselves is in nobody else's number: a leader's page is the same with it and without.
    """
    rows = ConflictReview.objects.seen_by(viewer.staff).unsettled().filter(membership__group__in=list(group_ids))
    return rows.order_by().values_list("membership__group", flat=True)


def open_reviews(group_ids: Collection[uuid.UUID], viewer: Standing) -> Counter[uuid.UUID]:
    """The same, counted by group. One query."""
    return Counter(open_rows(group_ids, viewer))
