"""A practice's own mail server: kept sealed, opened for a round of sending, forgotten for good when it is changed.

Each keeping has a vault subject of its own and destroys the former one, so that an old password lies in no backup's
data either. Who may keep one is asked on the floor above. The ledger says that it was kept, never what was typed.
"""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import transaction

from underrose.ground.ledger import recording
from underrose.ground.outbox.mail import Server, domain
from underrose.ground.outbox.models import MailServer
from underrose.ground.vault import sealing


def of(practice_id: uuid.UUID) -> Server | None:
    """A practice's own mail server, opened. Raises sealing.Broken."""
    row = MailServer.objects.filter(practice_id=practice_id).first()
    return Server(port=row.port, encryption=row.encryption, **sealing.open_all(row)) if row else None


def readable(practice_id: uuid.UUID) -> Server | None:
    """The same, and None for one that can't be opened any more: it can still be set anew."""
    try:
        return of(practice_id)
    except sealing.Broken:
        return None


@transaction.atomic
def keep(practice_id: uuid.UUID, server: Server, *, by: recording.Actor, at: datetime) -> MailServer:
    """Keep a practice's mail server, instead of the one it may have."""
    row = MailServer.objects.select_for_update().filter(practice_id=practice_id).first()
    if row is None:
        row = MailServer(practice_id=practice_id)
    else:
        sealing.shred(row.subject_id, at=at)
    row.subject_id = sealing.subject(practice_id, "mail", at=at)
    row.port, row.encryption, row.domain, row.set_at = server.port, server.encryption, domain(server.sender), at
    row.host = row.user = row.password = row.sender = b""  # what the destroyed key sealed
    sealing.seal(row, host=server.host, user=server.user, password=server.password, sender=server.sender)
    row.save()
    recording.record("mail set", by=by, at=at, about=row)
    return row


@transaction.atomic
def drop(practice_id: uuid.UUID, *, by: recording.Actor, at: datetime) -> bool:
    """Forget a practice's mail server for good. False where there was none."""
    row = MailServer.objects.select_for_update().filter(practice_id=practice_id).first()
    if row is None:
        return False
    recording.record("mail removed", by=by, at=at, about=row, gone=[row])
    sealing.shred(row.subject_id, at=at)
    row.delete()
    return True
