"""A person outside the group whom its members can turn to, and who has seen who that is."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from underrose.ground.ledger.models import Recorded
from underrose.ground.vault.models import SealedField, SealedRow
from underrose.groups.models import Group, Membership
from underrose.people.models import Practice, Staff


class TrustedPersonQuerySet(models.QuerySet["TrustedPerson"]):
    def living(self) -> TrustedPersonQuerySet:
        return self.filter(ended_at=None)


class TrustedPerson(SealedRow, Recorded):
    """Who members of one group can turn to. Sealed under the group's key; never one of its leaders."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    practice = models.ForeignKey(Practice, models.PROTECT, related_name="+")
    group = models.ForeignKey(Group, models.PROTECT, related_name="+")
    name = SealedField()
    who = SealedField()
    reach = SealedField()
    # Set where the person works here, so that becoming a leader of this group is noticed.
    staff = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    named_by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    named_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects = TrustedPersonQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["group"], condition=Q(ended_at=None), name="one_trusted_person_per_group")
        ]


class Seen(Recorded):
    """A member said: I have seen who this is."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    practice = models.ForeignKey(Practice, models.PROTECT, related_name="+")
    person = models.ForeignKey(TrustedPerson, models.PROTECT, related_name="+")
    membership = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "membership"], name="seen_once_per_person")]
