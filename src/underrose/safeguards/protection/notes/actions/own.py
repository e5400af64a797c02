"""Keep what an author's browser has sealed and signed. The words never come here; only their author opens them.

It refuses what isn't sealed to the author's own key alone, signed by it, and for this very note and version.
"""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from underrose.ground.ledger import recording
from underrose.ground.refusal import Absent, Refused
from underrose.ground.vault import sealing
from underrose.groups.models import Membership
from underrose.people import policy
from underrose.people.models import Staff
from underrose.people.readers import own
from underrose.safeguards.protection.notes.actions.progress import ChangedMeanwhile
from underrose.safeguards.protection.notes.models import Begun, Folder, Kind, OwnDraft, OwnNote, OwnVersion


class NotBegun(Refused):
    said = _("Read first what notes of your own are, and say that you know it.")


class AlreadyKept(Refused):
    said = _("This note is kept already.")


def info(kind: str, membership_id: uuid.UUID, note_id: uuid.UUID, number: int) -> str:
    """What a sealed version is bound to. The page writes the same."""
    return f"note:{kind}:{membership_id}:{note_id}:{number}"


def draft_info(membership_id: uuid.UUID, note_id: uuid.UUID) -> str:
    """What a sealed draft is bound to."""
    return f"note draft:{membership_id}:{note_id}"


@transaction.atomic
def begin_own_notes(*, by: Staff, at: datetime) -> Begun:
    """The author says that they know what these notes are and how they can be lost. Raises Absent."""
    if not policy.holds(policy.standing(by, at), "keep own notes"):
        raise Absent
    Staff.objects.select_for_update().get(pk=by.pk)
    found = Begun.objects.filter(staff=by).first()
    if found is None:
        found = Begun.objects.create(practice_id=by.practice_id, staff=by, at=at)
        recording.record("own notes begun", by=by, at=at, about=found)
    return found


@transaction.atomic
def keep_own_note(
    membership: Membership, sealed: str, *, kind: str, note_id: uuid.UUID, by: Staff, at: datetime
) -> OwnNote:
    """Keep a new note of the author's own. Raises Absent, NotBegun, NoKey, NotSealed, AlreadyKept."""
    membership = _may_write(membership, by=by, at=at)
    if kind not in kinds(membership):
        raise Absent
    if OwnNote.objects.filter(pk=note_id).exists():
        raise AlreadyKept
    key_id = own.check(sealed, info(kind, membership.pk, note_id, 1), by)
    folder = _folder(membership, kind, by=by, at=at)
    note = OwnNote.objects.create(id=note_id, practice_id=membership.practice_id, folder=folder, author=by, kept_at=at)
    version = _version(note, folder, sealed, key_id, at=at)
    OwnDraft.objects.filter(membership=membership, author=by, note_id=note_id).delete()
    recording.record("own note kept", by=by, at=at, about=note, rows=[version])
    return note


@transaction.atomic
def change_own_note(note: OwnNote, sealed: str, *, seen: int, by: Staff, at: datetime) -> OwnNote:
    """Keep the next version; what was sealed before stays. Raises Absent, NoKey, NotSealed, ChangedMeanwhile."""
    note = OwnNote.objects.select_for_update(of=("self",)).select_related("folder").get(pk=note.pk)
    _of_author(note, by=by, at=at)
    if note.number != seen:
        raise ChangedMeanwhile
    key_id = own.check(sealed, info(note.folder.kind, note.folder.membership_id, note.pk, seen + 1), by)
    note.number += 1
    note.save(update_fields=["number"])
    version = _version(note, note.folder, sealed, key_id, at=at)
    OwnDraft.objects.filter(membership=note.folder.membership_id, author=by, note_id=note.pk).delete()
    recording.record("own note changed", by=by, at=at, about=note, rows=[version])
    return note


@transaction.atomic
def keep_own_draft(
    membership: Membership,
    sealed: str,
    *,
    note_id: uuid.UUID,
    about: OwnNote | None = None,
    by: Staff,
    at: datetime,
) -> OwnDraft:
    """Keep what an author has written so far, sealed as the note will be, new or a change of `about`.

    Raises Absent, NotBegun, NoKey, NotSealed, AlreadyKept. It makes no entry, as other drafts.
    """
    if about is not None:
        _of_author(about, by=by, at=at)
        note_id = about.pk
    else:
        membership = _may_write(membership, by=by, at=at)
        if OwnNote.objects.filter(pk=note_id).exists():
            raise AlreadyKept
    own.check(sealed, draft_info(membership.pk, note_id), by)
    if OwnDraft.objects.filter(note_id=note_id).exclude(membership=membership).exists():
        raise Absent
    draft, _is_new = OwnDraft.objects.update_or_create(
        author=by,
        note_id=note_id,
        defaults={
            "practice_id": membership.practice_id,
            "membership": membership,
            "is_new": about is None,
            "sealed": sealed,
            "at": at,
        },
    )
    return draft


@transaction.atomic
def drop_own_draft(draft: OwnDraft, *, by: Staff, at: datetime) -> None:
    """Throw a draft away. Raises Absent."""
    if draft.author_id != by.pk:
        raise Absent
    draft.delete()


def kinds(membership: Membership) -> list[Kind]:
    """The classes of own notes that fit a member's group: SUD counselling notes where Part 2 holds (42 CFR 2.11)."""
    return [Kind.PSYCHOTHERAPY, *([Kind.COUNSELLING] if membership.group.is_part2 else [])]


def _may_write(membership: Membership, *, by: Staff, at: datetime) -> Membership:
    found = Membership.objects.select_for_update(of=("self",)).select_related("group").get(pk=membership.pk)
    if found.practice_id != by.practice_id:
        raise Absent
    policy.require(by, "keep own notes", group_id=found.group_id, at=at)
    if not Begun.objects.filter(staff=by).exists():
        raise NotBegun
    return found


def _of_author(note: OwnNote, *, by: Staff, at: datetime) -> None:
    """An author's own, whatever group they lead now."""
    if note.author_id != by.pk:
        raise Absent
    policy.require(by, "open own note", staff_id=note.author_id, at=at)


def _folder(membership: Membership, kind: str, *, by: Staff, at: datetime) -> Folder:
    found = Folder.objects.filter(membership=membership, kind=kind, author=by).first()
    if found is None:
        found = Folder.objects.create(
            practice_id=membership.practice_id,
            membership=membership,
            kind=kind,
            author=by,
            subject_id=sealing.subject(membership.practice_id, "note", at=at),
            made_at=at,
        )
        recording.record("folder for own notes made", by=by, at=at, about=found)
    return found


def _version(note: OwnNote, folder: Folder, sealed: str, key_id: str, *, at: datetime) -> OwnVersion:
    version = OwnVersion(
        practice_id=note.practice_id,
        subject_id=folder.subject_id,
        note=note,
        number=note.number,
        key_id=key_id,
        at=at,
    )
    # Sealed once more under the folder's key, so that destroying that key destroys these too, whoever has the author's.
    sealing.seal(version, sealed=sealed)
    version.save(force_insert=True)
    return version
