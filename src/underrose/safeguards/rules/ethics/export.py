"""What ethics gives a member: what they were asked and answered, where a leader knows them from outside."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from underrose.groups.circle import revealed
from underrose.groups.exports import Fact, Section
from underrose.people.models import Member
from underrose.safeguards.rules.ethics.models import Decision

LEFT_OUT = _(
    "It can happen that someone who leads a group knows a member from outside. Then somebody else helps to decide what "
    "is done. You are asked before it goes on that way, and your answer stands here. What they write while they think "
    "it over is not in this copy. We say this to everyone, whether there is such a thing or not."
)


def kept(member: Member) -> Iterable[Section]:
    """Each answer of theirs, with what they were told; nothing of what they were never asked about."""
    rows = Decision.objects.filter(review__membership__member=member).exclude(consent="").order_by("consent_at")
    found = list(rows)
    told = revealed([(row, "told") for row in found])
    entries = tuple(
        (
            Fact("told", _("What you were told"), words or str(_("Destroyed after its time"))),
            Fact("answer", _("Your answer"), row.get_consent_display()),
            Fact("on", _("On"), row.consent_on),
        )
        for row, words in zip(found, told, strict=True)
    )
    yield Section("how_it_is_led", _("When a leader knows you from outside"), entries=entries, left_out=LEFT_OUT)
