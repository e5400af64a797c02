"""Under which law a practice works: its own word, one row a practice; the ledger holds what it was before."""

from __future__ import annotations

import uuid

from django.db import models

from underrose.ground.ledger.models import Recorded
from underrose.people.models import Practice, Staff


class Laws(Recorded):
    """The places a practice named, and whose pack its own lawyer has read, each with the version looked at."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    practice = models.OneToOneField(Practice, models.PROTECT, related_name="+")
    chosen = models.JSONField()  # {code: version}
    read = models.JSONField()  # {code: version}, of the chosen ones and the wider ones they stand under
    set_by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    set_at = models.DateTimeField()
