"""A member goes through the agreement clause by clause. A wrong answer explains and asks again; it never fails."""

from __future__ import annotations

import json
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from underrose.ground.ledger import recording
from underrose.ground.refusal import Refused
from underrose.ground.vault import sealing
from underrose.groups.models import Membership
from underrose.people import policy
from underrose.people.models import Actor
from underrose.safeguards.agreements.models import Edition, EditionClause, Passage
from underrose.safeguards.agreements.text import check_from


class Replaced(Refused):
    said = _("There is a newer edition of this agreement. Please start from your page again.")


class NoAnswer(Refused):
    said = _("Choose one of the answers. You can try as often as you like.")


@transaction.atomic
def go_through(
    clause: EditionClause, *, choice: int | None = None, membership: Membership, by: Actor, at: datetime
) -> Passage:
    """Go through one clause. Where it has a check, `choice` is the option's place; a right one lets go on.

    Raises Replaced, NoAnswer.
    """
    policy.require(by, "sign agreement", group_id=membership.group_id, member_id=membership.member_id, at=at)
    membership = Membership.objects.select_for_update().current().get(pk=membership.pk)
    if not Edition.objects.published().filter(pk=clause.edition_id, group=membership.group_id).exists():
        raise Replaced
    passage = Passage.objects.filter(membership=membership, clause=clause).first() or Passage(
        practice_id=membership.practice_id, subject_id=membership.subject_id, membership=membership, clause=clause
    )
    if passage.through_at:
        return passage
    check = check_from(json.loads(sealing.reveal(clause, "check_json") or "null"))
    if check and (choice is None or not 0 <= choice < len(check.options)):
        raise NoAnswer
    if check and choice is not None:
        sealing.seal(passage, tries=json.dumps([*tries_of(passage), choice]))
    if check is None or (choice is not None and check.options[choice].right):
        passage.through_at = at
    passage.save()
    recording.record(
        "clause of agreement gone through" if passage.through_at else "clause of agreement answered",
        by=by,
        at=at,
        about=passage,
    )
    return passage


def tries_of(passage: Passage) -> list[int]:
    """The options a member chose, in order."""
    found: list[int] = json.loads(sealing.reveal(passage, "tries") or "[]")
    return found
