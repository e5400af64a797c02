"""Make members (one, or a whole roster), let them in, and let them go."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from underrose.ground.ledger import recording
from underrose.ground.outbox import actions as outbox
from underrose.ground.refusal import Absent
from underrose.ground.vault import sealing
from underrose.people import policy, reaching
from underrose.people.models import Member, Practice, Staff, System, Whereabouts
from underrose.people.reaching import ContactRules


@dataclass(frozen=True, slots=True)
class NewMember:
    """Who somebody really is, on the way into the vault."""

    legal_name: str
    mail: str = ""
    phone: str = ""
    rules: ContactRules | None = None  # None: they are asked when they first come in

    def __repr__(self) -> str:
        return "NewMember(…)"


def make_member(
    practice: Practice, new: NewMember, *, group_id: uuid.UUID | None = None, by: Staff | System, at: datetime
) -> Member:
    """One person, sealed. Raises Absent."""
    return make_members(practice, [new], group_id=group_id, by=by, at=at)[0]


@transaction.atomic
def make_members(
    practice: Practice,
    people: Sequence[NewMember],
    *,
    group_id: uuid.UUID | None = None,
    act: str = "make member",
    by: Staff | System,
    at: datetime,
) -> list[Member]:
    """Many people, sealed, with one entry for all. Raises Absent."""
    allowed(by, act, practice.pk, group_id, at)
    members = [_sealed(practice, new, at) for new in people]
    Member.objects.bulk_create(members, batch_size=500)
    recording.record("members made" if len(members) > 1 else "member made", by=by, at=at, rows=members)
    return members


@transaction.atomic
def join(member: Member, *, at: datetime) -> bool:
    """The member comes in by their card. True the first time, which alone leaves an entry. Raises Absent."""
    member = Member.objects.select_for_update().get(pk=member.pk)
    if member.left_at is not None:
        raise Absent
    if member.joined_at is not None:
        return False
    member.joined_at = at
    member.save()
    recording.record("member joined", by=member, at=at, about=member)
    return True


@transaction.atomic
def end_member(member: Member, *, group_id: uuid.UUID | None = None, by: Staff | Member | System, at: datetime) -> None:
    """The member has left the practice: every session of theirs ends now. Raises Absent."""
    allowed(by, "end membership", member.practice_id, group_id, at, member_id=member.pk)
    member = Member.objects.select_for_update().get(pk=member.pk)
    cards = list(member.cards.filter(ended_at=None))
    for card in cards:
        card.ended_at = at
        card.save()
    member.left_at = at
    member.session_epoch += 1
    member.save()
    outbox.withdraw_from(member.practice_id, member.pk, at=at)
    gone = list(Whereabouts.objects.filter(member=member))
    recording.record("member left", by=by, at=at, about=member, rows=cards, gone=gone)
    for place in gone:
        place.delete()


def _sealed(practice: Practice, new: NewMember, at: datetime) -> Member:
    member = Member(practice=practice, subject_id=sealing.subject(practice.pk, "member", at=at), made_at=at)
    sealing.seal(
        member,
        legal_name=new.legal_name,
        mail=new.mail.strip(),
        phone=new.phone.strip(),
        contact_rules=new.rules.words() if new.rules else "",
    )
    member.mail_index = reaching.mail_index(practice.pk, new.mail)
    member.phone_index = reaching.phone_index(practice.pk, new.phone)
    return member


def allowed(
    by: Staff | Member | System,
    act: str,
    practice_id: uuid.UUID,
    group_id: uuid.UUID | None,
    at: datetime,
    member_id: uuid.UUID | None = None,
) -> None:
    """Refuse whoever is of another practice, or may not do this act. Raises Absent."""
    if by.practice_id != practice_id:
        raise Absent
    policy.require(by, act, group_id=group_id, member_id=member_id, at=at)
