"""The machine: Python, disk, time."""

from __future__ import annotations

import shutil
import sys
import zoneinfo
from datetime import timedelta
from pathlib import Path

from django.conf import settings

from underrose.doors.cli.health.finding import Finding, fail, ok, warn
from underrose.ground import clock
from underrose.ground.ledger.models import Entry
from underrose.people.models import Practice

OLDEST_PYTHON = (3, 11)
_MIB = 1024 * 1024


def python() -> Finding:
    """The interpreter is one that we are tested with."""
    version = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info < OLDEST_PYTHON:
        return fail("Python", f"This is {version}; 3.11 or newer is needed.", "Install a newer Python.")
    return ok("Python", version)


def disk_space() -> Finding:
    """There is room to write: a full disk stops signing."""
    free = shutil.disk_usage(_existing(Path(settings.DATA_DIR))).free // _MIB
    mend = "Free some space, or move the data to a larger disk."
    if free < 200:
        return fail("Disk space", f"{free} MiB are free.", mend)
    if free < 2048:
        return warn("Disk space", f"{free} MiB are free.", mend)
    return ok("Disk space", f"{free // 1024} GiB are free")


def time_zones() -> Finding:
    """Each practice's time zone is known, so that sessions start when people think they do."""
    zones = set(Practice.objects.values_list("time_zone", flat=True)) | {"Europe/London", "America/New_York"}
    if unknown := sorted(zones - zoneinfo.available_timezones()):
        return fail("Time zones", f"Unknown: {', '.join(unknown)}.", "Install the tzdata package of the system or pip.")
    return ok("Time zones", "known")


def clock_() -> Finding:
    """The clock doesn't run behind what the ledger has already seen."""
    newest = Entry.objects.order_by("-at").values_list("at", flat=True).first()
    now = clock.now()
    if newest and newest > now + timedelta(minutes=5):
        behind = int((newest - now).total_seconds() // 60)
        return fail(
            "Clock",
            f"The ledger's newest entry lies {behind} minutes ahead of this machine's clock.",
            "Set the clock, and let the system keep it by NTP.",
        )
    return ok("Clock", now.strftime("%Y-%m-%d %H:%M UTC"))


def _existing(path: Path) -> Path:
    while not path.exists():
        path = path.parent
    return path
