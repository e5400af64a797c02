"""Leaders' notes on a clause, for everyone in the group; from somebody's question only with that person's yes.

A note takes nothing over from the question: neither words nor name. It refuses to be shown before whoever asked has
agreed to these very words, unless they had said so when asking, or said it to a leader aloud.
"""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from underrose.ground.ledger import recording
from underrose.ground.refusal import Absent, Refused
from underrose.ground.vault import sealing
from underrose.groups.models import Group
from underrose.people import policy
from underrose.people.models import Actor, Staff
from underrose.safeguards.rules.actions.questions import NothingSaid
from underrose.safeguards.rules.models import Note, Question


class AnswerFirst(Refused):
    said = _("Answer the question first, so that whoever asked is not the last to know.")


class NotedAlready(Refused):
    said = _("A note came of this question already. Take it back first to write another.")


class SaidNo(Refused):
    said = _("Whoever asked said no to it. If they change their mind, they can tell you.")


class HasLeft(Refused):
    said = _("Whoever asked has left the group and can't be asked any more. So nothing is shown.")


class NotWaiting(Refused):
    said = _("Nothing waits for your yes here any more.")


class Agreed(models.TextChoices):
    """How whoever asked agrees to the note."""

    ASK = "ask", _("Ask on their page. They see these words before anyone else, and say yes or no.")
    SAID = "said", _("They said yes when we talked, and know what it will say.")


@transaction.atomic
def note_on(question: Question, words: str, *, agreed: str = Agreed.ASK, by: Staff, at: datetime) -> Note:
    """Put an answer on the clause for everyone; shown at once only where whoever asked has agreed.

    Raises NothingSaid, AnswerFirst, NotedAlready, SaidNo, HasLeft.
    """
    policy.require(by, "answer question", group_id=question.membership.group_id, at=at)
    question = Question.objects.select_for_update().get(pk=question.pk)
    membership = question.membership
    if not words.strip():
        raise NothingSaid
    if question.answered_at is None:
        raise AnswerFirst
    before = question.note
    if before and before.taken_back_at is None:
        raise NotedAlready
    has_agreed = question.may_be_noted or agreed == Agreed.SAID
    if before and before.is_declined and not has_agreed:
        raise SaidNo
    if membership.left_at and not has_agreed:
        raise HasLeft
    topic = sealing.reveal(question, "topic")
    note = _note(membership.group, question.about, question.origin_id, topic, words, by=by, at=at)
    note.published_at = at if has_agreed else None
    note.save(force_insert=True)
    question.note = note
    question.save()
    recording.record("note published" if has_agreed else "note proposed", by=by, at=at, about=note, rows=[question])
    return note


@transaction.atomic
def write_note(
    group: Group, words: str, *, about: str, origin_id: uuid.UUID, topic: str, by: Staff, at: datetime
) -> Note:
    """Leaders explain a clause to everyone, with no question behind it. Raises NothingSaid."""
    policy.require(by, "answer question", group_id=group.pk, at=at)
    if not words.strip():
        raise NothingSaid
    note = _note(group, about, origin_id, topic, words, by=by, at=at)
    note.published_at = at
    note.save(force_insert=True)
    recording.record("note published", by=by, at=at, about=note)
    return note


@transaction.atomic
def say(question: Question, *, is_yes: bool, by: Actor, at: datetime) -> Note:
    """Whoever asked says yes or no to the words that are to be shown. Raises NotWaiting."""
    question, note = _own_note(question, by=by, at=at)
    if note.published_at or note.taken_back_at:
        raise NotWaiting
    if is_yes:
        note.published_at = at
    else:
        note.taken_back_at, question.may_be_noted = at, False
        question.save()
    note.save()
    recording.record("note agreed to" if is_yes else "note declined", by=by, at=at, about=note, rows=[question])
    return note


@transaction.atomic
def take_back(note: Note, *, by: Staff, at: datetime) -> None:
    """A leader takes a note back: nobody in the group sees it any more. One that only waited is gone. Raises Absent."""
    policy.require(by, "answer question", group_id=note.group_id, at=at)
    note = Note.objects.select_for_update().get(pk=note.pk)
    if note.taken_back_at:
        raise Absent
    if note.published_at:
        note.taken_back_at = at
        note.save()
        recording.record("note taken back", by=by, at=at, about=note)
        return
    question = Question.objects.select_for_update().get(note=note)
    question.note = None
    question.save()
    recording.record("proposed note taken back", by=by, at=at, about=question, gone=[note])
    note.delete()


@transaction.atomic
def take_back_own(question: Question, *, by: Actor, at: datetime) -> None:
    """Whoever asked takes their yes back: the note is shown no more. Raises NotWaiting."""
    question, note = _own_note(question, by=by, at=at)
    if note.taken_back_at or not note.published_at:
        raise NotWaiting
    note.taken_back_at, question.may_be_noted = at, False
    note.save()
    question.save()
    recording.record("note taken back", by=by, at=at, about=note, rows=[question])


def _own_note(question: Question, *, by: Actor, at: datetime) -> tuple[Question, Note]:
    membership = question.membership
    policy.require(by, "ask question", group_id=membership.group_id, member_id=membership.member_id, at=at)
    question = Question.objects.select_for_update().get(pk=question.pk)
    if question.note_id is None:
        raise NotWaiting
    return question, Note.objects.select_for_update().get(pk=question.note_id)


def _note(group: Group, about: str, origin_id: uuid.UUID, topic: str, words: str, *, by: Staff, at: datetime) -> Note:
    note = Note(
        practice_id=group.practice_id,
        subject_id=group.subject_id,
        group=group,
        about=about,
        origin_id=origin_id,
        written_at=at,
        written_by=by,
    )
    sealing.seal(note, topic=topic, words=words.strip())
    return note
