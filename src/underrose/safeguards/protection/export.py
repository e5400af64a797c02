"""What protection gives a member: who looked at what is kept about them, as their own page says it."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from underrose.groups.exports import Fact, Section
from underrose.groups.models import Membership
from underrose.people.models import Member
from underrose.safeguards.protection import looks


def kept(member: Member) -> Iterator[Section]:
    """Roles and days: the same lines, from the same function, as the page."""
    groups = Membership.objects.filter(member=member).values_list("group", flat=True)
    entries = tuple(
        (
            Fact("day", _("Day"), look.day),
            Fact("role", _("Who"), str(look.role)),
            Fact("what", _("What"), str(look.said)),
        )
        for look in looks.of_member(member, groups=groups)
    )
    yield Section("looks", _("Who looked"), entries=entries)
