"""Destroy the details of every entry until now, for good. Proofs stay valid: the tree holds their hashes alone."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from underrose.ground.ledger import heads, recording
from underrose.ground.ledger.models import Entry, Head
from underrose.ground.vault import sealing


@transaction.atomic
def shred_details(*, by: recording.Actor, at: datetime) -> Entry:
    """Shred the key of a practice's details and seal the next ones under a new key. The act itself is recorded."""
    old = heads.hold(by.practice_id, at=at)
    Head.objects.filter(pk=by.practice_id).update(subject_id=sealing.subject(by.practice_id, "ledger", at=at))
    sealing.shred(old.subject_id, at=at)
    return recording.record("details of the ledger shredded", by=by, at=at)
