"""A permission's life: written by a member or asked for by a leader, signed or refused, ended. One entry each."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from underrose.ground.ledger import recording
from underrose.ground.refusal import Absent, Refused
from underrose.ground.vault import sealing
from underrose.groups.models import Membership
from underrose.people import policy
from underrose.people.models import Actor, Member, Staff
from underrose.safeguards.protection.disclosures import law
from underrose.safeguards.protection.disclosures import terms as wording
from underrose.safeguards.protection.disclosures.days import day_of
from underrose.safeguards.protection.disclosures.models import Permission
from underrose.safeguards.protection.disclosures.terms import Terms


class Incomplete(Refused):
    """A permission that lacks what the law asks for is none (45 CFR 164.508(b)(2); 42 CFR 2.31(c))."""

    status = 422


class Answered(Refused):
    said = _("This has been answered already. Nothing was changed.")


class NotInForce(Refused):
    said = _("This permission has ended already, or was never signed. Nothing was changed.")


class Over(Refused):
    said = _("The day until which it was to hold is over. Write a new one.")


@dataclass(frozen=True, slots=True)
class Paper:
    """What a leader says of a permission that was signed on paper."""

    name: str
    signed_on: dt.date
    says: frozenset[str]  # which of the sentences stand on the paper
    signed_by: str = ""  # somebody else, signing for the person
    authority: str = ""
    where: str = ""


@transaction.atomic
def write(membership: Membership, terms: Terms, *, by: Actor, at: datetime) -> Permission:
    """A member writes a permission, or a leader asks for one; it counts when the member has signed it.

    Raises Incomplete with what is missing, Over for a last day that is past.
    """
    act = "give permission" if isinstance(by, Member) else "ask for permission"
    membership = _of(membership, act, by, at)
    terms = _complete(terms, membership, at)
    found = _new(membership, terms, at)
    found.asked_by = by if isinstance(by, Staff) else None
    sealing.seal(found, terms=terms.words())
    found.save(force_insert=True)
    words = "permission written" if isinstance(by, Member) else "permission asked for"
    recording.record(words, by=by, at=at, about=found)
    return found


@transaction.atomic
def sign(permission: Permission, *, name: str, how: str = Permission.How.PHONE, by: Member, at: datetime) -> Permission:
    """The member signs with their full name. Raises Answered, Incomplete, Over.

    What they sign is kept word for word, with its digest in the ledger (45 CFR 164.508(c), 42 CFR 2.31(a)).
    """
    found = _lock(permission, "give permission", by, at)
    if found.state != Permission.State.WRITTEN:
        raise Answered
    terms = _complete(Terms.read(sealing.reveal(found, "terms"), found.expires_on), found.membership, at)
    if not name.strip():
        raise Incomplete(_now("Write your full name. Without it nobody knows whose permission it is."))
    evidence = {"intent": intent(), "at": at.isoformat(timespec="seconds")}
    _give(found, terms, name=name.strip(), how=how, evidence=evidence, at=at)
    found.save()
    recording.record("permission signed", by=by, at=at, about=found, details={"text": found.digest})
    return found


@transaction.atomic
def decline(permission: Permission, *, by: Member, at: datetime) -> Permission:
    """The member says no; nobody asks why. Raises Answered."""
    found = _lock(permission, "give permission", by, at)
    return _close(found, Permission.State.DECLINED, "permission declined", by, at)


@transaction.atomic
def drop(permission: Permission, *, by: Staff, at: datetime) -> Permission:
    """A leader no longer asks for it. Raises Answered."""
    found = _lock(permission, "ask for permission", by, at)
    return _close(found, Permission.State.DROPPED, "permission not asked for any more", by, at)


@transaction.atomic
def record_paper(membership: Membership, terms: Terms, paper: Paper, *, by: Staff, at: datetime) -> Permission:
    """A leader records a permission that was signed on paper. Raises Incomplete with everything it lacks, Over."""
    membership = _of(membership, "record paper permission", by, at)
    terms = _complete(terms, membership, at, more=missing_on(paper, terms, membership, at))
    found = _new(membership, terms, at)
    found.recorded_by = by
    evidence = {"where": paper.where, "signed_by": paper.signed_by, "authority": paper.authority}
    # A paper says its day alone: it holds from that day's start, or from now if that is today.
    signed_at = min(at, datetime.combine(paper.signed_on, dt.time(), day_of(at, membership).zone))
    _give(found, terms, name=paper.name.strip(), how=Permission.How.PAPER, evidence=evidence, at=signed_at)
    found.save(force_insert=True)
    recording.record("permission on paper recorded", by=by, at=at, about=found, details={"text": found.digest})
    return found


@transaction.atomic
def end(permission: Permission, *, ended_as: str = Permission.Ended.TAKEN_BACK, by: Actor, at: datetime) -> Permission:
    """It ends now: the member takes it back, or tells a leader, or what it was to end with has happened.

    Raises NotInForce. What was shared before stays shared (45 CFR 164.508(b)(5), 42 CFR 2.31(a)(6)).
    """
    found = _lock(permission, "end permission", by, at)
    if found.state != Permission.State.GIVEN or ended_as not in Permission.Ended.values:
        raise NotInForce
    found.state, found.ended_at, found.ended_as = Permission.State.ENDED, at, ended_as
    found.save()
    is_taken_back = ended_as == Permission.Ended.TAKEN_BACK
    recording.record("permission taken back" if is_taken_back else "permission over", by=by, at=at, about=found)
    return found


def intent() -> str:
    """The sentence beside the button."""
    return _now("I permit what is written here, and I sign with my full name.")


def missing_on(paper: Paper, terms: Terms, membership: Membership, at: datetime) -> tuple[str, ...]:
    """What a paper lacks, by the keys of law.elements()."""
    needs = {one.key for one in wording.told(terms, is_part2=membership.group.is_part2)}
    lacks = []
    if not paper.name.strip():
        lacks.append("name")
    if paper.signed_by.strip() and not paper.authority.strip():
        lacks.append("authority")
    if paper.signed_on > day_of(at, membership).day:
        lacks.append("signed_on")
    if not needs <= paper.says:
        lacks.append("says")
    return tuple(lacks)


def _complete(terms: Terms, membership: Membership, at: datetime, more: tuple[str, ...] = ()) -> Terms:
    lacks = [*wording.missing(terms), *(law.elements()[key] for key in more)]
    if lacks:
        is_part2 = membership.group.is_part2
        raise Incomplete(" ".join(f"{one.missing} ({one.source(is_part2=is_part2)})" for one in lacks))
    if terms.expires_on and terms.expires_on < day_of(at, membership).day:
        raise Over
    return wording.cleaned(terms)


def _new(membership: Membership, terms: Terms, at: datetime) -> Permission:
    return Permission(
        practice_id=membership.practice_id,
        subject_id=membership.subject_id,
        membership=membership,
        written_at=at,
        expires_on=terms.expires_on,
    )


def _give(found: Permission, terms: Terms, *, name: str, how: str, evidence: dict[str, str], at: datetime) -> None:
    text = wording.as_text(wording.lines(terms, is_part2=found.membership.group.is_part2))
    found.state, found.how, found.signed_at, found.digest = Permission.State.GIVEN, how, at, wording.digest(text)
    sealing.seal(found, terms=terms.words(), text=text, name=name, evidence=json.dumps(evidence))


def _close(found: Permission, state: str, words: str, by: Actor, at: datetime) -> Permission:
    if found.state != Permission.State.WRITTEN:
        raise Answered
    found.state = state
    found.save()
    recording.record(words, by=by, at=at, about=found)
    return found


def _lock(permission: Permission, act: str, by: Actor, at: datetime) -> Permission:
    rows = Permission.objects.select_for_update(of=("self",)).select_related("membership__group", "practice")
    found = rows.get(pk=permission.pk)
    _require(found.membership, act, by, at)
    return found


def _of(membership: Membership, act: str, by: Actor, at: datetime) -> Membership:
    found = Membership.objects.select_related("group", "practice").get(pk=membership.pk)
    _require(found, act, by, at)
    return found


def _require(membership: Membership, act: str, by: Actor, at: datetime) -> None:
    if membership.practice_id != by.practice_id:
        raise Absent
    policy.require(by, act, group_id=membership.group_id, member_id=membership.member_id, at=at)
