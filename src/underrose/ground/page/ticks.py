"""What the worker does for pages every half minute."""

from datetime import datetime

from underrose.ground.page import once


def tick(*, at: datetime) -> None:
    """Forget which forms were handed in yesterday."""
    once.forget(at=at)
