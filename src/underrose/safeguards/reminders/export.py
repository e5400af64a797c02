"""What the reminders' room keeps about a member: which messages were planned for them, and when they were told."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from underrose.groups.exports import Fact, Section
from underrose.groups.models import Membership
from underrose.people.models import Member
from underrose.safeguards.reminders.models import Reminder, Told


def kept(member: Member) -> Iterator[Section]:
    """Messages, and times said face to face. A message's words are neutral and are not kept with it."""
    own = Membership.objects.filter(member=member).values("pk")
    entries = tuple(
        (
            Fact("kind", _("What"), row.get_kind_display()),
            Fact("session", _("Session of"), row.starts_at),
            Fact("made_at", _("Planned"), row.made_at),
            Fact("dropped_at", _("Taken back"), row.dropped_at),
        )
        for row in Reminder.objects.filter(membership__in=own).order_by("made_at", "pk")
    )
    yield Section("messages", _("Messages planned for you"), entries=entries)
    told = Told.objects.filter(membership__in=own).select_related("session").order_by("at")
    said = tuple(
        (Fact("session", _("Session of"), row.session.starts_at), Fact("at", _("Told"), row.at)) for row in told
    )
    yield Section("told", _("Told face to face"), entries=said)
