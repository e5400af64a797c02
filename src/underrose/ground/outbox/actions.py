"""Put a message into the outbox, in the transaction of the act that asks for it."""

from __future__ import annotations

import uuid
from datetime import datetime

from underrose.ground.outbox.models import Delivery
from underrose.ground.vault import sealing


def put(
    *,
    practice_id: uuid.UUID,
    subject_id: uuid.UUID,
    key: str,
    address: str,
    subject_line: str,
    words: str,
    at: datetime,
    due_at: datetime,
    stale_at: datetime,
    channel: str = Delivery.Channel.MAIL,
) -> Delivery | None:
    """Plan one message. `key` is unique (person, kind, subject, step as ids); a second put of it does nothing.

    `subject_id` is the vault subject (the person's) that seals it; after `stale_at` it is no longer worth sending.
    """
    if Delivery.objects.filter(practice_id=practice_id, key=key).exists():
        return None
    delivery = Delivery(
        practice_id=practice_id, subject_id=subject_id, key=key, channel=channel, due_at=due_at, stale_at=stale_at
    )
    delivery.message_id = f"<{uuid.uuid4()}@localhost>"
    sealing.seal(delivery, address=address, subject_line=subject_line, words=words)
    delivery.save(force_insert=True)
    return delivery
