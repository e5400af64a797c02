"""What the worker does every half minute: each room's `tick`, by name. One that fails never stops another."""

import logging
from collections.abc import Callable
from datetime import datetime

log = logging.getLogger(__name__)

TICKS: tuple[Callable[..., None], ...] = ()


def tick_all(*, at: datetime) -> None:
    """Run every tick once."""
    for tick in TICKS:
        try:
            tick(at=at)
        except Exception as error:
            # Only the kind: an error's own words may quote a name.
            log.error("%s failed: %s", tick.__module__, type(error).__name__)
