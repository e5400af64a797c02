"""What goes with every file that leaves the house about a group under 42 CFR Part 2: the law's own statement.

A room that makes a file asks here and sets what it gets into the file; "" means that nothing has to be said. A test
opens every file of the house for such a group and fails where the statement is missing. Papers that name nobody, and
cards, which have to stay neutral, are no such files.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from underrose.groups.models import Group

_CONTENT = Path(__file__).parent / "content" / "part2.toml"


def statement(group: Group, *, short: bool = False) -> str:
    """The statement of 42 CFR 2.32(a) for a file about this group; "" for a group that isn't under Part 2.

    `short` is the second of the law's two wordings, for a file that has room for one line alone.
    """
    return statement_of([group], short=short)


def statement_of(groups: Iterable[Group], *, short: bool = False) -> str:
    """The same for a file about several groups: one of them is enough."""
    return _words()["short" if short else "whole"] if any(group.is_part2 for group in groups) else ""


@cache
def _words() -> dict[str, str]:
    held = tomllib.loads(_CONTENT.read_text())
    return {name: " ".join(line for line in held[name].split("\n") if line) for name in ("whole", "short")}
