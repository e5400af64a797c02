"""What the house keeps about a member by name: who they are, how they may be reached, their groups and evenings."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping

from django.core.exceptions import ObjectDoesNotExist
from django.utils.translation import gettext as _

from underrose.ground.vault import sealing
from underrose.groups.exports import Fact, Section
from underrose.groups.models import Attendance, Membership, Pause
from underrose.people.models import Member
from underrose.people.reaching import ContactRules


def kept(member: Member) -> Iterator[Section]:
    """Identity, contact, whom to call, groups, attendance."""
    yield _identity(member)
    yield _contact(member)
    yield from _emergency(member)
    memberships = list(Membership.objects.filter(member=member).select_related("group").order_by("since"))
    titles = sealing.reveal_many({row.group for row in memberships}, "title")
    yield _groups(memberships, titles)
    yield _evenings(memberships)
    yield from _pauses(memberships)


def _identity(member: Member) -> Section:
    held = sealing.open_all(member)
    facts = (
        Fact("legal_name", _("Real name"), held["legal_name"]),
        Fact("name_for_mail", _("Name on messages"), held.get("mail_name", "")),
        Fact("mail", _("E-mail"), held["mail"]),
        Fact("phone", _("Phone"), held["phone"]),
        Fact("made_at", _("Kept since"), member.made_at),
        Fact("joined_at", _("First came in"), member.joined_at),
    )
    return Section("identity", _("Who you are"), _("Sealed, and opened only for a purpose."), (facts,))


def _contact(member: Member) -> Section:
    rules = ContactRules.read(sealing.reveal(member, "contact_rules"))
    ways = {"mail": _("By mail"), "sms": _("By text message"), "none": _("Not at all")}
    facts = (
        Fact("channel", _("Messages"), ways[rules.channel]),
        Fact("calls", _("Calls"), rules.calls),
        Fact("voicemail", _("Voicemail"), rules.voicemail),
        Fact("hours", _("Hours"), f"{rules.opens}–{rules.closes}" if rules.has_hours else ""),
        Fact("words", _("What a message may say"), str(rules.may_say)),
        Fact("others_see", _("Others see your phone or mail"), rules.others_see),
        Fact("who_sees", _("Who sees it"), rules.who_sees),
        Fact("do_not_contact", _("Do not contact"), rules.do_not_contact),
        Fact("said_at", _("You last said so"), member.rules_said_at),
        Fact("confirmed_at", _("Address confirmed"), member.channel_confirmed_at),
    )
    return Section("contact", _("How we may reach you"), entries=(facts,))


def _emergency(member: Member) -> Iterator[Section]:
    labels = {
        "name": _("Name"),
        "relation": _("Who this is to you"),
        "phone": _("Phone"),
        "may_be_told": _("What they may be told"),
        "place": _("Place"),
    }
    for key, title in (("emergency_contact", _("Whom to call in danger")), ("whereabouts", _("Where you are now"))):
        try:
            row = getattr(member, key)
        except ObjectDoesNotExist:
            continue
        facts = tuple(Fact(name, labels.get(name, name), words) for name, words in sealing.open_all(row).items())
        yield Section(key, title, entries=(facts,))


def _groups(memberships: list[Membership], titles: Mapping[uuid.UUID, str]) -> Section:
    names = sealing.reveal_many(memberships, "chosen_name")
    entries = tuple(
        (
            Fact("group", _("Group"), titles[row.group_id]),
            Fact("label", _("Its name on messages"), row.group.label),
            Fact("chosen_name", _("Your name there"), names[row.pk]),
            Fact("since", _("Since"), row.since),
            Fact("left_at", _("Until"), row.left_at),
        )
        for row in memberships
    )
    return Section("groups", _("Your groups"), entries=entries)


def _evenings(memberships: list[Membership]) -> Section:
    rows = Attendance.objects.standing().filter(membership__in=memberships).select_related("session")
    entries = tuple(
        (
            Fact("session", _("Session of"), row.session.starts_at),
            Fact("checked_in_at", _("Checked in"), row.checked_in_at),
            Fact("checked_out_at", _("Checked out"), row.checked_out_at),
            Fact("how", _("How"), row.get_how_display()),
        )
        for row in rows.order_by("session__starts_at")
    )
    return Section("evenings", _("When you were there"), entries=entries)


def _pauses(memberships: list[Membership]) -> Iterator[Section]:
    rows = Pause.objects.filter(membership__in=memberships).order_by("since")
    entries = tuple((Fact("since", _("Since"), row.since), Fact("until", _("Until"), row.until)) for row in rows)
    if entries:
        yield Section("pauses", _("When you paused"), entries=entries)
