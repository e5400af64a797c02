"""All checks, in the order in which one would mend them. One that breaks is a finding and stops no other."""

from __future__ import annotations

from collections.abc import Callable

from django.db import OperationalError, ProgrammingError

from underrose.doors.cli.health import data, machine, reach
from underrose.doors.cli.health.finding import Finding, fail

Check = Callable[[], Finding]

CHECKS: tuple[tuple[str, Check], ...] = (
    ("Python", machine.python),
    ("Disk space", machine.disk_space),
    ("Time zones", machine.time_zones),
    ("Data folder", data.folder),
    ("Database", data.database),
    ("Tables", data.migrations),
    ("Clock", machine.clock_),
    ("Root key file", data.key_file),
    ("Lock", data.locked),
    ("Keys", data.keys_open),
    ("Recovery sheet", data.recovery_sheet),
    ("Backup", data.backup_age),
    ("Packs", data.packs),
    ("Public address", reach.public_address),
    ("Mail", reach.mail),
    ("SMS", reach.sms),
    ("Messages", reach.messages),
    ("Worker", reach.worker),
)


def examine() -> list[Finding]:
    """Run every check."""
    return [_one(name, check) for name, check in CHECKS]


def _one(name: str, check: Check) -> Finding:
    try:
        return check()
    except (OperationalError, ProgrammingError):
        return fail(name, "The database isn't ready to say.", "Start `underrose serve` once: it prepares the data.")
    except Exception as error:  # noqa: BLE001  a check that can't be made is a finding
        return fail(name, f"This could not be looked at ({type(error).__name__}).", "Mend what stands above it first.")
