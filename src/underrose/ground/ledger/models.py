"""The rows of the ledger, and the shape of a row that the ledger vouches for."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.db import models

from underrose.ground.vault.models import SealedField, SealedRow


class Recorded(models.Model):
    """A business row whose every change has an entry; `ledger verify` recomputes its latest commitment.

    A change to any concrete column that isn't in `unrecorded` must be recorded with this row as `about` or in `rows`.
    """

    unrecorded: ClassVar[tuple[str, ...]] = ()
    practice_id: Any

    class Meta:
        abstract = True


class Entry(SealedRow):
    """One act. Holds ids and salted commitments, never personal data; the details are sealed."""

    can_be_resealed: ClassVar[bool] = False  # its leaf holds the hash of the ciphertext

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    practice_id = models.UUIDField()
    index = models.BigIntegerField(null=True)  # its place in the tree; null until the sequencer has been by
    arrival = models.BigIntegerField(null=True)  # the order of arrival, where a sequencer needs it
    action = models.CharField(max_length=64)
    by = models.CharField(max_length=64)
    about = models.CharField(max_length=96, blank=True)
    at = models.DateTimeField()
    rows = models.TextField(blank=True)  # one line a row: what commitments.py writes
    details = SealedField()
    leaf_hash = models.BinaryField(max_length=32)

    class Meta:
        db_table = "ledger_entry"
        constraints = [models.UniqueConstraint(fields=["practice_id", "index"], name="ledger_entry_one_per_index")]
        indexes = [
            models.Index(
                fields=["practice_id", "arrival"], condition=models.Q(index=None), name="ledger_entry_without_index"
            ),
        ]


class Head(models.Model):
    """Where a practice's tree ends: its size and frontier, under a keyed checksum."""

    practice_id = models.UUIDField(primary_key=True)
    size = models.BigIntegerField(default=0)
    frontier = models.BinaryField(default=b"")
    mac = models.BinaryField(default=b"", max_length=32)
    subject_id = models.UUIDField()  # whose key seals the details of new entries
    shapes = models.TextField(default="", blank=True)  # ids of the column lists that were noted for this practice

    class Meta:
        db_table = "ledger_head"


class Shape(models.Model):
    """Which columns a commitment covers, named by the hash of that list, so that a later column breaks no old proof."""

    id = models.CharField(primary_key=True, max_length=16)
    columns = models.TextField()

    class Meta:
        db_table = "ledger_shape"


class Look(models.Model):
    """One member of staff saw one member's data. The entry of the page view vouches for it."""

    id = models.BigAutoField(primary_key=True)
    practice_id = models.UUIDField()
    member_id = models.UUIDField()
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="looks")
    by = models.CharField(max_length=64)
    action = models.CharField(max_length=64)
    at = models.DateTimeField()
    matter_id = models.UUIDField(null=True)  # until that matter closes, the look is not shown to the member

    class Meta:
        db_table = "ledger_look"
        indexes = [
            models.Index(fields=["practice_id", "member_id", "at"], name="ledger_look_by_member"),
            models.Index(fields=["practice_id", "at"], name="ledger_look_by_time"),
        ]


class Tile(models.Model):
    """256 neighbouring hashes of one level of the tree (c2sp.org/tlog-tiles), full tiles only."""

    id = models.BigAutoField(primary_key=True)
    practice_id = models.UUIDField()
    level = models.PositiveSmallIntegerField()
    number = models.BigIntegerField()
    hashes = models.BinaryField()
    root = models.BinaryField(max_length=32)

    class Meta:
        db_table = "ledger_tile"
        constraints = [
            models.UniqueConstraint(fields=["practice_id", "level", "number"], name="ledger_tile_one_per_place")
        ]


class LogKey(SealedRow):
    """The key that signs a practice's checkpoints: sealed under a subject of its own, apart from all data keys."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    practice_id = models.UUIDField(unique=True)
    origin = models.CharField(max_length=300)  # the log's name for good, even when the house moves
    secret = SealedField()
    public = models.BinaryField(max_length=32)
    made_at = models.DateTimeField()

    class Meta:
        db_table = "ledger_log_key"


class Checkpoint(models.Model):
    """A signed head of the tree (c2sp.org/tlog-checkpoint). Every one is kept."""

    id = models.BigAutoField(primary_key=True)
    practice_id = models.UUIDField()
    size = models.BigIntegerField()
    note = models.TextField()
    at = models.DateTimeField()

    class Meta:
        db_table = "ledger_checkpoint"
        constraints = [
            models.UniqueConstraint(fields=["practice_id", "size"], name="ledger_checkpoint_one_per_size"),
        ]
