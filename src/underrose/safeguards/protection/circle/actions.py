"""Ask for a correction, a deletion or more of the record; take it back; answer it, or say that it takes longer.

Times and duties: 45 CFR 164.524 (the record), 164.526 (correction, with the right to have one's disagreement kept),
GDPR Art. 12(3) and 15 to 17. A deletion that is granted is done by retention, whose two people confirm it.
"""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from underrose.ground.ledger import recording
from underrose.ground.refusal import Absent, Refused
from underrose.ground.vault import sealing
from underrose.people import policy
from underrose.people.models import Member, Staff
from underrose.safeguards.protection.circle import law
from underrose.safeguards.protection.circle.models import DataRequest

Kind, State, Outcome = DataRequest.Kind, DataRequest.State, DataRequest.Outcome
ASK = {Kind.CORRECTION: "ask for correction", Kind.DELETION: "ask for deletion", Kind.RECORD: "ask for own record"}
SEEN = "request seen"


class NothingSaid(Refused):
    said = _("Write what you want, in a few words.")


class NoAnswer(Refused):
    said = _("Write the answer. The person who asked reads these words.")


class IsSettled(Refused):
    said = _("This request is settled already.")


class WasExtended(Refused):
    said = _("The time was made longer once already. The law allows that once.")


class NothingToDisagree(Refused):
    said = _("There is no answer yet that you could disagree with.")


@transaction.atomic
def ask(kind: str, words: str, *, by: Member, at: datetime) -> DataRequest:
    """A member asks. Raises Absent, NothingSaid."""
    policy.require(by, ASK[Kind(kind)], member_id=by.pk, at=at)
    if not words.strip():
        raise NothingSaid
    day = at.astimezone(ZoneInfo(by.practice.time_zone)).date()
    request_ = DataRequest(
        practice_id=by.practice_id,
        member=by,
        subject_id=by.subject_id,
        kind=Kind(kind),
        asked_at=at,
        due_on=law.due(kind, day, by.practice_id),
    )
    sealing.seal(request_, words=words.strip())
    request_.save(force_insert=True)
    recording.record("data request made", by=by, at=at, about=request_)
    return request_


@transaction.atomic
def take_back(found: DataRequest, *, by: Member, at: datetime) -> None:
    """The member needs it no more. Raises Absent, IsSettled."""
    policy.require(by, ASK[Kind(found.kind)], member_id=found.member_id, at=at)
    found = _locked(found)
    found.state, found.settled_at = State.WITHDRAWN, at
    found.save(update_fields=["state", "settled_at"])
    recording.record("data request taken back", by=by, at=at, about=found)


@transaction.atomic
def see(found: DataRequest, *, by: Staff, at: datetime) -> dict[str, str]:
    """Open a request, for who answers it; one entry. Raises Absent."""
    _may_answer(found, by, at)
    recording.viewed(SEEN, by=by, at=at, about=found, subjects=[found.member_id])
    return sealing.open_all(found)


@transaction.atomic
def answer(found: DataRequest, *, outcome: str, words: str, by: Staff, at: datetime) -> None:
    """Say yes, in part, or no, with words the member reads. Raises Absent, IsSettled, NoAnswer."""
    _may_answer(found, by, at)
    if not words.strip() or outcome not in (Outcome.DONE, Outcome.PARTLY, Outcome.REFUSED):
        raise NoAnswer
    found = _locked(found)
    found.state, found.outcome, found.settled_at, found.answered_by = State.ANSWERED, outcome, at, by
    columns = sealing.seal(found, answer=words.strip())
    found.save(update_fields=["state", "outcome", "settled_at", "answered_by", *columns])
    recording.record("data request answered", by=by, at=at, about=found)


@transaction.atomic
def extend(found: DataRequest, *, why: str, by: Staff, at: datetime) -> None:
    """Say that it takes longer, and why: once, as far as the law goes.

    Raises Absent, IsSettled, NoAnswer, WasExtended.
    """
    _may_answer(found, by, at)
    if not why.strip():
        raise NoAnswer
    found = _locked(found)
    if found.was_extended:
        raise WasExtended
    day = found.asked_at.astimezone(ZoneInfo(found.practice.time_zone)).date()
    found.due_on, found.was_extended = law.latest(found.kind, day, found.practice_id), True
    columns = sealing.seal(found, why_later=why.strip())
    found.save(update_fields=["due_on", "was_extended", *columns])
    recording.record("data request extended", by=by, at=at, about=found)


@transaction.atomic
def disagree(found: DataRequest, words: str, *, by: Member, at: datetime) -> None:
    """The member's own words beside a no; they stay with the record (45 CFR 164.526(d)(2)). Raises Absent, …"""
    policy.require(by, ASK[Kind(found.kind)], member_id=found.member_id, at=at)
    found = DataRequest.objects.select_for_update().get(pk=found.pk)
    if found.state != State.ANSWERED or found.outcome == Outcome.DONE:
        raise NothingToDisagree
    if not words.strip():
        raise NothingSaid
    columns = sealing.seal(found, disagreement=words.strip())
    found.save(update_fields=columns)
    recording.record("disagreement kept", by=by, at=at, about=found)


def _may_answer(found: DataRequest, by: Staff, at: datetime) -> None:
    if found.practice_id != by.practice_id:
        raise Absent
    policy.require(by, "answer data request", at=at)


def _locked(found: DataRequest) -> DataRequest:
    found = DataRequest.objects.select_for_update().get(pk=found.pk)
    if found.state != State.ASKED:
        raise IsSettled
    return found
