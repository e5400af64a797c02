"""What members said about what they tell the leaders between sessions. A new word ends the one before; none is lost."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from underrose.ground.ledger.models import Recorded
from underrose.groups.models import Membership
from underrose.people.models import Practice, Staff


class WordQuerySet(models.QuerySet["Word"]):
    def standing(self) -> WordQuerySet:
        return self.filter(ended_at=None)


class Word(Recorded):
    """One member's word in one group. Without a row it is no: nobody has to do anything to be kept safe."""

    class Says(models.TextChoices):
        NO = "no", _("No. Keep it between us.")
        ASK = "ask", _("Ask me first, each time.")
        YES = "yes", _("Yes, you may.")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    practice = models.ForeignKey(Practice, models.PROTECT, related_name="+")
    membership = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    says = models.CharField(max_length=4, choices=Says.choices)
    said_at = models.DateTimeField()
    told_to = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")  # said aloud, and written down
    ended_at = models.DateTimeField(null=True)

    objects = WordQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["membership"], condition=Q(ended_at=None), name="one_word_between_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=models.F("said_at")), name="a_word_ends_after_it_was_said"
            ),
        ]
