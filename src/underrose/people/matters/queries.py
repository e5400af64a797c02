"""What is open, and which looks a member is shown meanwhile."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from datetime import datetime

from django.db.models import F, Q, QuerySet

from underrose.ground.ledger import recording
from underrose.ground.ledger.models import Look
from underrose.ground.refusal import Absent
from underrose.people import policy
from underrose.people.matters.actions import act_for
from underrose.people.matters.models import Kind, Matter
from underrose.people.models import Member, Staff, Standing


def open_matters(practice_id: uuid.UUID) -> QuerySet[Matter]:
    """All that is open in a practice, the next review first."""
    return Matter.objects.filter(practice_id=practice_id, closed_at=None).order_by("review_on", "opened_at")


def holds_on(
    practice_id: uuid.UUID, *, member_id: uuid.UUID, group_ids: Collection[uuid.UUID] = ()
) -> QuerySet[Matter]:
    """The open legal holds that keep a member's record: on them, on a group of theirs, on the whole practice."""
    theirs = Q(member=member_id) | Q(member=None, group_id__in=group_ids) | Q(member=None, group_id=None)
    return open_matters(practice_id).filter(theirs, kind=Kind.LEGAL_HOLD)


def seen_by(viewer: Standing, *, at: datetime) -> QuerySet[Matter]:
    """The open matters a member of staff may see: all for the privacy officer, a leader's own groups' worries."""
    found = open_matters(viewer.staff.practice_id)
    if policy.may(viewer, "see matters", at=at):
        return found
    groups = [group for group in viewer.groups if policy.may(viewer, "see matters", group_id=group, at=at)]
    return found.filter(kind=Kind.SAFETY_WORRY, group_id__in=groups)


def may_look_under(
    member_id: uuid.UUID, *, group_id: uuid.UUID | None, by: Staff | Standing, at: datetime
) -> list[Matter]:
    """The open matters under which this person may look at this member: those about them that they may also close."""
    practice_id = by.staff.practice_id if isinstance(by, Standing) else by.practice_id
    about = Q(member=member_id) | Q(member=None, group_id=group_id)
    return [
        matter
        for matter in open_matters(practice_id).filter(about)
        if policy.may(by, act_for("close", matter.kind), group_id=matter.group_id, at=at)
    ]


def handled(
    member_id: uuid.UUID, *, group_id: uuid.UUID | None, by: Staff | Standing, at: datetime
) -> uuid.UUID | None:
    """The matter that a look at this one member is made under, if who looks handles one; a worry comes first.

    For pages that show one member alone; one query where nothing is open. A naming asks, and says it by `under`.
    """
    found = may_look_under(member_id, group_id=group_id, by=by, at=at)
    first = max(found, key=lambda matter: (matter.kind == Kind.SAFETY_WORRY, matter.review_on), default=None)
    return first.pk if first else None


def under(
    matter_id: uuid.UUID | None, member_id: uuid.UUID, *, group_id: uuid.UUID | None, by: Staff, at: datetime
) -> uuid.UUID | None:
    """The id to hand to `recording.viewed(matter_id=…)`, checked: it is open, about them, and theirs to handle.

    Raises Absent.
    """
    if matter_id is None:
        return None
    if matter_id not in {matter.pk for matter in may_look_under(member_id, group_id=group_id, by=by, at=at)}:
        raise Absent
    return matter_id


def looks_shown_to(member: Member) -> QuerySet[Look]:
    """Who looked, as the member is shown it: what was done under an open matter is not among it, in no count either."""
    still_open = open_matters(member.practice_id).values("pk")
    looks = recording.looks(member.practice_id, member.pk)
    return looks.filter(Q(matter_id=None) | ~Q(matter_id__in=still_open)).order_by(F("at").desc(), F("id").desc())
