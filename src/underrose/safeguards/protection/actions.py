"""Name a person: turn a chosen name into who it is, for one view, with a purpose that stays."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from underrose.ground.ledger import recording
from underrose.ground.refusal import Absent, Refused
from underrose.ground.vault import sealing
from underrose.groups.models import Membership
from underrose.people import policy
from underrose.people.models import Member, Staff
from underrose.safeguards.protection.models import NAMED, Naming, Purpose


class NoPurpose(Refused):
    said = _("Say in a few words what you need the name for. The words are kept, sealed.")


@dataclass(frozen=True, slots=True)
class Identity:
    """Who a member is, for the one view that asked; never stored, never logged."""

    chosen_name: str
    legal_name: str
    mail: str
    phone: str


@transaction.atomic
def name_a_person(membership: Membership, *, purpose: str, words: str = "", by: Staff, at: datetime) -> Identity:
    """Show who this is, once. Refused (Absent) to whoever may not, NoPurpose without a purpose that says something.

    The minimum-necessary standard asks for a purpose (45 CFR 164.502(b)); the member sees role and day.
    """
    if membership.practice_id != by.practice_id:
        raise Absent
    policy.require(by, "name a person", group_id=membership.group_id, member_id=membership.member_id, at=at)
    if purpose not in Purpose.values or (purpose == Purpose.OTHER and not words.strip()):
        raise NoPurpose
    member = Member.objects.get(pk=membership.member_id)
    naming = Naming(
        practice_id=membership.practice_id,
        subject_id=member.subject_id,
        member=member,
        staff=by,
        group_id=membership.group_id,
        purpose=purpose,
        at=at,
    )
    sealing.seal(naming, words=words.strip())
    naming.save(force_insert=True)
    recording.record("reason for a name kept", by=by, at=at, about=naming)
    # The purpose stands in the entry itself, so that nobody can put a better one there afterwards.
    recording.viewed(f"{NAMED}: {purpose}", by=by, at=at, about=membership, subjects=[member.pk])
    opened = sealing.open_all(member)
    return Identity(
        chosen_name=sealing.reveal(membership, "chosen_name"),
        legal_name=opened["legal_name"],
        mail=opened["mail"],
        phone=opened["phone"],
    )
