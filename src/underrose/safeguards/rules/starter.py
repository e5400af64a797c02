"""Starter texts: clauses as files, with front matter that names source, review date and "not legal advice".

Refuses a file that lacks any of these. Knows no group: choosing what fits one is `for_group`'s plain rule.
"""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from underrose.groups.models import Group

_FENCE = "+++\n"
_NEEDED = ("id", "title", "source", "reviewed", "note")
RULES = Path(__file__).parent / "content" / "starter"


class Faulty(ValueError):
    """A content file that doesn't say what it must; the message names file and key."""


@dataclass(frozen=True, slots=True)
class Text:
    """One clause as its file has it."""

    id: str
    title: str
    words: str
    source: str
    reviewed: dt.date
    note: str
    more: Mapping[str, Any]


@lru_cache(maxsize=8)
def texts(folder: Path) -> tuple[Text, ...]:
    """Every text of a folder in the order of its file names. Raises Faulty."""
    return tuple(read(path) for path in sorted(folder.glob("*.md")))


def read(path: Path) -> Text:
    """One file: TOML front matter between two lines of `+++`, then the words. Raises Faulty."""
    parts = path.read_text(encoding="utf-8").split(_FENCE, 2)
    if len(parts) != 3 or parts[0]:
        raise Faulty(f"{path.name}: the front matter must stand between two lines of +++")
    front = tomllib.loads(parts[1])
    if missing := [key for key in _NEEDED if not front.get(key)]:
        raise Faulty(f"{path.name}: {', '.join(missing)} missing")
    more = {key: value for key, value in front.items() if key not in _NEEDED}
    return Text(words=parts[2].strip(), more=more, **{key: front[key] for key in _NEEDED})


def for_group(group: Group, folder: Path = RULES) -> tuple[Text, ...]:
    """The texts that fit a group: `for` in the front matter is all, online or part2."""
    fits = {"all"}
    if group.place != Group.Place.IN_PERSON:
        fits.add("online")
    if group.is_part2:
        fits.add("part2")
    return tuple(text for text in texts(folder) if text.more.get("for", "all") in fits)
