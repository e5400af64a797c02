"""Messages and their fate."""

from __future__ import annotations

import uuid

from django.db import models

from underrose.ground.vault.models import SealedField, SealedRow


class Delivery(SealedRow):
    """One message to one person about one thing, once. Address, subject and words are sealed."""

    class State(models.TextChoices):
        PLANNED = "planned"
        HELD = "held"
        SENDING = "sending"
        ACCEPTED = "accepted"
        DELIVERED = "delivered"
        FAILED = "failed"
        UNCLEAR = "unclear"
        SUPPRESSED = "suppressed"

    class Channel(models.TextChoices):
        MAIL = "mail"
        SMS = "sms"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    practice_id = models.UUIDField()
    key = models.CharField(max_length=200)
    channel = models.CharField(max_length=8, choices=Channel.choices, default=Channel.MAIL)
    state = models.CharField(max_length=12, choices=State.choices, default=State.PLANNED)
    address = SealedField()
    subject_line = SealedField()
    words = SealedField()
    message_id = models.CharField(max_length=120)
    due_at = models.DateTimeField()
    stale_at = models.DateTimeField()
    lease_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    trouble = models.CharField(max_length=80, blank=True)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "outbox_delivery"
        constraints = [models.UniqueConstraint(fields=["practice_id", "key"], name="outbox_delivery_once_per_key")]
        indexes = [models.Index(fields=["state", "due_at"], name="outbox_delivery_due")]
