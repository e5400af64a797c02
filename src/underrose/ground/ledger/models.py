"""The rows of the ledger, and the shape of a row that the ledger vouches for."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.db import models


class Recorded(models.Model):
    """A business row whose every change has an entry; `ledger verify` recomputes its latest commitment.

    A change to any concrete column that isn't in `unrecorded` must be recorded with this row as `about` or in `rows`.
    """

    unrecorded: ClassVar[tuple[str, ...]] = ()
    practice_id: Any

    class Meta:
        abstract = True


class Entry(models.Model):
    """One act. Holds ids and salted commitments, never personal data."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    practice_id = models.UUIDField()
    index = models.BigIntegerField(null=True)
    action = models.CharField(max_length=64)
    by = models.CharField(max_length=64)
    about = models.CharField(max_length=96, blank=True)
    at = models.DateTimeField()
    leaf = models.BinaryField()

    class Meta:
        db_table = "ledger_entry"
        constraints = [models.UniqueConstraint(fields=["practice_id", "index"], name="ledger_entry_one_per_index")]
