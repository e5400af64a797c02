"""What is written down of one disclosure: plain values, sealed as JSON and never logged."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """To whom, what, what for; and what the chosen right asks to be written down."""

    recipient: str = ""
    reach: str = ""
    what: str = ""
    purpose: str = ""
    reason: str = ""

    def sealed(self) -> str:
        """As it is sealed."""
        return json.dumps(asdict(self), sort_keys=True)

    @classmethod
    def read(cls, words: str) -> Words:
        """From what was sealed."""
        return cls(**json.loads(words))

    def __repr__(self) -> str:
        return "Words()"


@dataclass(frozen=True, slots=True)
class Quiet:
    """An office asked that the person isn't told for a time (45 CFR 164.528(a)(2))."""

    until: dt.date
    is_written: bool
