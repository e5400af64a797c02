"""What ends with a membership: the pause that still lasts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from underrose.groups.models import Membership, Pause


def end_pauses(memberships: Iterable[Membership], at: datetime) -> list[Pause]:
    """End the pauses of memberships that end; whoever ends these records them, in the same transaction."""
    found = list(Pause.objects.select_for_update().filter(membership__in=list(memberships), until=None))
    for one in found:
        one.until = max(at, one.since)
        one.save(update_fields=["until"])
    return found
