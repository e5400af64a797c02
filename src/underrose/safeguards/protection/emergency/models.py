"""The look back at an emergency view: who must do it, by when, and what they found."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from underrose.ground.ledger.models import Recorded
from underrose.ground.vault.models import SealedField, SealedRow
from underrose.people.emergency.models import Grant
from underrose.people.models import Practice, Staff

DUE_IN = timedelta(days=7)
SEEN = "emergency view seen"
SOUGHT = "member sought by address"
LOOKED_BACK = "emergency view looked back at"
WITH_A_REASON = (SEEN, SOUGHT, LOOKED_BACK)  # looks that somebody outside the team may have made, and said why


class ReviewQuerySet(models.QuerySet["Review"]):
    def waiting(self) -> ReviewQuerySet:
        return self.filter(reviewed_at=None)


class Review(SealedRow, Recorded):
    """One look back. It is made with the grant, so that no view goes without."""

    class Verdict(models.TextChoices):
        NEEDED = "needed", _("It was needed, and kept to what was needed")
        TOO_WIDE = "too wide", _("It was needed, but more was opened than was needed")
        NOT_NEEDED = "not needed", _("It was not needed")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    practice = models.ForeignKey(Practice, models.PROTECT, related_name="+")
    grant = models.OneToOneField(Grant, models.PROTECT, related_name="+")
    due_at = models.DateTimeField()
    verdict = models.CharField(max_length=12, choices=Verdict.choices, blank=True)
    words = SealedField()
    reviewer = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    reviewed_at = models.DateTimeField(null=True)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(reviewed_at=None, reviewer=None, verdict="")
                | (Q(reviewed_at__isnull=False, reviewer__isnull=False) & ~Q(verdict="")),
                name="review_is_whole_or_waits",
            )
        ]
        indexes = [models.Index(fields=["practice", "reviewed_at", "due_at"], name="review_by_due_day")]

    def is_late(self, at: datetime) -> bool:
        """Whether it should have been done by now."""
        return self.reviewed_at is None and at >= self.due_at
