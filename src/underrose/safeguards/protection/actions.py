"""Name a person: turn a chosen name into who it is, for one view, with a purpose that stays."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from underrose.ground.ledger import recording
from underrose.ground.refusal import Absent, Refused
from underrose.ground.vault import sealing
from underrose.groups.models import Membership
from underrose.people import policy, queries
from underrose.people.matters import queries as matters
from underrose.people.models import Member, Staff
from underrose.people.reaching import ContactRules, said
from underrose.safeguards.protection.models import NAMED, Naming, Purpose


class NoPurpose(Refused):
    said = _("Say in a few words what you need the name for. The words are kept, sealed.")


@dataclass(frozen=True, slots=True)
class EmergencyView:
    """Whom to call for a member, and where they said they are now; opened only where someone may be in danger."""

    name: str
    relation: str
    phone: str
    may_be_told: str
    place: str

    def __repr__(self) -> str:
        return "EmergencyView(…)"


@dataclass(frozen=True, slots=True)
class Identity:
    """Who a member is, for the one view that asked; never stored, never logged."""

    chosen_name: str
    legal_name: str
    mail_name: str
    mail: str
    phone: str
    keep_to: tuple[str, ...]  # the contact rules as sentences: whoever writes or calls obeys them
    emergency: EmergencyView | None = None

    def __repr__(self) -> str:
        return "Identity(…)"


@transaction.atomic
def name_a_person(
    membership: Membership,
    *,
    purpose: str,
    words: str = "",
    matter_id: uuid.UUID | None = None,
    by: Staff,
    at: datetime,
) -> Identity:
    """Show who this is, once. Refused (Absent) to whoever may not, NoPurpose without a purpose that says something.

    The minimum-necessary standard asks for a purpose (45 CFR 164.502(b)); the member sees role and day, under an open
    matter once it has closed. One ledger entry, before anything is opened.
    """
    if membership.practice_id != by.practice_id:
        raise Absent
    policy.require(by, "name a person", group_id=membership.group_id, member_id=membership.member_id, at=at)
    if purpose not in Purpose.values or (purpose == Purpose.OTHER and not words.strip()):
        raise NoPurpose
    matter_id = matters.under(matter_id, membership.member_id, group_id=membership.group_id, by=by, at=at)
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
    # One entry for the whole view, with its reason as a row. The purpose stands in the entry itself, so that nobody
    # can put a better one there afterwards.
    action = f"{NAMED}: {purpose}"
    recording.viewed(action, by=by, at=at, about=membership, subjects=[member.pk], rows=[naming], matter_id=matter_id)
    opened = sealing.open_all(member)
    return Identity(
        chosen_name=sealing.reveal(membership, "chosen_name"),
        legal_name=opened["legal_name"],
        mail_name=opened["mail_name"],
        mail=opened["mail"],
        phone=opened["phone"],
        keep_to=tuple(
            said(ContactRules.read(opened["contact_rules"]), is_confirmed=member.channel_confirmed_at is not None)
        ),
        emergency=_emergency(member, at) if purpose == Purpose.EMERGENCY else None,
    )


def _emergency(member: Member, at: datetime) -> EmergencyView:
    held = queries.emergency_contact(member)
    words = {field: held.get(field, "") for field in ("name", "relation", "phone", "may_be_told")}
    return EmergencyView(**words, place=queries.whereabouts(member, at=at))
