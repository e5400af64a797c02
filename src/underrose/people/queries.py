"""What pages ask about one member's reach: opened for the one view that asked, kept nowhere."""

from __future__ import annotations

from datetime import datetime

from underrose.ground.outbox import channels
from underrose.ground.vault import sealing
from underrose.people.models import ContactCode, EmergencyContact, Member, Whereabouts
from underrose.people.reaching import ContactRules
from underrose.people.writing import FIELDS


def unconfirmed_address(member: Member) -> str:
    """The address from which a code should come back before anything is written there; "" if there is none."""
    member = Member.objects.get(pk=member.pk)  # as it is now: the caller may have changed it
    channel = ContactRules.read(sealing.reveal(member, "contact_rules")).writes_by
    if member.channel_confirmed_at or channel == "none":
        return ""
    return sealing.reveal(member, FIELDS[channel])


def can_confirm(member: Member) -> bool:
    """Whether there is an address to confirm, and something that could carry a code to it."""
    channel = ContactRules.read(sealing.reveal(member, "contact_rules")).writes_by
    return not member.channel_confirmed_at and channel != "none" and channels.is_set_up(channel, member.practice_id)


def contact_code(member: Member, *, at: datetime) -> ContactCode | None:
    """The code that a member is waiting for."""
    return ContactCode.objects.filter(member=member, expires_at__gt=at).first()


def emergency_contact(member: Member) -> dict[str, str]:
    """Whom to call for this member, by field; empty if they named nobody."""
    found = EmergencyContact.objects.filter(member=member).first()
    return sealing.open_all(found) if found else {}


def whereabouts(member: Member, *, at: datetime) -> str:
    """Where this member said they are, while it holds."""
    found = Whereabouts.objects.filter(member=member, until__gt=at).first()
    return sealing.reveal(found, "place") if found else ""
