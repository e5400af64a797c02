"""What the house does by itself for reminders: every tick it derives anew what is due."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from django.db.models import Q

from underrose.ground.refusal import Refused
from underrose.groups.models import GroupSession
from underrose.people.models import System
from underrose.safeguards.reminders import actions
from underrose.safeguards.reminders.models import Reminder

log = logging.getLogger(__name__)


def tick(*, at: datetime) -> None:
    """Plan for every session that starts soon, and mend what a moved or cancelled session left. Idempotent."""
    soon = Q(state=GroupSession.State.PLANNED, starts_at__gt=at, starts_at__lte=at + actions.AHEAD)
    # Messages that may no longer be true: their session moved, or is cancelled, and has not been long over.
    open_keys = Reminder.objects.living().filter(starts_at__gt=at - timedelta(days=1)).exclude(kind="cancelled")
    for session in GroupSession.objects.filter(soon | Q(pk__in=open_keys.values("session"))).order_by("starts_at"):
        try:
            actions.remind(session, by=System(session.practice_id, "worker"), at=at)
        except Refused as refused:
            # One group's label that tells must not keep the others from their reminders; its petal says missing.
            log.warning("session %s: reminders refused (%s)", session.pk, type(refused).__name__)
