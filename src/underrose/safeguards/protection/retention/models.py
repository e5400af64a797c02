"""The schedule in its editions, and each destruction from being asked for to being done."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from underrose.ground.ledger.models import Recorded
from underrose.people.models import Practice, Staff


class Kind(models.TextChoices):
    """The classes of record that have a time."""

    MEMBER = "member", _("A member's record")
    GROUP = "group", _("A group's own texts")
    CASE = "case", _("A report or another matter")
    NOTE = "note", _("Notes kept apart")


class Schedule(Recorded):
    """How long a practice keeps each class; the newest edition is in force, and none ever changes."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    practice = models.ForeignKey(Practice, models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    packs = models.JSONField()  # codes of the places whose law was looked at
    months = models.JSONField()  # {class: months}
    set_by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    set_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["practice", "number"], name="retention_schedule_numbers_differ")]


class DestructionQuerySet(models.QuerySet["Destruction"]):
    def waiting(self) -> DestructionQuerySet:
        return self.filter(done_at=None, stopped_at=None)


class Destruction(Recorded):
    """One asking for several records to be destroyed, until a second person confirms, or it is stopped."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    practice = models.ForeignKey(Practice, models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    is_early = models.BooleanField(default=False)  # before its time is over, because the member asked for it
    # Only where nobody else could confirm when it was asked for: then time is the second pair of eyes.
    waits_until = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    stopped_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    stopped_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    copies_until = models.DateTimeField(null=True)  # until when a copy of the keys that was known then may be kept

    objects = DestructionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(done_at=None) | Q(stopped_at=None), name="destruction_is_done_or_stopped_not_both"
            )
        ]
        indexes = [models.Index(fields=["practice", "asked_at"], name="destruction_by_day")]

    @property
    def is_waiting(self) -> bool:
        return self.done_at is None and self.stopped_at is None


class Part(Recorded):
    """One record in it: which key, why it was due, and what became of it."""

    class Left(models.TextChoices):
        HELD = "held", _("Kept: a hold is on it")
        IN_USE = "in use", _("Kept: it is in use again")
        NOT_DUE = "not due", _("Kept: it is not due any more")
        GONE = "gone", _("It was destroyed already")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    practice = models.ForeignKey(Practice, models.PROTECT, related_name="+")
    destruction = models.ForeignKey(Destruction, models.PROTECT, related_name="parts")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    subject_id = models.UUIDField()
    member_id = models.UUIDField(null=True)
    over_at = models.DateTimeField()
    due_at = models.DateTimeField()
    destroyed_at = models.DateTimeField(null=True)
    left_out = models.CharField(max_length=8, choices=Left.choices, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["destruction", "subject_id"], name="one_part_per_record")]

    @property
    def number(self) -> str:
        """The same words as in the list of what is due."""
        return (self.member_id or self.subject_id).hex[:8]
