"""Ask for advice, answer, follow it up. Somebody outside the house gets words that name nobody, by the asker's hand.

Consulting is part of the work (APA Ethics Code 4.06, NASW Code 2.05, by number alone): share what the question needs,
and nobody's identity with a colleague who doesn't need it. Nothing is sent anywhere by any of these acts.
"""

from __future__ import annotations

import datetime as dt
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from underrose.ground.ledger import recording
from underrose.ground.refusal import Absent, Refused
from underrose.ground.vault import sealing
from underrose.groups.models import Group
from underrose.people import policy
from underrose.people.models import Staff
from underrose.safeguards.rules.ethics import path, who
from underrose.safeguards.rules.ethics.models import Consultation

State = Consultation.State


class NothingAsked(Refused):
    said = _("Write what you want to know.")


class NobodyAsked(Refused):
    said = _("Choose whom you ask, or write the name of a colleague outside.")


class NothingSaid(Refused):
    said = _("Write it down in a sentence or two. It is kept sealed.")


class NotNow(Refused):
    said = _("This was answered, done or thrown away meanwhile. Look at it again.")


class DayIsOver(Refused):
    said = _("That day is over. Choose a later one.")


@transaction.atomic
def begin(group: Group, *, by: Staff, at: datetime) -> Consultation:
    """Begin a draft that nobody else sees. Raises Absent."""
    policy.require(by, "ask for consultation", group_id=group.pk, at=at)
    if group.practice_id != by.practice_id:
        raise Absent
    draft = Consultation.objects.create(
        practice_id=group.practice_id,
        subject_id=sealing.subject(group.practice_id, "case", at=at),
        group=group,
        asked_by=by,
        made_at=at,
    )
    recording.record("consultation begun", by=by, at=at, about=draft)
    return draft


@transaction.atomic
def keep_step(draft: Consultation, key: str, words: str, *, by: Staff, at: datetime) -> Consultation:
    """Keep what was written at one step of the path. Raises Absent, NotNow."""
    draft = _mine(draft, by, at, State.DRAFT)
    if key not in path.KEYS:
        raise Absent
    held = path.read(sealing.reveal(draft, "path"))
    if held.get(key, "") == words.strip():
        return draft
    draft.save(update_fields=sealing.seal(draft, path=path.written(held | {key: words})))
    recording.record("consultation written on", by=by, at=at, about=draft)
    return draft


@transaction.atomic
def ask(
    draft: Consultation,
    question: str,
    *,
    of: Staff | None = None,
    outside: str = "",
    answer_by: dt.date | None = None,
    pointed_at: int = 0,
    by: Staff,
    at: datetime,
) -> Consultation:
    """Ask somebody of the house, or write down whom outside one asks.

    `pointed_at`: how many names the page showed to the asker before they went on. Raises Absent, NotNow, NothingAsked,
    NobodyAsked, DayIsOver.
    """
    draft = _mine(draft, by, at, State.DRAFT)
    policy.require(by, "ask for consultation", group_id=draft.group_id, at=at)
    if not question.strip():
        raise NothingAsked
    if (of is None) == (not outside.strip()):
        raise NobodyAsked
    near = () if of is None else who.advisers(draft.group_id, besides=by, at=at)
    if of is not None and of.pk not in {one.staff.pk for one in near}:
        raise NobodyAsked
    if answer_by and answer_by < _today(draft, at):
        raise DayIsOver
    draft.asked_of, draft.answer_by, draft.asked_at, draft.state = of, answer_by, at, State.ASKED
    sealing.seal(draft, question=question.strip(), outside=outside.strip())
    draft.save()
    recording.record("consultation asked for", by=by, at=at, about=draft, details={"pointed_at": pointed_at})
    return draft


@transaction.atomic
def answer(
    asked: Consultation, words: str, *, follow_up_on: dt.date | None = None, by: Staff, at: datetime
) -> Consultation:
    """Answer as whoever was asked; the asker writes down what somebody outside said.

    Raises Absent, NotNow, NothingSaid, DayIsOver.
    """
    asked = _locked(asked, by, at)
    if asked.asked_of_id is None:
        policy.require(by, "ask for consultation", group_id=asked.group_id, at=at)
    else:
        policy.require(by, "answer consultation", staff_id=asked.asked_of_id, at=at)
    if asked.state != State.ASKED:
        raise NotNow
    if not words.strip():
        raise NothingSaid
    _ahead(asked, follow_up_on, at)
    asked.answered_by, asked.answered_at, asked.state = by, at, State.ANSWERED
    asked.follow_up_on = follow_up_on
    sealing.seal(asked, answer=words.strip())
    asked.save()
    recording.record("consultation answered", by=by, at=at, about=asked)
    return asked


@transaction.atomic
def follow_up(
    answered: Consultation, came_of_it: str, *, again_on: dt.date | None = None, by: Staff, at: datetime
) -> Consultation:
    """Write down what came of it: done, or to be looked at again on a day. Raises Absent, NotNow, NothingSaid,
    DayIsOver."""
    answered = _mine(answered, by, at, State.ANSWERED)
    if not came_of_it.strip():
        raise NothingSaid
    _ahead(answered, again_on, at)
    answered.follow_up_on = again_on
    if again_on is None:
        answered.state, answered.done_at = State.DONE, at
    sealing.seal(answered, came_of_it=came_of_it.strip())
    answered.save()
    recording.record("consultation followed up", by=by, at=at, about=answered)
    return answered


@transaction.atomic
def drop(draft: Consultation, *, by: Staff, at: datetime) -> None:
    """Throw a draft away, or take back what isn't answered yet. Raises Absent, NotNow."""
    draft = _mine(draft, by, at, State.DRAFT, State.ASKED)
    draft.state, draft.done_at = State.DROPPED, at
    draft.save(update_fields=["state", "done_at"])
    recording.record("consultation dropped", by=by, at=at, about=draft)


def _mine(asked: Consultation, by: Staff, at: datetime, *states: str) -> Consultation:
    """The asker's own, locked, in one of these states. Raises Absent, NotNow."""
    found = _locked(asked, by, at)
    if found.asked_by_id != by.pk:
        raise Absent
    if found.state not in states:
        raise NotNow
    return found


def _locked(asked: Consultation, by: Staff, at: datetime) -> Consultation:
    rows = Consultation.objects.seen_by(by).select_for_update(of=("self",)).select_related("group")
    found = rows.filter(pk=asked.pk).first()
    if found is None:
        raise Absent
    policy.require(by, "see consultation", staff_id=by.pk, at=at)
    return found


def _ahead(asked: Consultation, day: dt.date | None, at: datetime) -> None:
    if day and day <= _today(asked, at):
        raise DayIsOver


def _today(asked: Consultation, at: datetime) -> dt.date:
    return at.astimezone(ZoneInfo(asked.group.time_zone)).date()
