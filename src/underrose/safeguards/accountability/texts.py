"""The starter ladder, from its file: words that a practice edits before it publishes them."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

FIELDS = ("title", "means", "decides", "takes", "you_can")


@cache
def _starter() -> tuple[tuple[tuple[str, str], ...], ...]:
    found = tomllib.loads((Path(__file__).parent / "content" / "ladder.toml").read_text("utf-8"))
    return tuple(tuple((name, step[name]) for name in FIELDS) for step in found["step"])


def starter_ladder() -> list[dict[str, str]]:
    """The steps of the starter ladder, from the mildest up; each call gives its own copy."""
    return [dict(step) for step in _starter()]
