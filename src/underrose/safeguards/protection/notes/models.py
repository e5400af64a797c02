"""Notes: a folder for each member in a group, the notes in it, every version of each, and drafts.

A folder's key is one of its class alone, so that notes can be destroyed without the rest of a member's record.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Collection, Iterator

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from underrose.ground.ledger.models import Recorded
from underrose.ground.vault import sealing
from underrose.ground.vault.keeping import Kept
from underrose.ground.vault.models import SealedField, SealedRow
from underrose.groups.models import GroupSession, Membership
from underrose.people.models import Practice, Staff

# How the entries of this room's views begin; the list of looks puts them into calm words.
READ, WRITING = "notes read", "note being written"
OWN_READ, OWN_WRITING = "own notes opened", "own note being written"


class Kind(models.TextChoices):
    """The classes of notes, each with keys of its own."""

    PROGRESS = "progress", _("Progress notes")
    PSYCHOTHERAPY = "psychotherapy", _("Psychotherapy notes")  # 45 CFR 164.501
    COUNSELLING = "sud counselling", _("SUD counselling notes")  # 42 CFR 2.11


class Folder(Recorded):
    """Where notes of one class on one member in one group lie. A class that is its author's own has an author."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    practice = models.ForeignKey(Practice, models.PROTECT, related_name="+")
    membership = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=16, choices=Kind.choices)
    author = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    subject_id = models.UUIDField()
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["membership", "kind"], condition=Q(author=None), name="one_folder_of_a_class"
            ),
            models.UniqueConstraint(
                fields=["membership", "kind", "author"], condition=~Q(author=None), name="one_own_folder_of_a_class"
            ),
            models.CheckConstraint(
                condition=Q(kind=Kind.PROGRESS, author=None) | (~Q(kind=Kind.PROGRESS) & ~Q(author=None)),
                name="own_notes_have_an_author",
            ),
        ]

    @classmethod
    def kept(cls, practice_id: uuid.UUID) -> Iterator[Kept]:
        """Each folder; its time runs as that of the member's record, once they have left every group."""
        records = {record.member_id: record for record in Membership.kept(practice_id)}
        for folder in cls.objects.filter(practice=practice_id).select_related("membership"):
            record = records[folder.membership.member_id]
            yield Kept(folder.subject_id, "note", record.over_at, record.member_id, record.group_ids)

    @classmethod
    def clear_after(cls, subject_ids: Collection[uuid.UUID]) -> None:
        """Drafts that only their author's browser sealed go with the folder."""
        OwnDraft.objects.filter(
            membership__in=cls.objects.filter(subject_id__in=subject_ids).values("membership")
        ).delete()


class ProgressNote(Recorded):
    """A note for the record. What it says stands in its versions; the newest is the one that counts."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    practice = models.ForeignKey(Practice, models.PROTECT, related_name="+")
    folder = models.ForeignKey(Folder, models.PROTECT, related_name="+")
    session = models.ForeignKey(GroupSession, models.PROTECT, null=True, related_name="+")
    author = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    number = models.PositiveIntegerField(default=1)  # of the newest version
    kept_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["folder", "kept_at"], name="notes_of_a_folder")]


class VersionQuerySet(models.QuerySet["Version"]):
    def newest(self) -> VersionQuerySet:
        """Of each note the version that counts, with what a page shows of it."""
        rows = self.filter(number=F("note__number")).select_related("note__author", "note__session", "by")
        return rows.order_by("-note__kept_at", "-pk")


class Version(SealedRow, Recorded):
    """What a note said from one moment on. Never changed, never deleted."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    practice = models.ForeignKey(Practice, models.PROTECT, related_name="+")
    note = models.ForeignKey(ProgressNote, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    words = SealedField()  # JSON: {part of `words.PARTS`: text}
    why = SealedField()  # why it was changed
    by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = VersionQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["note", "number"], name="note_versions_differ")]


class Draft(SealedRow):
    """An unfinished note of one author, new or a change of `note`. Gone once it is kept or thrown away."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    practice = models.ForeignKey(Practice, models.PROTECT, related_name="+")
    folder = models.ForeignKey(Folder, models.PROTECT, related_name="+")
    note = models.ForeignKey(ProgressNote, models.PROTECT, null=True, related_name="+")
    session = models.ForeignKey(GroupSession, models.PROTECT, null=True, related_name="+")
    author = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    words = SealedField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["folder", "author"], condition=Q(note=None), name="one_draft_of_a_new_note"
            ),
            models.UniqueConstraint(fields=["note", "author"], condition=~Q(note=None), name="one_draft_of_a_change"),
        ]

    def opened(self) -> dict[str, str]:
        """What was written so far. Raises vault.sealing.Broken."""
        found: dict[str, str] = json.loads(sealing.reveal(self, "words") or "{}")
        return found


class Sharing(Recorded):
    """A co-facilitator may read the progress notes on one member, from one moment until another."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    practice = models.ForeignKey(Practice, models.PROTECT, related_name="+")
    folder = models.ForeignKey(Folder, models.PROTECT, related_name="+")
    staff = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["folder", "staff"], condition=Q(until=None), name="shared_once_at_a_time")
        ]


class CopyGiven(Recorded):
    """The notes for the record as they stood at a moment were given to the member: their download holds them."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    practice = models.ForeignKey(Practice, models.PROTECT, related_name="+")
    folder = models.ForeignKey(Folder, models.PROTECT, related_name="+")
    by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    at = models.DateTimeField()


class Begun(Recorded):
    """An author has read what notes of their own are, and how they can be lost for good."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    practice = models.ForeignKey(Practice, models.PROTECT, related_name="+")
    staff = models.OneToOneField(Staff, models.PROTECT, related_name="+")
    at = models.DateTimeField()


class OwnNote(Recorded):
    """A note that its author alone opens. The house knows its class, whom it is about and when it was kept."""

    id = models.UUIDField(primary_key=True)  # made before it is sealed, which binds it
    practice = models.ForeignKey(Practice, models.PROTECT, related_name="+")
    folder = models.ForeignKey(Folder, models.PROTECT, related_name="+")
    author = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    number = models.PositiveIntegerField(default=1)  # of the newest version
    kept_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["author", "kept_at"], name="own_notes_of_an_author")]


class OwnVersionQuerySet(models.QuerySet["OwnVersion"]):
    def newest(self) -> OwnVersionQuerySet:
        """Of each note the version that counts."""
        rows = self.filter(number=F("note__number")).select_related("note__folder__membership")
        return rows.order_by("-note__kept_at", "-pk")


class OwnVersion(SealedRow, Recorded):
    """What an author's browser sealed and signed, under the folder's key once more. Never changed, never deleted."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    practice = models.ForeignKey(Practice, models.PROTECT, related_name="+")
    note = models.ForeignKey(OwnNote, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    sealed = SealedField()
    key_id = models.CharField(max_length=32)  # of the reader's key that opens it
    at = models.DateTimeField()

    objects = OwnVersionQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["note", "number"], name="own_note_versions_differ")]


class OwnDraft(models.Model):
    """What an author has written so far, sealed in their browser."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    practice = models.ForeignKey(Practice, models.PROTECT, related_name="+")
    membership = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    author = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    note_id = models.UUIDField()  # of the note as it is or will be kept
    is_new = models.BooleanField()
    sealed = models.TextField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["author", "note_id"], name="one_own_draft_of_a_note")]
