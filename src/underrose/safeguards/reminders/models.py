"""Reminders as planned, people told in the room, and privacy prompts as shown."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from underrose.ground.ledger.models import Recorded
from underrose.groups.models import Group, GroupSession, Membership
from underrose.people.models import Practice, Staff


class ReminderQuerySet(models.QuerySet["Reminder"]):
    def living(self) -> ReminderQuerySet:
        return self.filter(dropped_at=None)


class Reminder(Recorded):
    """One message to one member about one session at one time; its fate stands in the outbox under `key`."""

    class Kind(models.TextChoices):
        REMINDER = "reminder", _("Reminder")
        MOVED = "moved", _("New time")
        CANCELLED = "cancelled", _("Does not take place")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    practice = models.ForeignKey(Practice, models.PROTECT, related_name="+")
    session = models.ForeignKey(GroupSession, models.PROTECT, related_name="+")
    membership = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    key = models.CharField(max_length=200)
    starts_at = models.DateTimeField()  # the session's start as the message says it
    made_at = models.DateTimeField()
    dropped_at = models.DateTimeField(null=True)  # the session moved, was cancelled, or the member left

    objects = ReminderQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["practice", "key"], name="one_reminder_per_key")]
        indexes = [models.Index(fields=["session"], condition=Q(dropped_at=None), name="reminder_living")]


class Told(Recorded):
    """A leader told a member the time of a session face to face."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    practice = models.ForeignKey(Practice, models.PROTECT, related_name="+")
    session = models.ForeignKey(GroupSession, models.PROTECT, related_name="+")
    membership = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["session", "membership"], name="told_once_per_session")]


class PromptShown(Recorded):
    """The privacy prompt that opened a session: shown on the room's screen, and read aloud if a leader says so."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    practice = models.ForeignKey(Practice, models.PROTECT, related_name="+")
    group = models.ForeignKey(Group, models.PROTECT, related_name="+")
    session = models.OneToOneField(GroupSession, models.PROTECT, related_name="+")
    theme = models.CharField(max_length=40)
    at = models.DateTimeField()
    aloud_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["group", "at"], name="prompts_of_a_group")]
