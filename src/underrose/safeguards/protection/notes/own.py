"""What an author sees of their own notes: sealed texts, which their browser opens. One entry a page."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from underrose.ground.ledger import recording
from underrose.ground.refusal import Absent
from underrose.ground.vault import sealing
from underrose.groups.circle import no_name_yet, revealed
from underrose.groups.models import Membership
from underrose.people import policy
from underrose.people.models import Staff, Standing
from underrose.people.readers import keys
from underrose.people.readers.models import Use
from underrose.safeguards.protection.notes.actions.own import draft_info, info, kinds
from underrose.safeguards.protection.notes.models import (
    OWN_READ,
    OWN_WRITING,
    Begun,
    Kind,
    OwnDraft,
    OwnNote,
    OwnVersion,
)

A_PAGE = 12


@dataclass(frozen=True, slots=True)
class Closed:
    """One version of an own note, as sealed; `info` is what it is bound to."""

    version: OwnVersion
    note: OwnNote
    kind: Kind
    sealed: str
    info: str


@dataclass(frozen=True, slots=True)
class Ready:
    """What an author has, and lacks, before the first note of their own."""

    has_key: bool
    has_begun: bool
    untried: bool  # the own recovery sheet was never typed back

    @property
    def is_ready(self) -> bool:
        return self.has_key and self.has_begun


@dataclass(frozen=True, slots=True)
class Line:
    """One own note in the list of all: on whom, if the author still leads their group."""

    note: OwnNote
    name: str


@dataclass(frozen=True, slots=True)
class Page:
    """What the page where an own note is written is told."""

    name: str
    membership: Membership
    note_id: uuid.UUID
    draft: str
    draft_info: str
    infos: Sequence[tuple[Kind, str]]
    closed: Closed | None


def ready(author: Staff) -> Ready:
    """Whether this author may begin. Three queries."""
    key = keys.living(author, Use.OWN)
    untried = key is not None and keys.living_sheets(key).filter(tried_at=None).exists()
    return Ready(key is not None, Begun.objects.filter(staff=author).exists(), untried)


def lines(viewer: Standing, *, at: datetime) -> list[Line]:
    """All of an author's own notes, newest first; names only of groups that they still lead."""
    rows = OwnNote.objects.filter(author=viewer.staff).select_related("folder__membership").order_by("-kept_at", "-pk")
    found = list(rows)
    shown = [row.folder.membership for row in found if row.folder.membership.group_id in viewer.groups]
    names = dict(zip([row.pk for row in shown], revealed([(row, "chosen_name") for row in shown]), strict=True))
    recording.viewed(OWN_READ, by=viewer.staff, at=at, subjects={row.member_id for row in shown})
    return [Line(row, names.get(row.folder.membership_id, "")) for row in found]


def pile(
    membership: Membership, viewer: Standing, *, start: int = 0, at: datetime
) -> tuple[str, Sequence[Closed], bool, OwnDraft | None]:
    """The author's own notes on one member, sealed, newest first: name, notes, whether there are more, a draft."""
    policy.require(viewer, "keep own notes", group_id=membership.group_id, at=at)
    rows = OwnVersion.objects.filter(note__author=viewer.staff, note__folder__membership=membership).newest()
    found = list(rows[start : start + A_PAGE + 1])
    name, *sealed = revealed([(membership, "chosen_name"), *((row, "sealed") for row in found[:A_PAGE])])
    recording.viewed(OWN_READ, by=viewer.staff, at=at, about=membership, subjects=[membership.member_id])
    notes = [_closed(row, text) for row, text in zip(found[:A_PAGE], sealed, strict=True)]
    return name or no_name_yet(), notes, len(found) > A_PAGE, draft_of_new(membership, viewer.staff)


def history(note: OwnNote, viewer: Standing, *, at: datetime) -> list[Closed]:
    """Every version of one own note, sealed, newest first. The author's alone."""
    found = list(_versions(note).order_by("-number"))
    sealed = sealing.reveal_many(found, "sealed")
    recording.viewed(OWN_READ, by=viewer.staff, at=at, about=note, subjects=[note.folder.membership.member_id])
    return [_closed(row, sealed[row.pk]) for row in found]


def page(membership: Membership, about: OwnNote | None, *, by: Staff, at: datetime) -> Page:
    """What the page needs to open what is there and to seal what is written."""
    draft = OwnDraft.objects.filter(author=by, note_id=about.pk).first() if about else draft_of_new(membership, by)
    note_id = about.pk if about else (draft.note_id if draft else uuid.uuid4())
    recording.viewed(OWN_WRITING, by=by, at=at, about=about or membership, subjects=[membership.member_id])
    now = _versions(about).get(number=about.number) if about else None
    number = about.number + 1 if about else 1
    fitting = [Kind(about.folder.kind)] if about else kinds(membership)
    return Page(
        name=sealing.reveal(membership, "chosen_name") or no_name_yet(),
        membership=membership,
        note_id=note_id,
        draft=draft.sealed if draft else "",
        draft_info=draft_info(membership.pk, note_id),
        infos=[(kind, info(kind, membership.pk, note_id, number)) for kind in fitting],
        closed=_closed(now, sealing.reveal(now, "sealed")) if now else None,
    )


def draft_of_new(membership: Membership, author: Staff) -> OwnDraft | None:
    """The newest draft of a note that isn't kept yet."""
    return OwnDraft.objects.filter(membership=membership, author=author, is_new=True).order_by("-at").first()


def one(note_id: uuid.UUID, viewer: Standing, *, at: datetime) -> OwnNote:
    """The author's own note. Raises Absent to everybody else."""
    rows = OwnNote.objects.filter(author=viewer.staff).select_related("folder__membership__group")
    found = rows.filter(pk=note_id).first()
    if found is None:
        raise Absent
    policy.require(viewer, "open own note", staff_id=found.author_id, at=at)
    return found


def _versions(note: OwnNote) -> QuerySet[OwnVersion]:
    return OwnVersion.objects.filter(note=note).select_related("note__folder__membership")


def _closed(row: OwnVersion, sealed: str) -> Closed:
    folder = row.note.folder
    bound_to = info(folder.kind, folder.membership_id, row.note_id, row.number)
    return Closed(row, row.note, Kind(folder.kind), sealed, bound_to)
