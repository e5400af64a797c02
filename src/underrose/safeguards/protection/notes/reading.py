"""What staff see of progress notes. Each page is one entry of the ledger, with the member as its subject."""

from __future__ import annotations

import json
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet

from underrose.ground.ledger import recording
from underrose.ground.refusal import Absent
from underrose.ground.vault import sealing
from underrose.groups import linter
from underrose.groups.circle import no_name_yet, revealed
from underrose.groups.models import Attendance, GroupSession, Membership
from underrose.groups.petals import Words
from underrose.people import policy
from underrose.people.matters import queries as matters
from underrose.people.models import Staff, Standing
from underrose.safeguards.protection.notes import parts
from underrose.safeguards.protection.notes.actions import co_facilitators
from underrose.safeguards.protection.notes.models import (
    READ,
    WRITING,
    CopyGiven,
    Draft,
    Folder,
    Kind,
    ProgressNote,
    Sharing,
    Version,
)

A_PAGE = 12
_SESSIONS = 12
_SOON = timedelta(hours=12)  # tonight counts already


@dataclass(frozen=True, slots=True)
class Shown:
    """One version of a note, opened."""

    version: Version
    note: ProgressNote
    said: Sequence[tuple[Words, str]]
    why: str = ""
    is_mine: bool = False


@dataclass(frozen=True, slots=True)
class Pile:
    """The progress notes on one member that this viewer may read, newest first."""

    membership: Membership
    name: str
    notes: Sequence[Shown]
    has_more: bool
    only_own: bool  # of this viewer's own writing; others may be kept
    draft: Draft | None
    readers: Sequence[tuple[Staff, Sharing | None]]
    may_write: bool
    may_share: bool
    given: CopyGiven | None  # the last copy for the member


def pile(membership: Membership, viewer: Standing, *, start: int = 0, at: datetime) -> Pile:
    """Open the notes on one member. Raises Absent."""
    where = {"group_id": membership.group_id, "member_id": membership.member_id}
    policy.require(viewer, "open notes", **where, at=at)
    rows = Version.objects.filter(note__folder__membership=membership).newest()
    readable = _readable(rows, membership, viewer, at)
    found = list(readable[start : start + A_PAGE + 1])
    may_share = policy.may(viewer, "share progress notes", **where, at=at)
    name, *words = revealed([(membership, "chosen_name"), *((row, "words") for row in found[:A_PAGE])])
    _look(READ, membership, about=membership, by=viewer.staff, at=at)
    return Pile(
        membership=membership,
        name=name or no_name_yet(),
        notes=[_shown(row, text, viewer) for row, text in zip(found[:A_PAGE], words, strict=True)],
        has_more=len(found) > A_PAGE,
        only_own=_sees_only_own(membership, viewer, at),
        draft=Draft.objects.filter(folder__membership=membership, note=None, author=viewer.staff).first(),
        readers=_readers(membership, at) if may_share else (),
        may_write=policy.may(viewer, "write progress note", group_id=membership.group_id, at=at),
        may_share=may_share,
        given=CopyGiven.objects.filter(folder__membership=membership).order_by("-at").first() if may_share else None,
    )


def history(note: ProgressNote, viewer: Standing, *, at: datetime) -> tuple[str, list[Shown]]:
    """Every version of one note, newest first, and the name of whom it is about. Raises Absent."""
    membership = note.folder.membership
    rows = Version.objects.filter(note=note).select_related("note__author", "note__session", "by")
    if not _readable(rows, membership, viewer, at).exists():
        raise Absent
    found = list(rows.order_by("-number"))
    name, *words = revealed([(membership, "chosen_name"), *((row, "words") for row in found)])
    whys = sealing.reveal_many(found, "why")
    _look(READ, membership, about=note, by=viewer.staff, at=at)
    shown = [_shown(row, text, viewer, whys[row.pk]) for row, text in zip(found, words, strict=True)]
    return name or no_name_yet(), shown


def before_giving(membership: Membership, viewer: Standing, *, at: datetime) -> tuple[str, int, list[str]]:
    """Whose copy it would be, of how many notes, and which names of others stand in them. Raises Absent."""
    where = {"group_id": membership.group_id, "member_id": membership.member_id}
    policy.require(viewer, "give progress notes", **where, at=at)
    rows = list(Version.objects.filter(note__folder__membership=membership).newest())
    texts = [text for said in sealing.reveal_many(rows, "words").values() for text in json.loads(said).values()]
    return name_to_write_on(membership, by=viewer.staff, at=at), len(rows), linter.named(membership, texts)


def name_to_write_on(membership: Membership, *, about: ProgressNote | None = None, by: Staff, at: datetime) -> str:
    """The chosen name on the page where a note is written; the page is a look at that member."""
    _look(WRITING, membership, about=about or membership, by=by, at=at)
    return sealing.reveal(membership, "chosen_name") or no_name_yet()


def _look(what: str, membership: Membership, *, about: Membership | ProgressNote, by: Staff, at: datetime) -> None:
    """One look at one member, under the matter that who looks handles about them, if there is one."""
    matter_id = matters.handled(membership.member_id, group_id=membership.group_id, by=by, at=at)
    recording.viewed(what, by=by, at=at, about=about, subjects=[membership.member_id], matter_id=matter_id)


def sessions_to_choose(membership: Membership, *, at: datetime) -> list[GroupSession]:
    """The last sessions that this member came to, newest first."""
    came = Attendance.objects.standing().filter(membership=membership).values("session")
    rows = GroupSession.objects.filter(pk__in=came, starts_at__lte=at + _SOON).select_related("group")
    return list(rows.order_by("-starts_at")[:_SESSIONS])


def draft_of(membership: Membership, note: ProgressNote | None, by: Staff) -> Draft | None:
    """This author's draft, of a new note or of a change."""
    return Draft.objects.filter(folder__membership=membership, note=note, author=by).first()


def may_read(note: ProgressNote, viewer: Standing, *, at: datetime) -> bool:
    """Whether this viewer may open this note now."""
    return _readable(Version.objects.filter(note=note), note.folder.membership, viewer, at).exists()


def _readable(rows: QuerySet[Version], membership: Membership, viewer: Standing, at: datetime) -> QuerySet[Version]:
    """Of these versions the ones that the policy table opens to this viewer."""
    where = {"group_id": membership.group_id, "member_id": membership.member_id}
    policy.require(viewer, "open notes", **where, at=at)
    if not _sees_only_own(membership, viewer, at):
        return rows
    if policy.may(viewer, "see progress notes", **where, staff_id=viewer.staff.pk, at=at):
        return rows.filter(note__author=viewer.staff)
    return rows.none()


def _sees_only_own(membership: Membership, viewer: Standing, at: datetime) -> bool:
    where = {"group_id": membership.group_id, "member_id": membership.member_id}
    if policy.may(viewer, "see progress notes", **where, at=at):
        return False
    if not policy.may(viewer, "read shared progress notes", **where, at=at):
        return True
    return not Sharing.objects.filter(folder__membership=membership, staff=viewer.staff, until=None).exists()


def _shown(row: Version, text: str, viewer: Standing, why: str = "") -> Shown:
    said = parts.labelled(json.loads(text or "{}"))
    return Shown(row, row.note, said, why, is_mine=row.note.author_id == viewer.staff.pk)


def _readers(membership: Membership, at: datetime) -> list[tuple[Staff, Sharing | None]]:
    folder = Folder.objects.filter(membership=membership, kind=Kind.PROGRESS)
    held = {row.staff_id: row for row in Sharing.objects.filter(folder__in=folder, until=None)}
    return [(person, held.get(person.pk)) for person in co_facilitators(membership, at=at)]


def one(practice_id: uuid.UUID, note_id: uuid.UUID) -> ProgressNote:
    """A note of this practice. Raises Absent."""
    rows = ProgressNote.objects.filter(practice=practice_id).select_related("folder__membership__group", "author")
    found = rows.filter(pk=note_id).first()
    if found is None:
        raise Absent
    return found
