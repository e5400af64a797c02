"""How a session was opened: what each petal was, and why it was opened if one was not in place."""

from __future__ import annotations

import uuid

from django.db import models

from underrose.ground.ledger.models import Recorded
from underrose.ground.vault.models import SealedField, SealedRow
from underrose.groups.models import GroupSession
from underrose.people.models import Practice, Staff


class Opening(SealedRow, Recorded):
    """One opening; sealed under the group's key, since petals' sentences and reasons name people."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    practice = models.ForeignKey(Practice, models.PROTECT, related_name="+")
    session = models.OneToOneField(GroupSession, models.PROTECT, related_name="+")
    in_place = models.PositiveSmallIntegerField()
    petals = SealedField()  # JSON: [[safeguard, state, sentence], …]
    reason = SealedField()  # "" where all seven were in place
    by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    at = models.DateTimeField()
