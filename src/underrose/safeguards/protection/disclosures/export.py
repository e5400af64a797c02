"""What disclosures give a member: the permissions they wrote or were asked for, and what was shared about them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext as _

from underrose.groups.exports import Fact, Section
from underrose.people.models import Member
from underrose.safeguards.protection.disclosures import queries


def kept_on(member: Member, at: datetime) -> Iterator[Section]:
    """Every permission, and what was shared, without what an office asked to keep quiet for now."""
    permissions = tuple(
        (
            Fact("state", _("State"), one.said),
            Fact("written_at", _("Written"), one.row.written_at),
            Fact("signed_at", _("Signed"), one.row.signed_at),
            Fact("ended_at", _("Ended"), one.row.ended_at),
            *(Fact(f"line_{place}", label, words) for place, (label, words) in enumerate(one.lines, start=1)),
        )
        for one in queries.own_permissions(member, at)
    )
    yield Section("permissions", _("What may be shared"), entries=permissions)
    shared = tuple(
        (
            Fact("shared_at", _("When"), one.row.shared_at),
            Fact("recipient", _("To whom"), one.words.recipient),
            Fact("reach", _("Where they are"), one.words.reach),
            Fact("what", _("What"), one.words.what),
            Fact("purpose", _("What for"), one.words.purpose),
            Fact("right", _("By which right"), f"{one.right} ({one.source})"),
        )
        for one in queries.own_disclosures(member, at)
    )
    left_out = _("What an office asked us to keep quiet is left out until its time is over (45 CFR 164.528(a)(2)).")
    yield Section("shared", _("What was shared"), entries=shared, left_out=left_out)
