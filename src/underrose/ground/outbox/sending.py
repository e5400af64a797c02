"""One round of the worker: claim, hand over, settle."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime

from underrose.ground.outbox import carriers, channels, leases
from underrose.ground.outbox.models import Delivery
from underrose.ground.vault import sealing

BATCH = 20

log = logging.getLogger(__name__)


def send_due(*, now: Callable[[], datetime], stopping: Callable[[], bool] = lambda: False) -> int:
    """Send what is due until nothing is left or it is time to stop. Says how many were handed over."""
    count = 0
    with channels.opened() as found:
        while not stopping() and (claimed := leases.claim(BATCH, which=found.claimable(), at=now())):
            for place, delivery in enumerate(claimed):
                if stopping():
                    leases.release(claimed[place:])
                    break
                carrier = found.of(delivery)
                if carrier is None:
                    leases.release([delivery])
                    continue
                count += _send(delivery, carrier, now)
    return count


def _send(delivery: Delivery, carrier: carriers.Carrier, now: Callable[[], datetime]) -> bool:
    if not leases.begin(delivery, at=now()):
        return False
    try:
        carrier.hand_over(_message(delivery))
    except carriers.NotTaken as error:
        settled = leases.failed(delivery, error.trouble, at=now())
    except carriers.TryAgain as error:
        settled = leases.try_again(delivery, error.trouble, at=now())
    except carriers.MayBeTaken as error:
        settled = leases.unclear(delivery, error.trouble, at=now())
    except sealing.Broken:
        settled = leases.failed(delivery, "can't be opened", at=now())
    else:
        settled = leases.accepted(delivery, at=now())
    if not settled:
        log.warning("delivery %s outlived its lease; it may go twice", delivery.pk)
    return True


def _message(delivery: Delivery) -> carriers.Message:
    return carriers.Message(id=delivery.message_id, written_at=delivery.due_at, **sealing.open_all(delivery))
