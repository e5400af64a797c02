"""What the circle keeps about a member: what they asked about their own data, and the answers."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from underrose.ground.vault import sealing
from underrose.groups.exports import Fact, Section
from underrose.people.models import Member
from underrose.safeguards.protection.circle.models import DataRequest


def kept(member: Member) -> Iterator[Section]:
    """Requests with answers and disagreements."""
    entries = tuple(map(_entry, DataRequest.objects.filter(member=member).order_by("asked_at")))
    yield Section("requests", _("What you asked about your data"), entries=entries)


def _entry(row: DataRequest) -> tuple[Fact, ...]:
    held = sealing.open_all(row)
    return (
        Fact("kind", _("You asked"), row.get_kind_display()),
        Fact("words", _("Your words"), held["words"]),
        Fact("asked_at", _("Asked"), row.asked_at),
        Fact("due_on", _("To be answered by"), row.due_on),
        Fact("why_later", _("Why it took longer"), held["why_later"]),
        Fact("outcome", _("Answer"), row.get_outcome_display() if row.outcome else ""),
        Fact("answer", _("In words"), held["answer"]),
        Fact("disagreement", _("What you say to it"), held["disagreement"]),
    )
