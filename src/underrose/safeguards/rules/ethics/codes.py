"""Professional codes by number, with links and how we know of each: a list to look up, never their text."""

from __future__ import annotations

import datetime as dt
import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

from underrose.groups.petals import Words

_CONTENT = Path(__file__).parent / "content" / "codes.toml"


class Known(StrEnum):
    """How we know what a number of a code is about."""

    SOURCE = "source"
    SECOND_HAND = "second hand"
    NOT_READ = "not read"


SAID: dict[Known, tuple[Words, str]] = {
    Known.SOURCE: (_("Read in its own words"), "in place"),
    Known.SECOND_HAND: (_("Read as others quote it"), "note"),
    Known.NOT_READ: (_("Not read for this list: look it up"), "waiting"),
}


@dataclass(frozen=True, slots=True)
class Point:
    """One number of a code, in few words of ours."""

    number: str
    about: str
    known: Known

    @property
    def said(self) -> Words:
        """How we know it, in words."""
        return SAID[self.known][0]

    @property
    def state(self) -> str:
        """The colour of its tag, as the checks draw it."""
        return SAID[self.known][1]


@dataclass(frozen=True, slots=True)
class Code:
    """One code, whose it is, and where it stands."""

    name: str
    body: str
    year: str
    url: str
    points: tuple[Point, ...]


def codes() -> tuple[Code, ...]:
    """Every code of the list, in its order."""
    return tuple(_code(held) for held in _read()["code"])


def looked_at() -> dt.date:
    """When the list was looked at."""
    found: dt.date = _read()["looked_at"]
    return found


def _code(held: dict[str, Any]) -> Code:
    points = tuple(Point(one["number"], one["about"], Known(one["read"])) for one in held["points"])
    return Code(held["name"], held["body"], held["year"], held["url"], points)


@cache
def _read() -> dict[str, Any]:
    return tomllib.loads(_CONTENT.read_text())
