"""Section: one part of what the house keeps about a member, in words and in a form that programs read.

A room that keeps something about members offers `export.py` with `kept(member) -> Iterable[Section]`, and
`rose/exports.py` names it. A section that is left out says so and why: nothing is missing without a sentence. It knows
neither what is kept nor how the file looks.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.functional import Promise

Value = str | int | bool | dt.datetime | dt.date | None


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that is kept: its key for programs, its label for the member, and what it is."""

    key: str
    label: str | Promise
    value: Value

    @property
    def is_said(self) -> bool:
        return self.value not in (None, "")


Entry = tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """One part: its entries, and files that go with them by name. `left_out` says why something isn't in it."""

    key: str
    title: str | Promise
    sentence: str | Promise = ""
    entries: tuple[Entry, ...] = ()
    files: Mapping[str, bytes] = field(default_factory=dict)
    left_out: str | Promise = ""
