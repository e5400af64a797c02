"""What the law asks of a permission, what is told with one, and by which rights something may be shared without one.

Read from one file, each line with its source. It knows no rows; it is not legal advice, and says so where it shows.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

_CONTENT = Path(__file__).parent / "content" / "law.toml"
NO_RIGHT = frozenset({"mistake", "none"})  # what nothing covers: the privacy officer looks at it


@dataclass(frozen=True, slots=True)
class Element:
    """One thing a permission has to hold."""

    key: str
    missing: str
    hipaa: str
    part2: str

    def source(self, *, is_part2: bool) -> str:
        """The sections that ask for it."""
        return f"{self.hipaa}; {self.part2}" if is_part2 else self.hipaa


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence on every permission of its kind."""

    key: str
    label: str
    words: str
    source: str
    only: str = ""


@dataclass(frozen=True, slots=True)
class Basis:
    """A right by which something may be shared without a permission."""

    key: str
    label: str
    source: str
    part2: bool
    counts: bool
    because: str = ""
    asks: str = ""

    @property
    def is_covered(self) -> bool:
        return self.key not in NO_RIGHT


@cache
def elements() -> Mapping[str, Element]:
    """What a permission has to hold, by the key of its field."""
    return {key: Element(key, **held) for key, held in _held()["elements"].items()}


@cache
def said() -> tuple[Said, ...]:
    """What stands on permissions, in order."""
    return tuple(Said(**held) for held in _held()["says"])


@cache
def bases() -> Mapping[str, Basis]:
    """The rights, by key, in the order in which they are offered."""
    return {held["key"]: Basis(**held) for held in _held()["bases"]}


def note() -> str:
    """What stands below every page that speaks of law."""
    held = _held()
    return f"{held['note']} {held['source']}. As read on {held['reviewed'].day} {held['reviewed']:%B %Y}."


@cache
def _held() -> dict[str, Any]:
    return tomllib.loads(_CONTENT.read_text())
