"""A reader's key, the ways in which its private halves are wrapped, the sheets that bring it back; the one suite."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from underrose.ground.ledger.models import Recorded
from underrose.ground.vault.models import SealedField, SealedRow
from underrose.people.models import Practice, Staff
from underrose.people.readers import suites
from underrose.people.readers.envelope import PublicKey


class Use(models.TextChoices):
    """What a key reads. A shared one comes back through two holders; an own one through its owner's sheet alone."""

    SHARED = "shared", _("Answers and reports")
    OWN = "own", _("Notes that only you read")


class ReaderSuite(Recorded):
    """The one suite of a practice's readers. Without a row: X25519 with AES-256-GCM."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    practice = models.OneToOneField(Practice, models.PROTECT, related_name="+")
    suite = models.CharField(max_length=32, choices=[(name, name) for name in suites.NAMES])
    set_at = models.DateTimeField()


class ReaderKey(Recorded):
    """One key pair of one reader: public halves, and a signature that shows whose they are and for what."""

    class Ended(models.TextChoices):
        REPLACED = "replaced", _("Replaced by a newer one")
        LOST = "lost", _("Lost")
        SEEN = "seen", _("Somebody else may have it")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    practice = models.ForeignKey(Practice, models.PROTECT, related_name="+")
    staff = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    use = models.CharField(max_length=8, choices=Use.choices)
    suite = models.CharField(max_length=32)
    epoch = models.PositiveIntegerField()
    key_id = models.CharField(max_length=32, unique=True)
    public = models.BinaryField()
    signing = models.BinaryField(max_length=32)
    statement = models.BinaryField(max_length=64)  # by the key itself: actions.statement_of
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_as = models.CharField(max_length=8, choices=Ended.choices, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["staff", "use"], condition=models.Q(ended_at=None), name="one_living_reader_key_per_use"
            ),
            models.UniqueConstraint(fields=["staff", "use", "epoch"], name="reader_key_epochs_differ"),
        ]

    def as_public(self) -> PublicKey:
        return PublicKey(self.suite, bytes(self.public), bytes(self.signing))


class KeyWrap(Recorded):
    """A key's private halves under one thing that only people have. Its box is emptied when that way ends."""

    class Kind(models.TextChoices):
        PASSPHRASE = "passphrase", _("Passphrase")
        PASSKEY = "passkey", _("Passkey")
        SHEETS = "sheets", _("Recovery sheets")
        KEY = "key", _("The next key")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    practice = models.ForeignKey(Practice, models.PROTECT, related_name="+")
    key = models.ForeignKey(ReaderKey, models.PROTECT, related_name="wraps")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    how = models.TextField()  # canonical JSON: salt and cost, the passkey's name, the sheets' ids, or the next key's id
    box = models.BinaryField()
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)


class RecoverySheet(SealedRow, Recorded):
    """A paper sheet in a holder's hands. The server knows who has it and, by a hash, its words again, never them."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    practice = models.ForeignKey(Practice, models.PROTECT, related_name="+")
    key = models.ForeignKey(ReaderKey, models.PROTECT, related_name="sheets")
    number = models.PositiveSmallIntegerField()
    holder = SealedField()  # a name as the reader wrote it: a colleague, an outside person, or "me"
    check_hash = models.BinaryField(max_length=32)
    made_at = models.DateTimeField()
    tried_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
