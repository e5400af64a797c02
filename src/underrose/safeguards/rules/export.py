"""What the rules' room keeps about a member: which rules they went through, and what they asked."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from underrose.ground.vault import sealing
from underrose.groups.exports import Fact, Section
from underrose.groups.models import Membership
from underrose.people.models import Member
from underrose.safeguards.rules.models import Question, Reading


def kept(member: Member) -> Iterator[Section]:
    """Readings and questions, with the answers."""
    own = Membership.objects.filter(member=member).values("pk")
    readings = list(Reading.objects.filter(membership__in=own).select_related("clause").order_by("read_at", "pk"))
    titles = sealing.reveal_many({row.clause for row in readings}, "title")
    entries = tuple(
        (
            Fact("rule", _("Rule"), titles[row.clause_id]),
            Fact("read_at", _("Gone through"), row.read_at),
            Fact("how", _("How"), row.get_how_display()),
        )
        for row in readings
    )
    yield Section("rules", _("Rules you went through"), entries=entries)
    asked = Question.objects.filter(membership__in=own)
    yield Section("questions", _("What you asked"), entries=tuple(map(_question, asked)))


def _question(row: Question) -> tuple[Fact, ...]:
    held = sealing.open_all(row)
    return (
        Fact("topic", _("About"), held["topic"]),
        Fact("words", _("You asked"), held["words"]),
        Fact("asked_at", _("Asked"), row.asked_at),
        Fact("answer", _("Answer"), held["answer"]),
        Fact("answered_at", _("Answered"), row.answered_at),
    )
