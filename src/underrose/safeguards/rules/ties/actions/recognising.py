"""Look round before a session begins, and say in one press whether one wants a word. Everybody is asked the same."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from underrose.ground.ledger import recording
from underrose.ground.refusal import Absent
from underrose.ground.vault import sealing
from underrose.groups.models import GroupSession, Membership
from underrose.people import policy
from underrose.people.models import Member
from underrose.safeguards.rules.ties import papers
from underrose.safeguards.rules.ties.models import Recognition


@transaction.atomic
def look_round(
    session: GroupSession, membership: Membership, *, wants_word: bool, by: Member, at: datetime
) -> Recognition:
    """Keep one member's answer, sealed and of one size; another press changes it. Raises Absent."""
    session = GroupSession.objects.select_for_update(of=("self",)).get(pk=session.pk)
    is_over = session.state not in (GroupSession.State.PLANNED, GroupSession.State.OPEN)
    if membership.member_id != by.pk or membership.group_id != session.group_id or is_over:
        raise Absent
    policy.require(by, "look round", group_id=session.group_id, member_id=membership.member_id, at=at)
    row = Recognition.objects.filter(session=session, membership=membership).first() or Recognition(
        practice_id=session.practice_id, subject_id=membership.subject_id, session=session, membership=membership
    )
    row.answered_at = at
    sealing.seal(row, answer=papers.padded({"answer": "word" if wants_word else "no"}, papers.ANSWER))
    row.save()
    recording.record("looked round", by=by, at=at, about=row)
    return row
