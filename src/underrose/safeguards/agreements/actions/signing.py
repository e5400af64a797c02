"""Sign, sign on paper, say no, withdraw: acts of their own, each with one entry, none of them hidden."""

from __future__ import annotations

import base64
import json
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from underrose.ground.ledger import recording
from underrose.ground.refusal import Absent, Refused
from underrose.ground.vault import sealing
from underrose.groups.models import Membership
from underrose.people import policy
from underrose.people.models import Actor, Staff
from underrose.safeguards.agreements import copy, queries, text
from underrose.safeguards.agreements.actions.going_through import Replaced, tries_of
from underrose.safeguards.agreements.models import Copy, Edition, Passage, Signature, Wish


class AlreadySigned(Refused):
    said = _("This is signed already. The copy is on your page.")


class NotThrough(Refused):
    said = _("Some clauses are still to be read. Go on where you were; your progress is kept.")


class NotSigned(Refused):
    said = _("There is no signature to take back.")


@transaction.atomic
def sign(
    edition: Edition, *, membership: Membership, kind: str = Signature.Kind.PHONE, by: Actor, at: datetime
) -> Signature:
    """A member signs the edition in force, after going through every clause.

    Raises Replaced, AlreadySigned, NotThrough. The copy's digest stands in the signature and in the entry's details;
    the copy itself is sealed.
    """
    policy.require(by, "sign agreement", group_id=membership.group_id, member_id=membership.member_id, at=at)
    membership = _lock(membership)
    edition = _in_force(edition, membership)
    _refuse_second(membership, edition)
    clauses = text.opened(edition)
    passages = list(Passage.objects.filter(membership=membership, clause__edition=edition).exclude(through_at=None))
    if len(passages) < len(clauses):
        raise NotThrough
    intent = intent_of(edition)
    name = sealing.reveal(membership, "chosen_name")
    pdf = copy.render(edition, clauses, practice=membership.practice, name=name, intent=intent, at=at)
    signature = _signature(membership, edition, kind, at)
    signature.copy_digest = copy.digest(pdf)
    sealing.seal(signature, intent=intent, evidence=_evidence(edition, clauses, passages))
    signature.save(force_insert=True)
    kept = Copy(practice_id=membership.practice_id, subject_id=membership.subject_id, signature=signature)
    sealing.seal(kept, pdf=base64.b64encode(pdf).decode())
    kept.save(force_insert=True)
    recording.record(
        "agreement signed",
        by=by,
        at=at,
        about=signature,
        rows=[kept, *_end_wish(membership, at)],
        details={"edition": edition.number, "text": edition.digest, "copy": signature.copy_digest},
    )
    return signature


@transaction.atomic
def sign_on_paper(edition: Edition, *, membership: Membership, note: str, by: Staff, at: datetime) -> Signature:
    """A leader records that a member signed the edition in force on paper. Raises Replaced, AlreadySigned."""
    policy.require(by, "record paper signature", group_id=membership.group_id, at=at)
    membership = _lock(membership)
    edition = _in_force(edition, membership)
    _refuse_second(membership, edition)
    signature = _signature(membership, edition, Signature.Kind.PAPER, at)
    signature.recorded_by = by
    sealing.seal(signature, note=note, intent=_now("Signed on paper; the practice keeps the paper."))
    signature.save(force_insert=True)
    details = {"edition": edition.number, "text": edition.digest}
    recording.record(
        "agreement signed on paper", by=by, at=at, about=signature, rows=_end_wish(membership, at), details=details
    )
    return signature


@transaction.atomic
def say(kind: str, edition: Edition, *, membership: Membership, by: Actor, at: datetime) -> Wish:
    """A member would rather sign on paper, or doesn't want to sign. Raises Replaced, AlreadySigned."""
    policy.require(by, "decline agreement", group_id=membership.group_id, member_id=membership.member_id, at=at)
    membership = _lock(membership)
    edition = _in_force(edition, membership)
    _refuse_second(membership, edition)
    ended = _end_wish(membership, at)
    wish = Wish.objects.create(
        practice_id=membership.practice_id, membership=membership, edition=edition, kind=kind, said_at=at
    )
    act = "paper asked for" if kind == Wish.Kind.PAPER else "agreement declined"
    recording.record(act, by=by, at=at, about=wish, rows=ended)
    return wish


@transaction.atomic
def withdraw(membership: Membership, *, by: Actor, at: datetime) -> list[Signature]:
    """A member takes their signature back, whatever edition it is under. Raises NotSigned.

    It ends from now on; what was heard before stays confidential, and the copy stays theirs.
    """
    policy.require(by, "withdraw signature", group_id=membership.group_id, member_id=membership.member_id, at=at)
    membership = Membership.objects.select_for_update().get(pk=membership.pk)
    standing = list(Signature.objects.select_for_update().standing().filter(membership=membership))
    if not standing:
        raise NotSigned
    for signature in standing:
        signature.withdrawn_at = at
        signature.save()
    recording.record("signature withdrawn", by=by, at=at, about=standing[-1], rows=standing[:-1])
    return standing


@transaction.atomic
def hand_copy(signature: Signature, *, by: Actor, at: datetime) -> bytes:
    """The copy's bytes, for the member or a leader of the group; a leader's look is an entry. Raises Absent."""
    membership = signature.membership
    policy.require(by, "see signed copy", group_id=membership.group_id, member_id=membership.member_id, at=at)
    kept = Copy.objects.filter(signature=signature).first()
    if kept is None:
        raise Absent
    if isinstance(by, Staff):
        recording.viewed("signed copy", by=by, at=at, about=signature, subjects=[membership.member_id])
    return base64.b64decode(sealing.reveal(kept, "pdf"))


def intent_of(edition: Edition) -> str:
    """The sentence beside the button."""
    return _now("I have gone through edition %(number)s of this agreement, and I promise to keep it.") % {
        "number": edition.number
    }


def _lock(membership: Membership) -> Membership:
    return Membership.objects.select_for_update().current().get(pk=membership.pk)


def _in_force(edition: Edition, membership: Membership) -> Edition:
    found = Edition.objects.published().filter(pk=edition.pk, group=membership.group_id).first()
    if found is None:
        raise Replaced
    return found


def _refuse_second(membership: Membership, edition: Edition) -> None:
    if queries.signature_in_force(membership, edition):
        raise AlreadySigned


def _signature(membership: Membership, edition: Edition, kind: str, at: datetime) -> Signature:
    return Signature(
        practice_id=membership.practice_id,
        subject_id=membership.subject_id,
        membership=membership,
        edition=edition,
        kind=kind,
        signed_at=at,
    )


def _end_wish(membership: Membership, at: datetime) -> list[Wish]:
    wishes = list(Wish.objects.filter(membership=membership, ended_at=None))
    for wish in wishes:
        wish.ended_at = at
        wish.save()
    return wishes


def _evidence(edition: Edition, clauses: tuple[text.ClauseText, ...], passages: list[Passage]) -> str:
    by_clause = {passage.clause_id: passage for passage in passages}
    return json.dumps(
        {
            "text": edition.digest,
            "clauses": [
                {
                    "key": found.clause.key,
                    "through_at": _moment(by_clause[found.clause.pk].through_at),
                    "tries": tries_of(by_clause[found.clause.pk]),
                }
                for found in clauses
            ],
        }
    )


def _moment(at: datetime | None) -> str:
    return at.isoformat(timespec="seconds") if at else ""
