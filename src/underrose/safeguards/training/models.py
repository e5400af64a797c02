"""Attestations: who says that whoever leads is trained, and until when."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from underrose.ground.ledger.models import Recorded
from underrose.ground.vault.models import SealedField, SealedRow
from underrose.people.models import Practice, Staff


class AttestationQuerySet(models.QuerySet["Attestation"]):
    def current(self, day: dt.date) -> AttestationQuerySet:
        return self.filter(withdrawn_at=None, valid_from__lte=day, valid_until__gte=day)


class Attestation(SealedRow, Recorded):
    """Someone else vouches that a leader completed a training. Sealed under a key of its own."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    practice = models.ForeignKey(Practice, models.PROTECT, related_name="+")
    staff = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    course = SealedField()
    # Both set where no supervisor is in the house: who outside vouches, and why it is done this way.
    outside_supervisor = SealedField()
    reason = SealedField()
    is_from_outside = models.BooleanField(default=False)
    valid_from = models.DateField()
    valid_until = models.DateField()
    made_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    objects = AttestationQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(valid_until__gte=F("valid_from")), name="attested_for_a_day_at_least"),
            # Whoever records an outside supervisor's word may be the person it is about: then it says so.
            models.CheckConstraint(
                condition=Q(is_from_outside=True) | ~Q(staff=F("by")), name="nobody_attests_for_themselves"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["staff", "valid_until"], name="attestation_by_staff")]
