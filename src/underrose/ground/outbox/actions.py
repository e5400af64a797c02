"""Put a message into the outbox, or take it out again, in the transaction of the act that asks for it."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from underrose.ground.outbox import channels
from underrose.ground.outbox.models import Delivery
from underrose.ground.outbox.words import refuse_telling
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
    may_tell: bool = False,
) -> Delivery | None:
    """Plan one message. `key` is unique (person, kind, subject, step as ids); a second put of it does nothing.

    `subject_id` is the vault subject (the person's) that seals it; after `stale_at` it is no longer worth sending.
    `may_tell` frees the words, never the subject line, for what a law wants said plainly. Raises words.Telling.
    """
    refuse_telling(subject_line, "" if may_tell else words)
    goes_by = channels.domain_of(channel, practice_id)
    held = goes_by is None
    delivery = Delivery(
        practice_id=practice_id,
        subject_id=subject_id,
        key=key,
        channel=channel,
        state=Delivery.State.HELD if held else Delivery.State.PLANNED,
        trouble=channels.MISSING[channel] if held else "",
        message_id=channels.new_message_id(goes_by or "localhost"),
        due_at=due_at,
        next_at=due_at,
        stale_at=stale_at,
    )
    sealing.seal(delivery, address=address, subject_line=subject_line, words=words)
    Delivery.objects.bulk_create([delivery], ignore_conflicts=True)
    kept = Delivery.objects.only("pk").get(practice_id=practice_id, key=key)
    return delivery if kept.pk == delivery.pk else None


def withdraw(practice_id: uuid.UUID, keys: Iterable[str], *, at: datetime) -> int:
    """Suppress messages that are no longer wanted, and say how many. What is already in hand can't be called back."""
    return _suppress(Delivery.objects.waiting().filter(practice_id=practice_id, key__in=list(keys)), at)


def withdraw_from(practice_id: uuid.UUID, person_id: uuid.UUID, *, at: datetime) -> int:
    """Suppress every message to one person that still waits, and say how many: they changed how they may be reached."""
    return _suppress(Delivery.objects.waiting().filter(practice_id=practice_id, key__startswith=f"{person_id}:"), at)


def _suppress(waiting: QuerySet[Delivery, Delivery], at: datetime) -> int:
    return waiting.filter(lease=None).update(
        state=Delivery.State.SUPPRESSED, trouble="withdrawn", settled_at=at, address=b"", subject_line=b"", words=b""
    )


def fates(
    practice_ids: Iterable[uuid.UUID], keys: QuerySet[Any, Any]
) -> QuerySet[Delivery, tuple[uuid.UUID, str, str]]:
    """What became of messages, as (practice, key, state); keys as a query, so that both are asked together."""
    found = Delivery.objects.filter(practice_id__in=list(practice_ids), key__in=keys)
    return found.values_list("practice_id", "key", "state")


def fate(practice_id: uuid.UUID, keys: Iterable[str]) -> dict[str, str]:
    """What became of messages: {key: state}. What was never put is not in it."""
    found = Delivery.objects.filter(practice_id=practice_id, key__in=list(keys))
    return dict(found.values_list("key", "state"))
