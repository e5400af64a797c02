"""What a member said about bringing up what they told the leaders between sessions, with every word before it."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from underrose.groups.exports import Fact, Section
from underrose.groups.models import Membership
from underrose.people.models import Member
from underrose.safeguards.rules.between.models import Word


def kept(member: Member) -> Iterator[Section]:
    """Every word, in order."""
    own = Membership.objects.filter(member=member).values("pk")
    rows = Word.objects.filter(membership__in=own).select_related("told_to").order_by("said_at", "pk")
    entries = tuple(
        (
            Fact("says", _("May it be brought up in the group?"), row.get_says_display()),
            Fact("said_at", _("Said"), row.said_at),
            Fact("told_to", _("Written down by"), row.told_to.name if row.told_to else ""),
            Fact("ended_at", _("Until"), row.ended_at),
        )
        for row in rows
    )
    yield Section("between", _("What you tell the leaders between sessions"), entries=entries)
