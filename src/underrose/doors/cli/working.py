"""The worker: sends what is due, and ticks. Told to stop, it ends after the message it has in hand."""

import logging
import signal
import threading
import time
from types import FrameType

from django.db import close_old_connections

from underrose.doors.cli.ticks import tick_all
from underrose.ground import clock

TICK_SECONDS = 30
POLL_SECONDS = 3

log = logging.getLogger(__name__)


def once() -> None:
    """Do what is due now."""
    tick_all(at=clock.now())


def run() -> None:
    """Work until SIGTERM or SIGINT."""
    stop = threading.Event()

    def told(number: int, frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, told)
    signal.signal(signal.SIGINT, told)
    due = 0.0
    while not stop.is_set():
        close_old_connections()
        if time.monotonic() >= due:
            tick_all(at=clock.now())
            due = time.monotonic() + TICK_SECONDS
        stop.wait(POLL_SECONDS)
