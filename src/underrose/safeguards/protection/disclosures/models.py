"""Permissions to share, and what was shared. Words are sealed under the member's own key; nothing is ever deleted."""

from __future__ import annotations

import datetime as dt
import uuid
from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from underrose.ground.ledger.models import Recorded
from underrose.ground.vault.models import SealedField, SealedRow
from underrose.groups.models import Membership
from underrose.people.models import Practice, Staff


class Permission(SealedRow, Recorded):
    """One permission to share (45 CFR 164.508, 42 CFR 2.31): written, then signed by the member or refused."""

    class State(models.TextChoices):
        WRITTEN = "written", _("Not signed yet")
        GIVEN = "given", _("Signed")
        DECLINED = "declined", _("The answer was no")
        DROPPED = "dropped", _("Not asked for any more")
        ENDED = "ended", _("Ended")

    class Ended(models.TextChoices):
        TAKEN_BACK = "taken back", _("Taken back")
        HAPPENED = "happened", _("What it was to end with has happened")

    class How(models.TextChoices):
        PHONE = "phone", _("On a phone")
        ROOM = "room", _("On a shared device")
        PAPER = "paper", _("On paper")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    practice = models.ForeignKey(Practice, models.PROTECT, related_name="+")
    membership = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    state = models.CharField(max_length=8, choices=State.choices, default=State.WRITTEN)
    terms = SealedField()  # JSON: terms.Terms, without the last day
    text = SealedField()  # JSON: the lines as they were signed
    name = SealedField()  # as signed; the real name, so it is opened for the paper alone
    evidence = SealedField()  # JSON: how it was signed, by whom for whom, where the paper is
    digest = models.CharField(max_length=64, blank=True)  # SHA-256 of the text as signed
    asked_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")  # none: the member began it
    written_at = models.DateTimeField()
    how = models.CharField(max_length=5, choices=How.choices, blank=True)
    signed_at = models.DateTimeField(null=True)
    recorded_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")  # for paper
    expires_on = models.DateField(null=True)  # the last day on which it holds
    ended_at = models.DateTimeField(null=True)
    ended_as = models.CharField(max_length=10, choices=Ended.choices, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=("given", "ended")) | (Q(signed_at__isnull=False) & ~Q(digest="") & ~Q(how="")),
                name="a_permission_that_holds_was_signed",
            ),
            models.CheckConstraint(
                condition=~Q(how="paper") | Q(recorded_by__isnull=False), name="paper_permissions_have_a_recorder"
            ),
            models.CheckConstraint(
                condition=Q(state="ended", ended_at__isnull=False) | (~Q(state="ended") & Q(ended_at=None)),
                name="ended_permissions_say_when",
            ),
        ]
        indexes = [models.Index(fields=["practice", "state"], name="permission_by_state")]

    def holds(self, moment: datetime, day: dt.date) -> bool:
        """Whether it covered a disclosure at a moment; `day` is that moment's date where the practice is."""
        return (
            self.signed_at is not None
            and self.signed_at <= moment
            and (self.ended_at is None or moment < self.ended_at)
            and (self.expires_on is None or day <= self.expires_on)
        )


class Disclosure(SealedRow, Recorded):
    """Something about a member was shared outside: to whom, what, what for, by which permission or right."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    practice = models.ForeignKey(Practice, models.PROTECT, related_name="+")
    membership = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    permission = models.ForeignKey(Permission, models.PROTECT, null=True, related_name="+")
    basis = models.CharField(max_length=16, blank=True)  # a key of law.bases(); empty under a permission
    words = SealedField()  # JSON: {"recipient", "reach", "what", "purpose", "reason"}
    finding = SealedField()  # what the privacy officer found, where nothing covered it
    shared_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    # An office may ask that the person isn't told for a time (45 CFR 164.528(a)(2)).
    quiet_until = models.DateField(null=True)
    checked_at = models.DateTimeField(null=True)
    checked_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(permission__isnull=False, basis="") | (Q(permission=None) & ~Q(basis="")),
                name="a_disclosure_has_a_permission_or_a_basis",
            ),
            models.CheckConstraint(condition=Q(shared_at__lte=F("recorded_at")), name="shared_before_it_was_recorded"),
            models.CheckConstraint(
                condition=Q(checked_at=None, checked_by=None) | Q(checked_at__isnull=False, checked_by__isnull=False),
                name="a_checked_disclosure_says_by_whom",
            ),
        ]
        indexes = [models.Index(fields=["practice", "basis", "checked_at"], name="disclosure_to_be_looked_at")]
