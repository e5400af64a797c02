"""Whose card is whose: the people of a list who have not come in yet, by the name that the list gave them.

Until they choose a name, nothing else tells them apart, and a card names nobody. It refuses whoever has come in: from
then on only naming with a purpose tells who they are.
"""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from underrose.ground.ledger import recording
from underrose.ground.vault import sealing
from underrose.groups.models import Membership
from underrose.groups.roster.models import RosterImport
from underrose.people import policy
from underrose.people.models import JoiningCard, Staff

SEEN_FOR_CARDS = "names seen for cards"  # how the entry of this view is called


@dataclass(frozen=True, slots=True)
class Waiting:
    """Somebody who is to get a card; `card_id` is their living one's, if it was made already."""

    membership_id: uuid.UUID
    legal_name: str
    card_id: uuid.UUID | None


@transaction.atomic
def waiting(found: RosterImport, *, by: Staff, at: datetime) -> list[Waiting]:
    """Who of a list has not come in yet, by name; each look is an entry that they can see. Raises Absent."""
    policy.require(by, "make joining card", group_id=found.group_id, at=at)
    ids = json.loads(sealing.reveal(found, "came_of_it") or "[]")
    rows = Membership.objects.current().filter(pk__in=ids, member__joined_at=None).select_related("member")
    memberships = list(rows)
    if not memberships:
        return []
    members = [membership.member for membership in memberships]
    names = sealing.reveal_many(members, "legal_name")
    cards = dict(JoiningCard.objects.filter(member__in=members, ended_at=None).values_list("member", "pk"))
    recording.viewed(SEEN_FOR_CARDS, by=by, at=at, about=found, subjects=[member.pk for member in members])
    people = [Waiting(row.pk, names[row.member_id], cards.get(row.member_id)) for row in memberships]
    return sorted(people, key=lambda person: person.legal_name.casefold())
