"""A member's first minutes: which step is next."""

from __future__ import annotations

from django.urls import reverse

from underrose.groups.models import Membership
from underrose.people.models import Member


def next_step(member: Member) -> str:
    """Where a member goes first, "" if nothing is left: choose a name, then say how they may be reached."""
    waiting = Membership.objects.current().filter(member=member, chosen_name=b"").first()
    if waiting:
        return reverse("groups:name", args=[waiting.pk])
    return "" if bytes(member.contact_rules) else reverse("people:contact")
