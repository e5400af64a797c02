"""What the worker does every half minute: each room's `tick`, by name. One that fails never stops another."""

import logging
from collections.abc import Callable
from datetime import datetime

from underrose.ground.ledger import ticks as ledger
from underrose.ground.outbox import ticks as outbox
from underrose.ground.page import ticks as page
from underrose.ground.vault import ticks as vault
from underrose.groups import ticks as groups
from underrose.people import ticks as people
from underrose.safeguards.protection.retention import ticks as retention
from underrose.safeguards.reminders import ticks as reminders
from underrose.safeguards.rules.ties import ticks as ties

log = logging.getLogger(__name__)

TICKS: tuple[Callable[..., None], ...] = (
    people.tick,
    groups.tick,
    reminders.tick,
    outbox.tick,
    ledger.tick,
    page.tick,
    vault.tick,
    retention.tick,
    ties.tick,
)


def tick_all(*, at: datetime) -> None:
    """Run every tick once."""
    for tick in TICKS:
        try:
            tick(at=at)
        except Exception as error:  # noqa: BLE001  whatever it is, the others must run
            # Only the kind: an error's own words may quote a name.
            log.error("%s failed: %s", tick.__module__, type(error).__name__)
