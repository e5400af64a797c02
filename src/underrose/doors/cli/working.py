"""The worker: sends what is due, and ticks. Told to stop, it ends after the message it has in hand."""

import logging
import select
import signal
import socket
import time
from pathlib import Path
from types import FrameType

from django.conf import settings
from django.db import close_old_connections

from underrose.doors.cli.health.reach import BEAT
from underrose.doors.cli.ticks import tick_all
from underrose.ground import clock
from underrose.ground.outbox import sending
from underrose.ground.vault import locking

TICK_SECONDS = 30
POLL_SECONDS = 3

log = logging.getLogger(__name__)


def once() -> None:
    """Do what is due now. Raises root.Locked."""
    locking.refuse_if_locked()
    tick_all(at=clock.now())
    sending.send_due(now=clock.now)


def run() -> None:
    """Work until SIGTERM or SIGINT. While the house is locked, nothing is opened and nothing is sent."""
    stop = _Told()
    next_tick = 0.0
    while not stop.is_set():
        close_old_connections()
        is_locked = locking.is_locked()
        if time.monotonic() >= next_tick:
            if not is_locked:
                tick_all(at=clock.now())
            (Path(settings.DATA_DIR) / BEAT).touch()
            next_tick = time.monotonic() + TICK_SECONDS
        if not is_locked:
            _send(stop)
        stop.wait(POLL_SECONDS)


class _Told:
    """Whether we were told to stop. Not a threading.Event: its lock, taken again by a handler, would never be free."""

    def __init__(self) -> None:
        self._is_told = False
        self._ear, mouth = socket.socketpair()
        mouth.setblocking(False)
        self._mouth = mouth
        signal.set_wakeup_fd(mouth.fileno(), warn_on_full_buffer=False)
        signal.signal(signal.SIGTERM, self._told)
        signal.signal(signal.SIGINT, self._told)

    def is_set(self) -> bool:
        return self._is_told

    def wait(self, seconds: float) -> None:
        select.select([self._ear], [], [], 0 if self._is_told else seconds)

    def _told(self, number: int, frame: FrameType | None) -> None:
        self._is_told = True


def _send(stop: _Told) -> None:
    try:
        sending.send_due(now=clock.now, stopping=lambda: stop.is_set() or locking.is_locked())
    except Exception as error:  # noqa: BLE001  the next round may go better; the words may quote an address
        log.error("sending failed: %s", type(error).__name__)
