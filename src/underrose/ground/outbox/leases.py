"""Who holds which message: claim, begin, settle. Each step is one short transaction, so that a crash loses none.

PLANNED --claim--> PLANNED with a lease --begin--> SENDING --settle--> ACCEPTED | FAILED | PLANNED (again later)
a lease that runs out while PLANNED: nothing was handed over, so it is simply free again
a lease that runs out while SENDING: it may have gone, so UNCLEAR, counted as a doubt, and sent once more
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import Case, F, Q, Value, When

from underrose.ground.outbox.channels import MISSING, carried
from underrose.ground.outbox.models import Delivery

# Longer than one message can take with every answer of the server as slow as the time-out allows.
LEASE = timedelta(minutes=5)
WAITS = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=20), timedelta(hours=1), timedelta(hours=3))
ATTEMPTS = len(WAITS) + 1
EMPTY = {"address": b"", "subject_line": b"", "words": b""}

FREE = {"lease": None, "lease_until": None}

State = Delivery.State


def claim(limit: int, *, which: Q | None = None, at: datetime) -> list[Delivery]:
    """Take up to `limit` due messages, of those `which` can be carried, for LEASE. Two workers never hold the same."""
    claimable = Delivery.objects.claimable(at).filter(which or Q())
    if not claimable.exists():  # so that idling takes no write lock
        return []
    lease = uuid.uuid4()
    with transaction.atomic():
        due = claimable.order_by("next_at")
        if connection.features.has_select_for_update_skip_locked:
            due = due.select_for_update(skip_locked=True)
        chosen = list(due.values_list("pk", flat=True)[:limit])
        claimable.filter(pk__in=chosen).update(lease=lease, lease_until=at + LEASE)
    return list(Delivery.objects.filter(lease=lease))


def begin(delivery: Delivery, *, at: datetime) -> bool:
    """Mark that the handing over begins. False where the lease was lost meanwhile, or the message withdrawn."""
    held = Delivery.objects.claimed(delivery).filter(state__in=(State.PLANNED, State.UNCLEAR), stale_at__gt=at)
    taken = held.update(state=State.SENDING, attempts=F("attempts") + 1, lease_until=at + LEASE)
    delivery.attempts += taken
    return bool(taken)


def accepted(delivery: Delivery, *, at: datetime) -> bool:
    """The server has taken it."""
    return _settle(delivery, state=State.ACCEPTED, trouble="", settled_at=at, **EMPTY)


def failed(delivery: Delivery, trouble: str, *, at: datetime) -> bool:
    """It will never be taken; unless an earlier attempt, in doubt, was."""
    return _settle(delivery, state=_unless_in_doubt(State.FAILED), trouble=trouble, settled_at=at, **EMPTY)


def try_again(delivery: Delivery, trouble: str, *, at: datetime) -> bool:
    """Not taken this time: again after a while, and given up after ATTEMPTS."""
    if delivery.attempts >= ATTEMPTS:
        return failed(delivery, f"gave up: {trouble}", at=at)
    return _settle(delivery, state=State.PLANNED, trouble=trouble, next_at=at + WAITS[delivery.attempts - 1])


def unclear(delivery: Delivery, trouble: str, *, at: datetime) -> bool:
    """The line broke after the words were handed over: it may have gone."""
    wait = WAITS[min(delivery.attempts, len(WAITS)) - 1]
    return _settle(delivery, state=State.UNCLEAR, trouble=trouble, next_at=at + wait, doubts=F("doubts") + 1)


def release(deliveries: Iterable[Delivery]) -> None:
    """Let go of what was claimed and not begun, so that nobody waits for the lease to run out."""
    for delivery in deliveries:
        Delivery.objects.claimed(delivery).exclude(state=State.SENDING).update(**FREE)


def sweep(*, at: datetime) -> None:
    """Put in order what crashes, time and settings left behind."""
    Delivery.objects.filter(state=State.SENDING, lease_until__lte=at).update(
        state=State.UNCLEAR, trouble="stopped while sending", doubts=F("doubts") + 1, next_at=at, **FREE
    )
    over = Delivery.objects.filter(state=State.UNCLEAR, settled_at=None)
    over.filter(stale_at__lte=at).update(settled_at=at, **EMPTY, **FREE)
    over.filter(attempts__gte=ATTEMPTS).update(settled_at=at, **EMPTY, **FREE)
    Delivery.objects.waiting().filter(stale_at__lte=at).update(
        state=_unless_in_doubt(State.SUPPRESSED), trouble="too late", settled_at=at, **EMPTY, **FREE
    )
    for channel in Delivery.Channel.values:
        _hold_or_free(channel)


def _hold_or_free(channel: str) -> None:
    ours, can_go = Delivery.objects.filter(channel=channel), carried(channel)
    ours.filter(can_go, state=State.HELD).update(state=State.PLANNED, trouble="")
    ours.filter(~can_go, state=State.PLANNED, lease=None).update(state=State.HELD, trouble=MISSING[channel])


def _unless_in_doubt(state: str) -> Case:
    return Case(When(doubts__gt=0, then=Value(State.UNCLEAR.value)), default=Value(state))


def _settle(delivery: Delivery, **changes: object) -> bool:
    held = Delivery.objects.claimed(delivery).filter(state=State.SENDING)
    return bool(held.update(**FREE, **changes))
