"""What staff may open about one member, as doors on that member's page.

Each room adds one line: the act of the policy table, the URL name (its one argument is the membership's id), the words
on the door, and one sentence on what lies behind. It holds names alone, so that no room imports another. Whoever may
not do the act sees no door.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from underrose.groups.models import Membership
from underrose.groups.petals import Words
from underrose.people import policy
from underrose.people.models import Standing

DOORS: tuple[tuple[str, str, Words, Words], ...] = (
    (
        "name a person",
        "protection:name_a_person",
        _("Show who this is"),
        _("Name and contact, for a purpose that is kept."),
    ),
    (
        "set contact rules",
        "protection:reach",
        _("They told you how to reach them"),
        _("Write it down for them; they are asked whether it is right."),
    ),
    (
        "see permissions",
        "disclosures:about",
        _("What may be shared"),
        _("Permissions, and what was shared outside."),
    ),
    (
        "see between sessions",
        "between:about",
        _("Between sessions"),
        _("May what they tell you alone be brought up in the group?"),
    ),
    ("open notes", "notes:list", _("Notes"), _("Progress notes on this person, for the record.")),
    ("keep own notes", "notes:own_list", _("Own notes"), _("Sealed in your browser. Nobody but you reads them.")),
    (
        "open conflict review",
        "ethics:open_review",
        _("Somebody who leads knows this person"),
        _("A tie outside the group: somebody else decides what is done about it."),
    ),
    (
        "open safety worry",
        "circle:open_matter",
        _("Open a matter"),
        _("A case, a legal hold or a worry: looks under it are shown when it closes."),
    ),
    (
        "break the glass",
        "emergency:member",
        _("Emergency view"),
        _("Who this is and whom to call, for fifteen minutes. Somebody else is told at once."),
    ),
)


@dataclass(frozen=True, slots=True)
class Door:
    """One door, for the person who stands before it."""

    label: Words
    sentence: Words
    url: str


def doors(membership: Membership, viewer: Standing, *, at: datetime) -> tuple[Door, ...]:
    """The doors that open to this person, in the order of the tuple. No query."""
    return tuple(
        Door(label, sentence, reverse(url_name, args=[membership.pk]))
        for act, url_name, label, sentence in DOORS
        if _opens(act, membership.group_id, membership.member_id, viewer, at)
    )


def _opens(act: str, group_id: uuid.UUID, member_id: uuid.UUID, viewer: Standing, at: datetime) -> bool:
    return policy.may(viewer, act, group_id=group_id, member_id=member_id, at=at)
