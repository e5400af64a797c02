"""What a member's own page says of permissions: one that waits for an answer, and where they all are."""

from __future__ import annotations

from django.utils.translation import gettext as _

from underrose.groups.models import Membership
from underrose.groups.petals import Step
from underrose.safeguards.protection.disclosures import queries


def steps(membership: Membership) -> tuple[Step, ...]:
    """One step. Somebody who is asked may say no; that too is an answer."""
    label = _("What may be shared")
    if queries.waiting_for(membership):
        return (Step(label, _("A leader asks for your permission. You can say no."), "disclosures:mine"),)
    said = _("What you permit us to tell others, and what was told.")
    return (Step(label, said, "disclosures:mine", must=False),)
