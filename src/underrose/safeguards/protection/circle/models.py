"""What a member asked of the house about their own data, by when it has to be answered, and the answer."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from underrose.ground.ledger.models import Recorded
from underrose.ground.vault.models import SealedField, SealedRow
from underrose.people.models import Member, Practice, Staff


class DataRequestQuerySet(models.QuerySet["DataRequest"]):
    def open(self) -> DataRequestQuerySet:
        return self.filter(state=DataRequest.State.ASKED)


class DataRequest(SealedRow, Recorded):
    """One request; its words and the answer are sealed under the member's key."""

    class Kind(models.TextChoices):
        CORRECTION = "correction", _("To correct something")
        DELETION = "deletion", _("To delete something")
        RECORD = "record", _("To see more of the record")

    class State(models.TextChoices):
        ASKED = "asked", _("Asked")
        ANSWERED = "answered", _("Answered")
        WITHDRAWN = "withdrawn", _("Taken back")

    class Outcome(models.TextChoices):
        NONE = "", _("None yet")
        DONE = "done", _("Yes, all of it")
        PARTLY = "partly", _("In part")
        REFUSED = "refused", _("No")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    practice = models.ForeignKey(Practice, models.PROTECT, related_name="+")
    member = models.ForeignKey(Member, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    state = models.CharField(max_length=9, choices=State.choices, default=State.ASKED)
    outcome = models.CharField(max_length=7, choices=Outcome.choices, blank=True, default=Outcome.NONE)
    words = SealedField()
    answer = SealedField()
    why_later = SealedField()  # why the answer takes longer, as the member reads it
    disagreement = SealedField()  # what the member says to a no; it goes with the record
    asked_at = models.DateTimeField()
    due_on = models.DateField()
    was_extended = models.BooleanField(default=False)
    settled_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")

    objects = DataRequestQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state="asked", settled_at=None, outcome="")
                | Q(state="withdrawn", settled_at__isnull=False, outcome="")
                | (Q(state="answered", settled_at__isnull=False, answered_by__isnull=False) & ~Q(outcome="")),
                name="a_request_is_settled_with_an_outcome",
            ),
        ]
        indexes = [models.Index(fields=["practice", "due_on"], condition=Q(state="asked"), name="request_open_by_due")]
