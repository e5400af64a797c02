"""The rows of the vault: wrapped keys, and the shape of a row that has sealed fields."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.db import models


class PracticeKey(models.Model):
    """One of a practice's keys, wrapped by the root key.

    `wrap` keys wrap subject keys and are replaced epoch by epoch; the one `derive` key feeds blind indexes and stays,
    because another one would find nothing that is already indexed.
    """

    class Purpose(models.TextChoices):
        WRAP = "wrap"
        DERIVE = "derive"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    practice_id = models.UUIDField()
    purpose = models.CharField(max_length=8, choices=Purpose.choices)
    epoch = models.PositiveIntegerField(default=1)
    wrapped = models.BinaryField()
    root_id = models.CharField(max_length=16)
    made_at = models.DateTimeField()

    class Meta:
        db_table = "vault_practice_key"
        constraints = [
            models.UniqueConstraint(fields=["practice_id", "purpose", "epoch"], name="vault_one_practice_key_per_epoch")
        ]


class SubjectKey(models.Model):
    """One subject's key, wrapped by its practice's key. Shredding empties `wrapped` for good."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    practice_id = models.UUIDField()
    kind = models.CharField(max_length=24)
    epoch = models.PositiveIntegerField(default=1)
    # The database itself refuses to drop a practice key that still wraps a subject.
    wrapped_by = models.ForeignKey(PracticeKey, models.PROTECT, related_name="+")
    wrapped = models.BinaryField()
    # The key before the last compromise. It reads only while rows are sealed anew (`resealed_at` is empty); afterwards
    # it is kept for older backups alone, and a restore lets it read again.
    former = models.BinaryField(default=b"", blank=True)
    resealed_at = models.DateTimeField(null=True)
    made_at = models.DateTimeField()
    shredded_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "vault_subject_key"
        indexes = [models.Index(fields=["practice_id", "kind"], name="vault_subject_key_by_practice")]


class RecoveryShare(models.Model):
    """What the house knows of one share of its root key: a hash to check the paper by, and when that was done."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    root_id = models.CharField(max_length=16)
    bundle = models.PositiveIntegerField()  # the number on each share of one printing (SLIP-0039: identifier)
    number = models.PositiveSmallIntegerField()
    needed = models.PositiveSmallIntegerField()
    digest = models.BinaryField(max_length=32)
    made_at = models.DateTimeField()
    checked_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "vault_recovery_share"
        ordering = ["made_at", "number"]
        constraints = [
            models.UniqueConstraint(fields=["root_id", "bundle", "number"], name="vault_one_recovery_share_per_number")
        ]


class SealedField(models.BinaryField):  # type: ignore[type-arg]
    """A column of ciphertext. Read and written by `vault.sealing` only; never searched, never sorted."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", b"")
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)


class SealedRow(models.Model):
    """A row with sealed fields: whose key seals it, and how often it was sealed."""

    # Whether a new key may take the place of the old by sealing the row anew. Not where a hash vouches for ciphertext.
    can_be_resealed: ClassVar[bool] = True

    practice_id: Any  # a plain UUID on the ground, a foreign key's column above it
    subject_id = models.UUIDField()
    seal_version = models.PositiveIntegerField(default=0)

    class Meta:
        abstract = True
