"""`underrose demo`: make the example in a folder of its own and serve it on loopback."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path

from underrose.ground.refusal import Refused

HOST = "127.0.0.1"
STEPS = 55  # what `progress` adds up to


def settle(port: int, data: Path) -> None:
    """Say where and how, before the settings are read."""
    os.environ["UNDERROSE_DATA"] = str(data.absolute())
    os.environ["UNDERROSE_PUBLIC_URL"] = f"http://{HOST}:{port}"
    os.environ["UNDERROSE_EXAMPLE_SWITCH"] = "True"
    # Mail of an example goes nowhere, whatever the operator's own house has set.
    os.environ.pop("UNDERROSE_MAIL_SERVER", None)


def make_apart(progress: Callable[[int], None] = lambda _steps: None) -> str:
    """Make the example in a process of its own; returns the JSON line with its secrets. Raises as `make` does.

    Setting a PDF starts threads. A server forked from a process that has set one would inherit their pool without the
    threads, and wait for them for ever at its own first PDF.
    """
    from django.db import connections

    connections.close_all()  # none may be used on both sides of a fork
    alone = multiprocessing.get_context("fork")
    ours, theirs = alone.Pipe(duplex=False)
    process = alone.Process(target=_tell, args=(theirs,))
    process.start()
    theirs.close()
    try:
        while isinstance(told := ours.recv(), int):
            progress(told)
    except EOFError:
        raise RuntimeError("The example could not be made.") from None
    finally:
        process.join()
    if isinstance(told, Exception):
        raise told
    return str(told)


def _tell(theirs: Connection) -> None:
    """Make the example; send each step, then the line or what went wrong."""
    try:
        theirs.send(make(theirs.send))
    except Refused as refusal:
        theirs.send(refusal)


def make(progress: Callable[[int], None] = lambda _steps: None) -> str:
    """Make the example anew; returns the JSON line with its secrets. Raises NotAnExample over a real practice."""
    from django.conf import settings

    from underrose.doors.demo import building, removing
    from underrose.ground import clock
    from underrose.people.models import Practice

    if Practice.objects.exists():
        removing.remove()
    return building.build(clock.now(), progress).as_json(settings.PUBLIC_URL)
