"""`underrose demo`: make the example in a folder of its own and serve it on loopback."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

HOST = "127.0.0.1"
STEPS = 55  # what `progress` adds up to


def settle(port: int, data: Path) -> None:
    """Say where and how, before the settings are read."""
    os.environ["UNDERROSE_DATA"] = str(data.absolute())
    os.environ["UNDERROSE_PUBLIC_URL"] = f"http://{HOST}:{port}"
    os.environ["UNDERROSE_EXAMPLE_SWITCH"] = "True"
    # Mail of an example goes nowhere, whatever the operator's own house has set.
    os.environ.pop("UNDERROSE_MAIL_SERVER", None)


def make(progress: Callable[[int], None] = lambda _steps: None) -> str:
    """Make the example anew; returns the JSON line with its secrets. Raises NotAnExample over a real practice."""
    from django.conf import settings

    from underrose.doors.demo import building, removing
    from underrose.ground import clock
    from underrose.people.models import Practice

    if Practice.objects.exists():
        removing.remove()
    return building.build(clock.now(), progress).as_json(settings.PUBLIC_URL)
