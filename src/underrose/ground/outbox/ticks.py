"""What the worker does for the outbox every half minute."""

from datetime import datetime

from underrose.ground.outbox import leases


def tick(*, at: datetime) -> None:
    """Put in order what crashes, time and settings left behind."""
    leases.sweep(at=at)
