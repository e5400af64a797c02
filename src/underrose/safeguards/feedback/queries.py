"""What other rooms may show: whom the members of a group can turn to."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from underrose.ground.vault import sealing
from underrose.safeguards.feedback.models import TrustedPerson


@dataclass(frozen=True, slots=True)
class Someone:
    """A person outside the group, as shown to its members."""

    id: uuid.UUID
    group_id: uuid.UUID
    name: str
    who: str
    reach: str


def someone_for(group_id: uuid.UUID) -> Someone | None:
    """Whom the members of this group can turn to, for the room's screen and the member's page. Two queries."""
    person = TrustedPerson.objects.living().filter(group=group_id).first()
    return shown(person) if person else None


def shown(person: TrustedPerson) -> Someone:
    """One person's words, opened."""
    words = sealing.open_all(person)
    return Someone(person.pk, person.group_id, words["name"], words["who"], words["reach"])
