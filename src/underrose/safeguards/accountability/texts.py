"""The words of this room: the starter ladder from its file, and the answers that a report offers."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from django.utils.translation import gettext_lazy as _

FIELDS = ("title", "means", "decides", "takes", "you_can")
SAFE_NOW = {"yes": _("Yes"), "unsure": _("I am not sure"), "no": _("No")}
MAY_CONTACT = {"yes": _("Yes"), "in the room": _("Only in person"), "no": _("No")}


@cache
def _starter() -> tuple[tuple[tuple[str, str], ...], ...]:
    found = tomllib.loads((Path(__file__).parent / "content" / "ladder.toml").read_text("utf-8"))
    return tuple(tuple((name, step[name]) for name in FIELDS) for step in found["step"])


def starter_ladder() -> list[dict[str, str]]:
    """The steps of the starter ladder, from the mildest up; each call gives its own copy."""
    return [dict(step) for step in _starter()]
