"""One writer at a time, over all processes and threads: a lock on a file beside the database (flock(2)).

It refuses to wait for ever: a writer that hangs must not hang the house. The kernel frees it when its holder dies.
"""

from __future__ import annotations

import fcntl
import os
import threading
from pathlib import Path


class WriteLock:
    """The lock as one connection sees it. Each connection has its own handle, so threads exclude each other too."""

    def __init__(self, path: Path, *, seconds: float) -> None:
        self.path = path
        self.seconds = seconds
        self.is_held = False
        self._handle = -1
        self._process = 0

    def take(self) -> bool:
        """Wait for the lock. False after `seconds` in vain."""
        if self._handle < 0 or self._process != os.getpid():  # after a fork the handle is the parent's too
            self._handle = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            self._process = os.getpid()
        try:
            fcntl.flock(self._handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            self.is_held = True
        except BlockingIOError:
            self.is_held = self._wait()
        return self.is_held

    def give_back(self) -> None:
        """Let the next writer in."""
        if self.is_held:
            self.is_held = False
            fcntl.flock(self._handle, fcntl.LOCK_UN)

    def close(self) -> None:
        """Give back and drop the handle."""
        self.give_back()
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1

    def __enter__(self) -> WriteLock:
        if not self.take():
            raise TimeoutError(f"{self.path} stayed locked")
        return self

    def __exit__(self, *_error: object) -> None:
        self.give_back()

    def _wait(self) -> bool:
        """Sleep in the kernel's queue, which wakes at once; a poll would come late and let the busiest writer win."""
        waiter = _Waiter(self._handle)
        waiter.start()
        is_ours = False
        try:
            is_ours = waiter.wait(self.seconds)
        finally:
            if not is_ours:  # too late, or interrupted: the waiter gives its handle back when its turn comes
                waiter.abandon()
                self._handle = -1
        return is_ours


class _Waiter(threading.Thread):
    """Takes a lock for a thread that can't wait without a limit, because flock(2) knows none."""

    def __init__(self, handle: int) -> None:
        super().__init__(daemon=True)
        self._handle = handle
        self._is_done = threading.Event()
        self._is_abandoned = False
        self._decide = threading.Lock()

    def wait(self, seconds: float) -> bool:
        return self._is_done.wait(seconds)

    def abandon(self) -> None:
        with self._decide:
            self._is_abandoned = True
            if self._is_done.is_set():
                os.close(self._handle)

    def run(self) -> None:
        fcntl.flock(self._handle, fcntl.LOCK_EX)
        with self._decide:
            self._is_done.set()
            if self._is_abandoned:
                os.close(self._handle)
