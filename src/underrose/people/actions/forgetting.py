"""Take out of a member's row what finds them, once their key is destroyed: the keyed forms of mail and phone."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from underrose.ground.ledger import recording
from underrose.people import policy
from underrose.people.models import Actor, JoiningCard, Member, Staff


@transaction.atomic
def forget_members(member_ids: Iterable[uuid.UUID], *, by: Actor, at: datetime) -> list[Member]:
    """Nobody finds them by an address any more, no card and no session of theirs opens. Raises Absent."""
    policy.require(by, "confirm destruction", staff_id=by.pk if isinstance(by, Staff) else None, at=at)
    members = list(Member.objects.select_for_update().filter(pk__in=list(member_ids), practice=by.practice_id))
    cards = list(JoiningCard.objects.filter(member__in=members, ended_at=None))
    for card in cards:
        card.ended_at = at
        card.save(update_fields=["ended_at"])
    for member in members:
        member.mail_index = member.phone_index = None
        member.left_at = member.left_at or at
        member.session_epoch += 1
        member.save(update_fields=["mail_index", "phone_index", "left_at", "session_epoch"])
    if members:
        recording.record("members forgotten", by=by, at=at, rows=[*members, *cards])
    return members
