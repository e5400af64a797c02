"""The ladder in editions, what is reported, and trials of the way to report."""

from __future__ import annotations

import uuid
from collections.abc import Iterator

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from underrose.ground.ledger.models import Recorded
from underrose.ground.vault.keeping import Kept
from underrose.ground.vault.models import SealedField, SealedRow
from underrose.groups.models import Group
from underrose.people.models import Practice, Staff


class LadderQuerySet(models.QuerySet["LadderEdition"]):
    def published(self) -> LadderQuerySet:
        return self.exclude(published_at=None)

    def drafts(self) -> LadderQuerySet:
        return self.filter(published_at=None)


class LadderEdition(Recorded):
    """A practice's ladder of consequences: a draft, or an edition that never changes again."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    practice = models.ForeignKey(Practice, models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    steps = models.JSONField()  # [{"title", "means", "decides", "takes", "you_can"}]; nothing about any person
    made_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True)
    published_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")

    objects = LadderQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["practice", "number"], name="ladder_numbers_differ"),
            models.UniqueConstraint(fields=["practice"], condition=Q(published_at=None), name="one_ladder_draft"),
        ]


class Report(SealedRow, Recorded):
    """What someone says happened. Sealed, who reports included; it reaches the privacy officer only."""

    class State(models.TextChoices):
        RECEIVED = "received", _("Received")
        SEEN = "seen", _("Seen")
        CLOSED = "closed", _("Closed")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    practice = models.ForeignKey(Practice, models.PROTECT, related_name="+")
    code = models.CharField(max_length=9)  # of the receipt; says nothing by itself
    state = models.CharField(max_length=8, choices=State.choices, default=State.RECEIVED)

    # Under a key of the case, so that a report can be shredded alone.
    reporter = SealedField()  # JSON: {"ref", "name"}; name only if the reporter wants it seen
    group_ref = SealedField()
    involved = SealedField()  # JSON: ids of staff named in it
    what = SealedField()
    how_known = SealedField()
    when = SealedField()
    safe_now = SealedField()
    may_contact = SealedField()
    outcome = SealedField()

    # Keyed, so that reporters find their own receipts and nobody with the rows alone can.
    reporter_index = models.BinaryField(max_length=16)
    made_at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True)
    seen_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["practice", "code"], name="receipt_codes_differ")]
        indexes = [
            models.Index(fields=["practice", "made_at"], name="report_by_day"),
            models.Index(fields=["reporter_index"], name="report_by_reporter"),
        ]

    @classmethod
    def kept(cls, practice_id: uuid.UUID) -> Iterator[Kept]:
        """Each report; its time runs once it is closed."""
        for report in cls.objects.filter(practice=practice_id).only("subject_id", "closed_at"):
            yield Kept(report.subject_id, "case", report.closed_at)


class Trial(Recorded):
    """A leader tried the way to report: it reached the inbox, and the privacy officer said so."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    practice = models.ForeignKey(Practice, models.PROTECT, related_name="+")
    group = models.ForeignKey(Group, models.PROTECT, related_name="+")
    by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    acknowledged_at = models.DateTimeField(null=True)
    acknowledged_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["group", "at"], name="trials_of_a_group")]
