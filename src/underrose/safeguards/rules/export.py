"""What the rules' room keeps about a member: which rules they went through, and what they asked."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from underrose.ground.vault import sealing
from underrose.groups.exports import Fact, Section
from underrose.groups.models import Membership
from underrose.people.models import Member
from underrose.safeguards.rules.models import Presence, Question, Reading


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
    there = Presence.objects.filter(membership__in=own).select_related("gathering").order_by("gathering__ended_at")
    yield Section("together", _("When your group went through them together"), entries=tuple(map(_together, there)))
    asked = list(Question.objects.filter(membership__in=own).select_related("note"))
    yield Section("questions", _("What you asked"), entries=tuple(map(_question, asked)))


def _together(row: Presence) -> tuple[Fact, ...]:
    shown = row.gathering.reached
    return (
        Fact("ended_at", _("When"), row.gathering.ended_at),
        Fact("clauses", _("What was shown"), ngettext("%d clause", "%d clauses", shown) % shown),
    )


def _question(row: Question) -> tuple[Fact, ...]:
    held = sealing.open_all(row)
    return (
        Fact("topic", _("About"), held["topic"]),
        Fact("words", _("You asked"), held["words"]),
        Fact("asked_at", _("Asked"), row.asked_at),
        Fact("answer", _("Answer"), held["answer"]),
        Fact("answered_at", _("Answered"), row.answered_at),
        Fact("may_be_noted", _("An answer may be shown to all, without you"), row.may_be_noted),
        Fact("note", _("What came of it for everyone"), sealing.reveal(row.note, "words") if row.note else ""),
        Fact("note_shown_at", _("Shown since"), row.note.published_at if row.note else None),
        Fact("note_taken_back_at", _("Taken back"), row.note.taken_back_at if row.note else None),
    )
