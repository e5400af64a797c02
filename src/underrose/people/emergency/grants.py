"""Whether an emergency view is open: what the policy asks where its table says `GLASS`."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db.models import Q

from underrose.people.emergency.models import Grant


def is_broken(staff_id: uuid.UUID, *, group_id: uuid.UUID | None, member_id: uuid.UUID | None, at: datetime) -> bool:
    """Whether this person has an open grant for this very group or member. One query; none where neither is named."""
    of_what = Q()
    if group_id is not None:
        of_what |= Q(group_id=group_id)
    if member_id is not None:
        of_what |= Q(member=member_id)
    return bool(of_what) and Grant.objects.open(at).filter(of_what, staff=staff_id, staff__is_active=True).exists()
