"""What the feedback room keeps about a member by name: that they saw whom they can turn to, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from underrose.groups.exports import Fact, Section
from underrose.groups.models import Membership
from underrose.people.models import Member
from underrose.safeguards.feedback.models import Seen


def kept(member: Member) -> Iterator[Section]:
    """When they saw who it is."""
    own = Membership.objects.filter(member=member).values("pk")
    rows = Seen.objects.filter(membership__in=own).order_by("at")
    entries = tuple((Fact("at", _("Seen"), row.at),) for row in rows)
    yield Section("person", _("You saw whom you can turn to"), entries=entries)
