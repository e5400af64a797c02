"""Lock the running vault, and unlock it. Every process looks at its next request or turn, and then drops its keys.

To lock asks nobody and waits for nothing. To unlock needs the operator at the machine; with a passphrase, the
passphrase too. What Python freed is not wiped: whoever fears for the memory itself stops the service.
"""

from __future__ import annotations

from datetime import datetime

from underrose.ground.vault import keys, root, shut
from underrose.ground.vault.models import PracticeKey


def is_locked() -> bool:
    """Whether nothing may be opened now. In a locked house the process forgets its keys here. Raises UnknownHolder."""
    if not (shut.is_shut() or root.source().is_waiting):
        return False
    keys.forget()
    return True


def refuse_if_locked() -> None:
    """Raises root.Locked."""
    if is_locked():
        raise root.Locked()


def lock() -> None:
    """Shut the house for every process of this machine, from its next request on."""
    source = root.source()
    if isinstance(source, root.Passphrase):
        source.close()  # first, because it needs no room on any disk
    shut.shut()
    keys.forget()


def unlock(passphrase: str = "") -> datetime | None:
    """Open the house again, once its keys are proven to open. Returns since when it was shut.

    Raises root.KeyTrouble; then it stays locked. The first passphrase of an empty house is taken as it is.
    """
    source, since = root.source(), shut.since()
    if isinstance(source, root.Passphrase):
        source.open(passphrase) if source.has_passphrase else source.choose(passphrase)
    shut.lift()
    keys.forget()
    try:
        source.read()
        for row in PracticeKey.objects.all() if keys.known_roots() else ():
            keys.opened(row)
    except root.KeyTrouble:
        lock()
        raise
    return since
