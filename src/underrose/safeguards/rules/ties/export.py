"""What the tie check keeps about a member: what they told and chose, never what others did."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from underrose.ground.vault import sealing
from underrose.groups.exports import Entry, Fact, Section
from underrose.groups.models import Membership
from underrose.people.models import Member
from underrose.safeguards.rules.ties import papers, queries
from underrose.safeguards.rules.ties.kinds import PERSON, Kind
from underrose.safeguards.rules.ties.models import Forms, Recognition, Sheet


def kept(member: Member) -> Iterator[Section]:
    """The sheets, the answers, and what is compared by; the looks round before sessions."""
    memberships = list(Membership.objects.filter(member=member).order_by("since", "pk"))
    yield Section(
        "ties",
        _("People you may know here"),
        entries=tuple(entry for membership in memberships for entry in _told(membership)),
        left_out=_(
            "What you wrote is destroyed after the next check. What stays for comparing is unreadable also for us, so "
            "it is not in this file. Whether somebody else wrote the same isn’t either: it would tell you about them."
        ),
    )
    looks = list(Recognition.objects.filter(membership__in=memberships).order_by("answered_at", "pk"))
    answers = sealing.reveal_many(looks, "answer")
    entries = tuple(
        (
            Fact("answered_at", _("When"), row.answered_at),
            Fact("word", _("You wanted a word first"), papers.read(answers[row.pk]).get("answer") == "word"),
        )
        for row in looks
    )
    yield Section("looks_round", _("Before a session began"), entries=entries)


def _told(membership: Membership) -> Iterator[Entry]:
    sheets = list(Sheet.objects.filter(membership=membership).order_by("begun_at"))
    held = Forms.objects.filter(membership=membership, shredded_at=None).first()
    if not sheets:
        return
    own = queries.own(membership)
    said = {**dict.fromkeys(Kind.values, ()), PERSON: (), **own.told()}
    labels: dict[str, str | Promise] = {**{kind.value: kind.label for kind in Kind}, PERSON: _("Must not meet")}
    yield (
        *(Fact(f"{kind}_told", labels[kind], ", ".join(values)) for kind, values in said.items()),
        *(
            Fact(f"{kind}_may", _("%s: leaders may hear of it") % labels[kind], choice)
            for kind, choice in own.choices.items()
        ),
        Fact(
            "handed_in_at", _("Handed in"), max((row.handed_in_at for row in sheets if row.handed_in_at), default=None)
        ),
        Fact("compared_since", _("Compared since"), held.made_at if held else None),
    )
