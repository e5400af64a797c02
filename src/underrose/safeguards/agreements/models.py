"""Editions, their clauses, what each member went through, signatures and their copies.

A published edition never changes, and no signature is ever deleted: it can be withdrawn. Knows nothing of sessions.
"""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from underrose.ground.ledger.models import Recorded
from underrose.ground.vault.models import SealedField, SealedRow
from underrose.groups import editions
from underrose.groups.models import Membership
from underrose.people.models import Practice, Staff


class Edition(editions.Edition):
    """A group's agreement, word for word: a draft, or a published edition with its number and digest."""

    # The oldest edition that means the same: who signed that one or a later one has signed what is in force.
    counts_from = models.PositiveIntegerField(null=True)
    rules_number = models.PositiveIntegerField(null=True)  # the editions whose texts became chapters
    ladder_number = models.PositiveIntegerField(null=True)
    digest = models.CharField(max_length=64, blank=True)  # SHA-256 of the canonical text (`text.canonical`)

    objects = editions.EditionQuerySet["Edition"].as_manager()

    class Meta(editions.Edition.Meta):
        constraints = [
            *editions.Edition.Meta.constraints,
            models.CheckConstraint(
                condition=Q(state="draft") | Q(counts_from__lte=F("number")),
                name="an_edition_counts_from_itself_or_before",
            ),
        ]


class EditionClause(SealedRow, Recorded):
    """One clause: plain words, an optional precise line, an optional understanding check, or a chapter of another room.

    Sealed under the group's key, because groups write names into their own words.
    """

    class Chapter(models.TextChoices):
        NONE = "", _("Own words")
        RULES = "rules", _("The group's rules")
        LADDER = "ladder", _("The ladder")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    practice = models.ForeignKey(Practice, models.PROTECT, related_name="+")
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="clauses")
    key = models.CharField(max_length=40)
    position = models.PositiveSmallIntegerField()
    chapter = models.CharField(max_length=8, choices=Chapter.choices, blank=True)
    title = SealedField()
    words = SealedField()
    precise = SealedField()
    check_json = SealedField()  # {"question", "options": [{"words", "right", "because"}]}
    origin_id = models.UUIDField()  # the clause of which this is a copy in a later edition, else its own id
    parts = SealedField()  # a chapter's own text, taken over when published: [{"title", "words"}]

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "position"], name="clauses_of_editions_stand_in_order"),
        ]


class Passage(SealedRow, Recorded):
    """A member's way through one clause: what they answered (sealed), and when they had gone through it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    practice = models.ForeignKey(Practice, models.PROTECT, related_name="+")
    membership = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    clause = models.ForeignKey(EditionClause, models.PROTECT, related_name="+")
    tries = SealedField()  # the options chosen, in order; under the member's key
    through_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["membership", "clause"], name="one_passage_per_member_and_clause"),
        ]


class Wish(Recorded):
    """What a member said instead of signing: on paper rather, or no. Ended by signing or by another wish."""

    class Kind(models.TextChoices):
        PAPER = "paper", _("Would rather sign on paper")
        DECLINED = "declined", _("Does not want to sign")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    practice = models.ForeignKey(Practice, models.PROTECT, related_name="+")
    membership = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    said_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["membership"], condition=Q(ended_at=None), name="one_wish_at_a_time"),
        ]


class SignatureQuerySet(models.QuerySet["Signature"]):
    def standing(self) -> SignatureQuerySet:
        return self.filter(withdrawn_at=None)


class Signature(SealedRow, Recorded):
    """One member's signature under one edition, sealed with its evidence under the member's key."""

    class Kind(models.TextChoices):
        PHONE = "phone", _("On a phone")
        ROOM = "room", _("On a shared device")
        PAPER = "paper", _("On paper")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    practice = models.ForeignKey(Practice, models.PROTECT, related_name="+")
    membership = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    intent = SealedField()  # the sentence beside the button
    evidence = SealedField()  # JSON: which clause was gone through when, and how each check went
    note = SealedField()  # a leader's words on a signature on paper
    copy_digest = models.CharField(max_length=64, blank=True, db_index=True)  # SHA-256 of the PDF; none for paper
    signed_at = models.DateTimeField()
    recorded_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")  # for paper
    withdrawn_at = models.DateTimeField(null=True)

    objects = SignatureQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["membership", "edition"], condition=Q(withdrawn_at=None), name="one_signature_a_member"
            ),
            models.CheckConstraint(
                condition=Q(kind="paper", recorded_by__isnull=False) | (~Q(kind="paper") & ~Q(copy_digest="")),
                name="a_signature_has_a_copy_or_a_recorder",
            ),
        ]


class Copy(SealedRow, Recorded):
    """The PDF of one signature, byte for byte, sealed under the member's key. Apart, because it is large."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    practice = models.ForeignKey(Practice, models.PROTECT, related_name="+")
    signature = models.OneToOneField(Signature, models.PROTECT, related_name="copy")
    pdf = SealedField()  # base64
