"""What a member's home offers: to say whether what they tell a leader alone may be brought up in the group."""

from __future__ import annotations

from django.utils.translation import gettext as _

from underrose.groups.models import Membership
from underrose.groups.petals import Step
from underrose.safeguards.rules.between import queries


def choice(membership: Membership) -> tuple[Step, ...]:
    """One step, that nobody has to take; done once they said something. One query."""
    said = queries.said(membership)
    sentence = _("May it be brought up in the group? Now it is: %s") % said.label
    return (
        Step(
            _("What you tell a leader alone"),
            sentence,
            "between:mine",
            (membership.pk,),
            done=said.said_at is not None,
            must=False,
        ),
    )
