"""Naming: a leader turns a chosen name into a person, for one view, with a purpose."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from underrose.ground.ledger.models import Recorded
from underrose.ground.vault.models import SealedField, SealedRow
from underrose.people.models import Member, Practice, Staff

NAMED = "person named"  # how the entry of such a view begins; ": " and its purpose follow


class Purpose(models.TextChoices):
    """What a member's real name may be needed for."""

    EMERGENCY = "emergency", _("Someone may be in danger")
    BILLING = "billing", _("Billing")
    REFERRAL = "referral", _("A referral to other care")
    LEGAL_DUTY = "legal duty", _("A duty by law")
    OTHER = "other", _("Something else")


class Naming(SealedRow, Recorded):
    """One view of who a member is: by whom, when and what for. The words are sealed under the member's key."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    practice = models.ForeignKey(Practice, models.PROTECT, related_name="+")
    member = models.ForeignKey(Member, models.PROTECT, related_name="+")
    staff = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    group_id = models.UUIDField()  # the group in which the staff person leads; plain, since it only says by what right
    purpose = models.CharField(max_length=12, choices=Purpose.choices)
    words = SealedField()
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["practice", "at"], name="naming_by_day")]
