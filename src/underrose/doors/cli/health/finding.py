"""One line of the doctor's letter."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    OK = "ok"
    WARN = "warn"
    FAIL = "fail"


@dataclass(frozen=True, slots=True)
class Finding:
    """What was looked at, how it stands, why, and what mends it."""

    name: str
    level: Level
    why: str
    mend: str = ""

    def as_json(self) -> dict[str, str]:
        """Plain values for programs."""
        return {"name": self.name, "status": self.level, "why": self.why, "fix": self.mend}


def ok(name: str, why: str) -> Finding:
    return Finding(name, Level.OK, why)


def warn(name: str, why: str, mend: str) -> Finding:
    return Finding(name, Level.WARN, why, mend)


def fail(name: str, why: str, mend: str) -> Finding:
    return Finding(name, Level.FAIL, why, mend)
