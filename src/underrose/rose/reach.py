"""What a member's own page asks about being reached: how, whether it still holds, whom to call, where they are."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from underrose.groups.models import Group, Membership
from underrose.groups.petals import Step
from underrose.people import queries, reaching
from underrose.people.models import EmergencyContact, Member


def steps(membership: Membership, *, is_near: bool, at: datetime) -> tuple[Step, ...]:
    """The steps, what has to be done first. A few small queries; it writes nothing."""
    member = membership.member
    found = [_how(member, at), *_code(member, at)]
    if membership.group.place != Group.Place.IN_PERSON:
        said = bool(queries.whereabouts(member, at=at))
        words = _("So that help finds you, should you need it. Deleted after twelve hours.")
        found.append(Step(_("Where you are now"), words, "people:where", done=said, must=is_near))
    named = EmergencyContact.objects.filter(member=member).exists()
    words = _("For a moment of danger. It stays sealed.")
    return (*found, Step(_("Someone to call"), words, "people:emergency", done=named, must=False))


def _how(member: Member, at: datetime) -> Step:
    is_due = reaching.is_overdue(member.rules_said_at, at)
    if bytes(member.contact_rules) and is_due:
        words = _("We ask every three months. Is it still right?")
    else:
        words = _("By mail, by phone, or not at all.")
    return Step(_("How we may reach you"), words, "people:contact", done=not is_due)


def _code(member: Member, at: datetime) -> tuple[Step, ...]:
    """The code that has to come back from a new address before anything else is written there."""
    if member.channel_confirmed_at or not queries.can_confirm(member):
        return ()
    is_waiting = queries.contact_code(member, at=at) is not None
    words = _("Type the six figures that came to it.") if is_waiting else _("So that nobody else gets your messages.")
    return (Step(_("Confirm your address"), words, "people:confirm"),)
