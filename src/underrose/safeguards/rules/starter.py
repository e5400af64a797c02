"""Starter texts: clauses as files, with front matter that names source, review date and "not legal advice".

Refuses a file that lacks any of these, or is for a set that nobody knows. Which texts fit a group is a plain rule here.
"""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from underrose.groups.models import Group

_FENCE = "+++\n"
_NEEDED = ("id", "title", "source", "reviewed", "note")
# A set of rules is what is for all, and its own texts; of two texts with one id the set that stands later here wins.
SETS = ("all", "in-person", "online", "part2", "adolescent")
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

    @property
    def set(self) -> str:
        """The set that it belongs to."""
        return str(self.more.get("for", SETS[0]))


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
    if front.get("for", SETS[0]) not in SETS:
        raise Faulty(f"{path.name}: for must be one of {', '.join(SETS)}")
    more = {key: value for key, value in front.items() if key not in _NEEDED}
    return Text(words=parts[2].strip(), more=more, **{key: front[key] for key in _NEEDED})


def chosen(sets: Collection[str], folder: Path = RULES) -> tuple[Text, ...]:
    """The texts of some sets, one for each id: where two fit, the more special one stands in the other's place."""
    found: dict[str, Text] = {}
    for text in texts(folder):
        if text.set not in sets:
            continue
        other = found.get(text.id)
        if other is None or SETS.index(text.set) > SETS.index(other.set):
            found[text.id] = text
    return tuple(found.values())


def sets_of(group: Group) -> frozenset[str]:
    """The sets that follow from what the house knows of a group: where it meets, and 42 CFR Part 2."""
    found = {"all"}
    if group.place != Group.Place.ONLINE:
        found.add("in-person")
    if group.place != Group.Place.IN_PERSON:
        found.add("online")
    if group.is_part2:
        found.add("part2")
    return frozenset(found)


def for_group(group: Group, folder: Path = RULES, *, also: Collection[str] = ()) -> tuple[Text, ...]:
    """The texts that fit a group; `also` names sets that somebody has to choose: "adolescent"."""
    return chosen(sets_of(group) | set(also), folder)
