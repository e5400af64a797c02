"""What `underrose unlock` and the commands about passphrases do, with their questions."""

from __future__ import annotations

import click
from django.db import transaction

from underrose.ground import clock
from underrose.ground.ledger import recording
from underrose.ground.vault import keys, locking, root
from underrose.people.models import Practice, System


def unlock(passphrase: str | None = None) -> str:
    """Ask what must be asked, unlock, and let each practice's ledger say so. Raises root.KeyTrouble."""
    source = root.source()
    if isinstance(source, root.Passphrase) and passphrase is None:
        passphrase = _ask(source)
    since = locking.unlock(passphrase or "")
    _record(since.isoformat() if since else "")
    return "Unlocked. Every process goes on at its next request."


def new_passphrase() -> str:
    """Asked for twice. Raises Abort."""
    return str(click.prompt("A new passphrase, 16 characters or more", hide_input=True, confirmation_prompt=True))


def _ask(source: root.Passphrase) -> str:
    if source.has_passphrase:
        return str(click.prompt("Passphrase", hide_input=True))
    click.echo("This house has no passphrase yet. Without it, and without paper, nobody opens what it seals.")
    return new_passphrase()


def _record(since: str) -> None:
    """Afterwards, because a locked house can't write its ledger and a lock must not wait for one."""
    if not keys.known_roots():
        return
    for practice_id in Practice.objects.values_list("pk", flat=True):
        with transaction.atomic():
            recording.record(
                "house unlocked", by=System(practice_id, "operator"), at=clock.now(), details={"locked since": since}
            )
