"""What the accountability room gives a member: what they reported themselves. What others reported is not in it."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from underrose.ground.vault import sealing
from underrose.groups.exports import Fact, Section
from underrose.people.models import Member
from underrose.safeguards.accountability import inbox
from underrose.safeguards.accountability.models import Report

_WORDS = ("what", "how_known", "when", "safe_now", "may_contact", "outcome")


def kept(member: Member) -> Iterator[Section]:
    """Their own reports. A report of somebody else is that person's, even where it names this member."""
    entries = tuple(_report(row) for row in reversed(inbox.receipts(member)))
    left_out = _("What somebody else reported is left out, so that everyone may speak up (45 CFR 164.524(a)(2)(v)).")
    yield Section("reports", _("What you reported"), entries=entries, left_out=left_out)


def _report(row: Report) -> tuple[Fact, ...]:
    held = sealing.open_all(row)
    labels = dict(
        zip(
            _WORDS,
            (_("What"), _("How you know"), _("When"), _("Safe now"), _("May we contact you"), _("What came of it")),
            strict=True,
        )
    )
    facts = tuple(Fact(name, labels[name], held[name]) for name in _WORDS)
    return (
        Fact("code", _("Receipt"), row.code),
        Fact("state", _("State"), row.get_state_display()),
        Fact("made_at", _("Reported"), row.made_at),
        *facts,
    )
