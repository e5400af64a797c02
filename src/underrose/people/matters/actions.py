"""Open a matter, keep it open longer, close it. While it is open, looks made under it are not shown to the member.

The right to hear who looked gives way for a time where telling would harm: a person's safety (45 CFR 164.524(a)(3)),
an inquiry by an authority (164.528(a)(2)). It gives way no longer than that, so each matter has a day of review.
"""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from underrose.ground.ledger import recording
from underrose.ground.refusal import Absent, Refused
from underrose.ground.vault import sealing
from underrose.people import policy
from underrose.people.matters.models import Kind, Matter
from underrose.people.models import Actor, Member

REVIEWED_EVERY = timedelta(days=30)


class NoReason(Refused):
    said = _("Say why, in a few words. They are kept sealed.")


class AboutNobody(Refused):
    said = _("Say whom or which group this is about.")


class IsClosed(Refused):
    said = _("This matter is closed already.")


@transaction.atomic
def open_matter(
    kind: str,
    *,
    practice_id: uuid.UUID,
    reason: str,
    member: Member | None = None,
    group_id: uuid.UUID | None = None,
    by: Actor,
    at: datetime,
) -> Matter:
    """Open a matter about a member, a group, or (a legal hold alone) the practice.

    A leader names the group by whose right they open a worry about a member. Raises Absent, NoReason, AboutNobody.
    """
    if by.practice_id != practice_id or (member is not None and member.practice_id != practice_id):
        raise Absent
    policy.require(by, act_for("open", kind), group_id=group_id, at=at)
    if not reason.strip():
        raise NoReason
    if member is None and group_id is None and kind != Kind.LEGAL_HOLD:
        raise AboutNobody
    matter = Matter(
        practice_id=practice_id,
        subject_id=sealing.subject(practice_id, "case", at=at),
        kind=Kind(kind),
        member=member,
        group_id=group_id,
        opened_by=by.ref,
        opened_at=at,
        review_on=(at + REVIEWED_EVERY).date(),
    )
    sealing.seal(matter, reason=reason.strip())
    matter.save(force_insert=True)
    recording.record("matter opened", by=by, at=at, about=matter)
    return matter


@transaction.atomic
def keep_open(matter: Matter, *, by: Actor, at: datetime) -> None:
    """Looked at again, and still needed: the next review is a month away. Raises Absent, IsClosed."""
    matter = _open(matter, by, at)
    matter.review_on = (at + REVIEWED_EVERY).date()
    matter.save(update_fields=["review_on"])
    recording.record("matter kept open", by=by, at=at, about=matter)


@transaction.atomic
def close_matter(matter: Matter, *, by: Actor, at: datetime) -> None:
    """Close it: from now on the member's list shows the looks made under it. Raises Absent, IsClosed."""
    matter = _open(matter, by, at)
    matter.closed_at = at
    matter.save(update_fields=["closed_at"])
    recording.record("matter closed", by=by, at=at, about=matter)


def act_for(verb: str, kind: str) -> str:
    """The policy table's word: leaders may open and close a worry, the privacy officer everything."""
    return f"{verb} safety worry" if kind == Kind.SAFETY_WORRY else f"{verb} matter"


def _open(matter: Matter, by: Actor, at: datetime) -> Matter:
    if by.practice_id != matter.practice_id:
        raise Absent
    policy.require(by, act_for("close", matter.kind), group_id=matter.group_id, at=at)
    matter = Matter.objects.select_for_update().get(pk=matter.pk)
    if matter.closed_at is not None:
        raise IsClosed
    return matter
