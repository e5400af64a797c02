"""A matter: why looks at a member are not shown to them for now."""

from __future__ import annotations

import uuid
from collections.abc import Iterator

from django.db import models
from django.utils.translation import gettext_lazy as _

from underrose.ground.ledger.models import Recorded
from underrose.ground.vault.keeping import Kept
from underrose.ground.vault.models import SealedField, SealedRow
from underrose.people.models import Member, Practice


class Kind(models.TextChoices):
    """What may be open about somebody."""

    CASE = "case", _("A case")
    LEGAL_HOLD = "legal hold", _("A legal hold")
    SAFETY_WORRY = "safety worry", _("A worry about someone's safety")


class Matter(SealedRow, Recorded):
    """Open from one moment to another, about one member, a group, or (a hold alone) the whole practice."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    practice = models.ForeignKey(Practice, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    member = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    # A plain id, because groups live on the floor above. Of a member's matter: the group by whose right it was opened.
    group_id = models.UUIDField(null=True, db_index=True)
    reason = SealedField()
    opened_by = models.CharField(max_length=64)  # the ref of who opened it
    opened_at = models.DateTimeField()
    review_on = models.DateField()  # by this day someone looks whether it must stay open
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind=Kind.LEGAL_HOLD)
                | models.Q(member__isnull=False)
                | models.Q(group_id__isnull=False),
                name="matter_is_about_someone",
            ),
            models.CheckConstraint(
                condition=models.Q(closed_at=None) | models.Q(closed_at__gte=models.F("opened_at")),
                name="matter_closes_after_it_opens",
            ),
        ]
        indexes = [
            models.Index(
                fields=["practice", "member"], condition=models.Q(closed_at=None), name="matter_open_by_member"
            )
        ]

    @classmethod
    def kept(cls, practice_id: uuid.UUID) -> Iterator[Kept]:
        """Why each was opened; its time runs once it is closed."""
        for matter in cls.objects.filter(practice=practice_id).only("subject_id", "closed_at", "group_id"):
            groups = frozenset([matter.group_id] if matter.group_id else [])
            yield Kept(matter.subject_id, "case", matter.closed_at, group_ids=groups)
