"""Say whether what one tells the leaders between sessions may be brought up in the group. One entry each."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from underrose.ground.ledger import recording
from underrose.groups.models import Membership
from underrose.people import policy
from underrose.people.models import Actor, Staff
from underrose.safeguards.rules.between.models import Word


@transaction.atomic
def say(membership: Membership, says: str, *, by: Actor, at: datetime) -> Word:
    """A member says it, or a leader writes down what a member said aloud. Raises ValueError for anything else.

    What stands already is not said twice; the first "no" of all is what silence meant before, and is kept all the same,
    because somebody asked has answered.
    """
    act = "write down between sessions" if isinstance(by, Staff) else "choose between sessions"
    policy.require(by, act, group_id=membership.group_id, member_id=membership.member_id, at=at)
    membership = Membership.objects.select_for_update().current().get(pk=membership.pk)
    before = Word.objects.standing().filter(membership=membership).first()
    if before and before.says == says:
        return before
    if before:
        before.ended_at = at
        before.save()
    told_to = by if isinstance(by, Staff) else None
    word = Word(
        practice_id=membership.practice_id,
        membership=membership,
        says=Word.Says(says).value,
        said_at=at,
        told_to=told_to,
    )
    word.save(force_insert=True)
    recording.record("said about between sessions", by=by, at=at, about=word, rows=[before] if before else [])
    return word
