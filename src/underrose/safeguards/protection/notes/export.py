"""What a member's download says of notes: the copy that they were given, and why the rest is left out."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from underrose.ground.vault import sealing
from underrose.groups.exports import Entry, Fact, Section
from underrose.people.models import Member
from underrose.safeguards.protection.notes import parts
from underrose.safeguards.protection.notes.models import CopyGiven, Version

ON_REQUEST = _(
    "Your leaders write short notes for your record: how it goes, and the plan. You may ask for a copy. A leader reads "
    "it over first, then it is part of this download. In the US the answer has to come within 30 days "
    "(45 CFR 164.524(b)(2))."
)
LEFT_OUT = _(
    "Some therapists also keep notes for themselves, apart from your record. They write what was said and what they "
    "make of it. Nobody else here can open those notes, and they are not in this copy. In the US the right to see your "
    "record does not reach psychotherapy notes (45 CFR 164.501 and 164.524(a)(1)(i)). Notes of counselling on "
    "substance use are kept apart in the same way (42 CFR 2.11), and sharing them takes a consent of its own "
    "(42 CFR 2.31(b)). The law where you live may say more. We say this to everyone, whether there are such notes or "
    "not. As read on 23 November 2026. Not legal advice."
)


def kept(member: Member) -> Iterable[Section]:
    """The notes that were given, as they stood then; a sentence for those that weren't, and for an author's own."""
    given: dict[uuid.UUID, CopyGiven] = {}
    for copy in CopyGiven.objects.filter(folder__membership__member=member).order_by("at"):
        given[copy.folder_id] = copy
    entries = tuple(entry for copy in given.values() for entry in _entries(copy))
    yield Section("notes", _("Notes for the record"), entries=entries, left_out=ON_REQUEST)
    yield Section("notes_kept_apart", _("Notes that therapists keep for themselves"), left_out=LEFT_OUT)


def _entries(copy: CopyGiven) -> Iterable[Entry]:
    """Each note of one folder in the version that counted when the copy was given."""
    rows = Version.objects.filter(note__folder=copy.folder_id, at__lte=copy.at).order_by("note__kept_at", "number")
    newest = {row.note_id: row for row in rows.select_related("note__author", "note__session")}
    words = sealing.reveal_many(newest.values(), "words")
    for row in newest.values():
        said = json.loads(words[row.pk])
        facts = [Fact("kept_at", _("Written on"), row.note.kept_at), Fact("by", _("Written by"), row.note.author.name)]
        if row.note.session:
            facts.append(Fact("session", _("About the session on"), row.note.session.starts_at))
        yield (*facts, *(Fact(part, parts.PARTS[part][0], said[part]) for part in parts.PARTS if part in said))
