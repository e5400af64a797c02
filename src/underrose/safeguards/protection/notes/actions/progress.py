"""Progress notes: write one, change it with what it was kept, and say who else may read it."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from underrose.ground.ledger import recording
from underrose.ground.refusal import Absent, Refused
from underrose.ground.vault import sealing
from underrose.groups.models import GroupSession, Membership
from underrose.people import policy
from underrose.people.models import Assignment, Role, Staff
from underrose.safeguards.protection.notes import parts
from underrose.safeguards.protection.notes.models import CopyGiven, Draft, Folder, Kind, ProgressNote, Sharing, Version


class NothingWritten(Refused):
    said = _("Write something in one of the boxes first.")


class TooLong(Refused):
    said = _("One of the boxes holds too much. Write it in two notes.")


class NothingChanged(Refused):
    said = _("Nothing was changed, so no new version was made.")


class ChangedMeanwhile(Refused):
    said = _(
        "This note was changed in another window. Your words are kept as a draft. Open the note again and compare."
    )


class NothingToGive(Refused):
    said = _("There is no note on this person that a copy could hold.")


class NotACoFacilitator(Refused):
    said = _("Only a co-facilitator of this group can be let in to these notes.")


@transaction.atomic
def keep_draft(
    membership: Membership,
    words: Mapping[str, str],
    *,
    session_id: uuid.UUID | None = None,
    note: ProgressNote | None = None,
    by: Staff,
    at: datetime,
) -> Draft | None:
    """Keep unfinished words, for their author alone. Raises Absent, TooLong. Empty words leave no draft.

    It makes no entry: a draft says nothing yet, and an entry a few seconds would be a record of somebody's typing.
    """
    membership = _may_write(membership, note, by=by, at=at)
    said = _checked(words)
    folder = _folder(membership, by=by, at=at)
    found = Draft.objects.select_for_update().filter(folder=folder, note=note, author=by).first()
    if not said:
        if found:
            found.delete()
        return None
    draft = found or Draft(
        practice_id=membership.practice_id, subject_id=folder.subject_id, folder=folder, note=note, author=by
    )
    draft.session, draft.at = _session(membership, session_id), at
    sealing.seal(draft, words=json.dumps(said))
    draft.save()
    return draft


@transaction.atomic
def drop_draft(membership: Membership, *, note: ProgressNote | None = None, by: Staff, at: datetime) -> None:
    """Throw the draft away. Raises Absent."""
    membership = _may_write(membership, note, by=by, at=at)
    Draft.objects.filter(folder=_folder(membership, by=by, at=at), note=note, author=by).delete()


@transaction.atomic
def keep_note(
    membership: Membership,
    words: Mapping[str, str],
    *,
    session_id: uuid.UUID | None = None,
    pointed_at: int = 0,
    by: Staff,
    at: datetime,
) -> ProgressNote:
    """A progress note enters the record; its draft is gone. Raises Absent, NothingWritten, TooLong.

    `pointed_at`: how many names of others the linter showed to the writer, who kept the note as it was.
    """
    membership = _may_write(membership, None, by=by, at=at)
    said = _checked(words)
    if not said:
        raise NothingWritten
    folder = _folder(membership, by=by, at=at)
    note = ProgressNote.objects.create(
        practice_id=membership.practice_id,
        folder=folder,
        session=_session(membership, session_id),
        author=by,
        kept_at=at,
    )
    version = _version(note, folder, said, "", by=by, at=at)
    Draft.objects.filter(folder=folder, note=None, author=by).delete()
    details = {"names of others pointed at": pointed_at} if pointed_at else None
    recording.record("progress note kept", by=by, at=at, about=note, rows=[version], details=details)
    return note


@transaction.atomic
def change_note(
    note: ProgressNote,
    words: Mapping[str, str],
    *,
    why: str = "",
    seen: int,
    pointed_at: int = 0,
    by: Staff,
    at: datetime,
) -> ProgressNote:
    """Write a note anew; what it said before stays. `seen` is the version that the writer started from.

    Raises Absent to everybody but its author, NothingWritten, NothingChanged, ChangedMeanwhile, TooLong.
    """
    note = ProgressNote.objects.select_for_update(of=("self",)).select_related("folder__membership").get(pk=note.pk)
    _may_write(note.folder.membership, note, by=by, at=at)
    said = _checked(words)
    if not said:
        raise NothingWritten
    if note.number != seen:
        raise ChangedMeanwhile
    if said == opened(note.versions.get(number=note.number)):
        raise NothingChanged
    note.number += 1
    note.save(update_fields=["number"])
    version = _version(note, note.folder, said, why.strip(), by=by, at=at)
    Draft.objects.filter(note=note, author=by).delete()
    details = {"names of others pointed at": pointed_at} if pointed_at else None
    recording.record("progress note changed", by=by, at=at, about=note, rows=[version], details=details)
    return note


def opened(version: Version) -> dict[str, str]:
    """What one version says. Raises vault.sealing.Broken."""
    found: dict[str, str] = json.loads(sealing.reveal(version, "words"))
    return found


@transaction.atomic
def share(membership: Membership, staff: Staff, *, by: Staff, at: datetime) -> Sharing:
    """A leader lets a co-facilitator read the progress notes on one member. Raises Absent, NotACoFacilitator."""
    membership = _membership(membership, by)
    policy.require(by, "share progress notes", group_id=membership.group_id, at=at)
    if not co_facilitators(membership, at=at).filter(pk=staff.pk).exists():
        raise NotACoFacilitator
    folder = _folder(membership, by=by, at=at)
    found = Sharing.objects.filter(folder=folder, staff=staff, until=None).first()
    if found is None:
        found = Sharing.objects.create(practice_id=membership.practice_id, folder=folder, staff=staff, by=by, since=at)
        recording.record("progress notes shared", by=by, at=at, about=found)
    return found


@transaction.atomic
def end_sharing(sharing: Sharing, *, by: Staff, at: datetime) -> None:
    """They read nothing more, from now on. Raises Absent."""
    found = Sharing.objects.select_for_update(of=("self",)).select_related("folder__membership").get(pk=sharing.pk)
    membership = _membership(found.folder.membership, by)
    policy.require(by, "share progress notes", group_id=membership.group_id, at=at)
    if found.until is None:
        found.until = at
        found.save(update_fields=["until"])
        recording.record("sharing of progress notes ended", by=by, at=at, about=found)


@transaction.atomic
def give_copy(membership: Membership, *, by: Staff, at: datetime) -> CopyGiven:
    """Put a copy of the notes, as they stand now, into the member's download. Raises Absent, NothingToGive.

    Members have a right of access to their record (45 CFR 164.524); a facilitator reads it over before.
    """
    membership = _membership(membership, by)
    policy.require(by, "give progress notes", group_id=membership.group_id, at=at)
    folder = Folder.objects.filter(membership=membership, kind=Kind.PROGRESS).first()
    if folder is None or not ProgressNote.objects.filter(folder=folder).exists():
        raise NothingToGive
    given = CopyGiven.objects.create(practice_id=membership.practice_id, folder=folder, by=by, at=at)
    recording.record("copy of progress notes given", by=by, at=at, about=given)
    return given


def co_facilitators(membership: Membership, *, at: datetime) -> QuerySet[Staff]:
    """Who co-leads the member's group now."""
    rows = Assignment.objects.filter(Q(until=None) | Q(until__gt=at), since__lte=at, group_id=membership.group_id)
    rows = rows.filter(role=Role.CO_FACILITATOR)
    return Staff.objects.filter(pk__in=rows.values("staff"), is_active=True).order_by("name")


def _membership(membership: Membership, by: Staff) -> Membership:
    """The member's place in the group, locked: two people who write at once wait for each other."""
    found = Membership.objects.select_for_update().get(pk=membership.pk)
    if found.practice_id != by.practice_id:
        raise Absent
    return found


def _may_write(membership: Membership, note: ProgressNote | None, *, by: Staff, at: datetime) -> Membership:
    found = _membership(membership, by)
    policy.require(by, "write progress note", group_id=found.group_id, at=at)
    if note is not None:
        policy.require(by, "change progress note", group_id=found.group_id, staff_id=note.author_id, at=at)
    return found


def _checked(words: Mapping[str, str]) -> dict[str, str]:
    said = parts.cleaned(words)
    if any(len(text) > parts.LONGEST for text in said.values()):
        raise TooLong
    return said


def _session(membership: Membership, session_id: uuid.UUID | None) -> GroupSession | None:
    if session_id is None:
        return None
    found = GroupSession.objects.filter(group=membership.group_id, pk=session_id).first()
    if found is None:
        raise Absent
    return found


def _folder(membership: Membership, *, by: Staff, at: datetime) -> Folder:
    found = Folder.objects.filter(membership=membership, kind=Kind.PROGRESS).first()
    if found is None:
        found = Folder.objects.create(
            practice_id=membership.practice_id,
            membership=membership,
            kind=Kind.PROGRESS,
            subject_id=sealing.subject(membership.practice_id, "note", at=at),
            made_at=at,
        )
        recording.record("folder for notes made", by=by, at=at, about=found)
    return found


def _version(
    note: ProgressNote, folder: Folder, said: Mapping[str, str], why: str, *, by: Staff, at: datetime
) -> Version:
    version = Version(
        practice_id=note.practice_id, subject_id=folder.subject_id, note=note, number=note.number, by=by, at=at
    )
    sealing.seal(version, words=json.dumps(said), why=why)
    version.save(force_insert=True)
    return version
