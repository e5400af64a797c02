"""The grant of an emergency view: to whom, of what, why, and until when."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from underrose.ground.ledger.models import Recorded
from underrose.ground.vault.models import SealedField, SealedRow
from underrose.people.models import Member, Practice, Staff

LASTS = timedelta(minutes=15)


class GrantQuerySet(models.QuerySet["Grant"]):
    def open(self, at: datetime) -> GrantQuerySet:
        """Those that hold at a moment; the end itself is no longer one. Whatever `until` says, none outlasts LASTS."""
        return self.filter(since__lte=at, since__gt=at - LASTS, until__gt=at).filter(
            Q(closed_at=None) | Q(closed_at__gt=at)
        )


class Grant(SealedRow, Recorded):
    """One emergency view: of one group, or of one member. It is over when its time is, without anybody's act."""

    class Kind(models.TextChoices):
        DANGER = "danger", _("Someone may be in danger")
        UNREACHABLE = "unreachable", _("Nobody who leads the group can be reached, and somebody must be told something")
        LAW = "law", _("A duty by law that can't wait")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    practice = models.ForeignKey(Practice, models.PROTECT, related_name="+")
    staff = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    group_id = models.UUIDField(null=True)  # plain, because groups live on the floor above
    member = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    reason = SealedField()  # under the key of the group or the member that it opens
    since = models.DateTimeField()
    until = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)  # by hand, before its time

    objects = GrantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(group_id=None, member__isnull=False) | Q(group_id__isnull=False, member=None),
                name="grant_is_of_one_group_or_one_member",
            ),
            models.CheckConstraint(condition=Q(until__gt=F("since")), name="grant_ends_after_it_begins"),
        ]
        indexes = [models.Index(fields=["staff", "until"], name="grant_by_staff")]

    def ends_at(self) -> datetime:
        """When it ended, or will."""
        return min(self.until, self.since + LASTS, self.closed_at or self.until)

    def is_open(self, at: datetime) -> bool:
        """Whether it holds at a moment."""
        return self.since <= at < self.ends_at()
