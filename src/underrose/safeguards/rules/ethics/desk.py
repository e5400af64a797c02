"""What waits on the ethics desk for one person: to decide, to answer, to follow up. Nothing that they weren't told."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.utils.translation import gettext as _

from underrose.groups import label
from underrose.groups.due import Due
from underrose.groups.models import Group
from underrose.people.models import Standing
from underrose.safeguards.rules.ethics.models import ConflictReview, Consultation


def due(viewer: Standing, at: datetime) -> Sequence[Due]:
    """Each review and each request that waits for this very person. Two queries."""
    today = at.astimezone(ZoneInfo(viewer.staff.practice.time_zone)).date()
    found: list[Due] = []
    rows = ConflictReview.objects.seen_by(viewer.staff).filter(Q(settled_at=None) | Q(look_again_on__lte=today))
    for review in rows.select_related("membership__group").order_by("opened_at"):
        said, is_late = "", False
        if review.state == ConflictReview.State.CONSENT:
            said = _("A decision waits for the member’s consent.")
        elif review.state == ConflictReview.State.SETTLED:
            said, is_late = _("A settled review is to be looked at again."), True
        elif review.decider_id == viewer.staff.pk:
            said = _("A conflict review waits for your decision.")
        if said:
            found.append(Due(1, _said(review.membership.group, said), "ethics:review", (review.pk,), is_late=is_late))
    asked = Q(asked_of=viewer.staff, state="asked")
    answered = Q(asked_by=viewer.staff, state="answered") & (Q(follow_up_on=None) | Q(follow_up_on__lte=today))
    outside = Q(asked_by=viewer.staff, asked_of=None, state="asked", answer_by__lte=today)
    requests = Consultation.objects.filter(asked | answered | outside).select_related("group")
    for row in requests.order_by("asked_at"):
        if row.state == Consultation.State.ANSWERED:
            said, is_late = _("An answer is here. What comes of it?"), row.follow_up_on is not None
        elif row.asked_of_id:
            said = _("Somebody asks you for advice.")
            is_late = row.answer_by is not None and row.answer_by < today
        else:
            said, is_late = _("What did the colleague outside say? Write it down."), True
        found.append(Due(1, _said(row.group, said), "ethics:consultation", (row.pk,), is_late=is_late))
    return sorted(found, key=lambda one: not one.is_late)


def _said(group: Group, what: str) -> str:
    """Which of several it is; a group by what stands outside, so that nothing has to be opened for it."""
    return _("%(what)s (%(group)s)") % {"what": what, "group": label.outside(group)}
