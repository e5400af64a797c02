"""Messages and their fate, and the mail server that a practice set up for itself."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import models
from django.db.models import Q

from underrose.ground.ledger.models import Recorded
from underrose.ground.vault.models import SealedField, SealedRow


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    def claimable(self, at: datetime) -> DeliveryQuerySet:
        """Due, still worth sending, and in nobody's hands."""
        waiting = self.filter(state__in=(Delivery.State.PLANNED, Delivery.State.UNCLEAR), settled_at=None)
        free = Q(lease_until=None) | Q(lease_until__lte=at)
        return waiting.filter(free, next_at__lte=at, stale_at__gt=at)

    def claimed(self, delivery: Delivery) -> DeliveryQuerySet:
        """That row, as long as its lease is still the one it was claimed with."""
        return self.filter(pk=delivery.pk, lease=delivery.lease)

    def waiting(self) -> DeliveryQuerySet:
        """Not yet handed to anybody."""
        return self.filter(state__in=(Delivery.State.PLANNED, Delivery.State.HELD))


class Delivery(SealedRow):
    """One message to one person about one thing, once. Address, subject and words are sealed, and gone once settled."""

    class State(models.TextChoices):
        PLANNED = "planned"  # waits for its time, or for the next attempt
        HELD = "held"  # nothing is set up that could carry it
        SENDING = "sending"  # is being handed over
        ACCEPTED = "accepted"  # the server has taken it; whether it arrived nobody can say
        DELIVERED = "delivered"  # the carrier says that it arrived
        FAILED = "failed"
        UNCLEAR = "unclear"  # may have been taken; sent again while it is still worth it
        SUPPRESSED = "suppressed"  # no longer wanted, or too late

    class Channel(models.TextChoices):
        MAIL = "mail"
        SMS = "sms"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    practice_id = models.UUIDField()
    key = models.CharField(max_length=200)
    channel = models.CharField(max_length=8, choices=Channel.choices, default=Channel.MAIL)
    state = models.CharField(max_length=12, choices=State.choices, default=State.PLANNED)
    trouble = models.CharField(max_length=80, blank=True)  # a kind or a code, never a server's words

    address = SealedField()
    subject_line = SealedField()
    words = SealedField()
    message_id = models.CharField(max_length=120)

    due_at = models.DateTimeField()
    stale_at = models.DateTimeField()
    next_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)

    lease = models.UUIDField(null=True)  # who holds it; whoever lost the lease can settle nothing
    lease_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    doubts = models.PositiveSmallIntegerField(default=0)  # how often it may have gone once more than we know

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        db_table = "outbox_delivery"
        constraints = [models.UniqueConstraint(fields=["practice_id", "key"], name="outbox_delivery_once_per_key")]
        indexes = [models.Index(fields=["state", "next_at"], name="outbox_delivery_due")]


class MailServer(SealedRow, Recorded):
    """A practice's own mail server. The domain is not sealed: it stands in every Message-ID, and tells no more."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    practice_id = models.UUIDField(unique=True)
    host = SealedField()
    user = SealedField()
    password = SealedField()
    sender = SealedField()
    port = models.PositiveIntegerField()
    encryption = models.CharField(max_length=8)
    domain = models.CharField(max_length=253)
    set_at = models.DateTimeField()

    class Meta:
        db_table = "outbox_mail_server"
