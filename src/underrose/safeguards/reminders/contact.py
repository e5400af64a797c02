"""What a member's contact rules allow before a session: by which way, and in which words."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from underrose.ground.vault import sealing
from underrose.groups.models import Membership
from underrose.people import writing
from underrose.people.reaching import ContactRules
from underrose.people.writing import Way

__all__ = ["Contact", "Way", "contacts"]


@dataclass(frozen=True, slots=True)
class Contact:
    """One member's rules, as read from their sealed words, and the way that is open now."""

    way: Way
    rules: ContactRules = field(repr=False)


def contacts(
    memberships: Iterable[Membership], rules: Mapping[uuid.UUID, str] | None = None, *, ways: Collection[str]
) -> dict[uuid.UUID, Contact]:
    """{membership id: contact}; memberships come with their member. One query, or none where `rules` are opened.

    `ways` are the channels that carry something for their practice (outbox.channels.ways).
    """
    rows = list(memberships)
    if rules is None:
        opened = sealing.reveal_many({row.member for row in rows}, "contact_rules")
        rules = {row.pk: opened[row.member_id] for row in rows}
    read = {row.pk: ContactRules.read(rules[row.pk]) for row in rows}
    return {row.pk: Contact(writing.way(row.member, read[row.pk], ways=ways), read[row.pk]) for row in rows}
