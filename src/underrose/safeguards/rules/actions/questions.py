"""Ask about a clause, and answer: private between a member and the facilitators of the group."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from underrose.ground.ledger import recording
from underrose.ground.refusal import Refused
from underrose.ground.vault import sealing
from underrose.groups.models import Membership
from underrose.people import policy
from underrose.people.models import Actor, Staff
from underrose.safeguards.rules.models import Question


class AlreadyAnswered(Refused):
    said = _("This question has an answer already.")


class NothingSaid(Refused):
    said = _("Write a few words first.")


@transaction.atomic
def ask(
    membership: Membership,
    words: str,
    *,
    topic: str,
    clause_id: uuid.UUID,
    origin_id: uuid.UUID | None = None,
    about: str = Question.About.RULES,
    may_be_noted: bool = False,
    by: Actor,
    at: datetime,
) -> Question:
    """A member asks about a clause of the rules or of the agreement. Raises NothingSaid.

    `origin_id` is the same clause in whichever edition. `may_be_noted`: they let the leaders show everyone an answer
    in the leaders' own words, without saying who asked.
    """
    policy.require(by, "ask question", group_id=membership.group_id, member_id=membership.member_id, at=at)
    membership = Membership.objects.select_for_update().current().get(pk=membership.pk)
    if not words.strip():
        raise NothingSaid
    question = Question(
        practice_id=membership.practice_id,
        subject_id=membership.subject_id,
        membership=membership,
        about=about,
        clause_id=clause_id,
        origin_id=origin_id or clause_id,
        may_be_noted=may_be_noted,
        asked_at=at,
    )
    sealing.seal(question, topic=topic, words=words.strip())
    question.save(force_insert=True)
    recording.record("question asked", by=by, at=at, about=question)
    return question


@transaction.atomic
def answer(question: Question, words: str, *, by: Staff, at: datetime) -> Question:
    """A facilitator answers in writing; the member alone sees it. Raises AlreadyAnswered, NothingSaid."""
    question = _lock_open(question, by=by, at=at)
    if not words.strip():
        raise NothingSaid
    sealing.seal(question, answer=words.strip())
    return _settle(question, Question.How.WRITTEN, "question answered", by=by, at=at)


@transaction.atomic
def talked(question: Question, *, by: Staff, at: datetime) -> Question:
    """A facilitator says that they talked about it; nothing is written down. Raises AlreadyAnswered."""
    question = _lock_open(question, by=by, at=at)
    return _settle(question, Question.How.TALKED, "question talked about", by=by, at=at)


def _lock_open(question: Question, *, by: Staff, at: datetime) -> Question:
    policy.require(by, "answer question", group_id=question.membership.group_id, at=at)
    question = Question.objects.select_for_update().get(pk=question.pk)
    if question.answered_at is not None:
        raise AlreadyAnswered
    return question


def _settle(question: Question, how: str, act: str, *, by: Staff, at: datetime) -> Question:
    question.how, question.answered_at, question.answered_by = how, at, by
    question.save()
    recording.record(act, by=by, at=at, about=question)
    return question
