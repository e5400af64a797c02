"""The understanding check: a question after a clause, its answers, and why each is right or not.

There is no failing: a wrong answer explains and asks again. It refuses a check that can't be answered, or that has an
answer without a reason. It keeps nothing: what somebody chose is nobody's business.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


class Unanswerable(ValueError):
    """A check lacks its question, a second answer, a right one, or the reason of one."""


@dataclass(frozen=True, slots=True)
class Option:
    """One answer that can be chosen, and why it is right or not."""

    words: str
    right: bool
    because: str


@dataclass(frozen=True, slots=True)
class Check:
    """The question after a clause."""

    question: str
    options: tuple[Option, ...]

    def __post_init__(self) -> None:
        whole = self.question.strip() and all(one.words.strip() and one.because.strip() for one in self.options)
        if not whole or len(self.options) < 2 or not any(one.right for one in self.options):
            raise Unanswerable(self.question)

    def chosen(self, place: int | None) -> Option | None:
        """The answer at this place, or None where there is none."""
        return self.options[place] if place is not None and 0 <= place < len(self.options) else None

    @property
    def right(self) -> tuple[Option, ...]:
        return tuple(one for one in self.options if one.right)


def check_from(data: Mapping[str, Any] | None) -> Check | None:
    """The check that plain data means; None where there is none. Raises Unanswerable."""
    if not data:
        return None
    options = tuple(Option(one["words"], bool(one["right"]), one["because"]) for one in data["options"])
    return Check(data["question"], options)


def check_data(check: Check | None) -> dict[str, Any] | None:
    """A check as plain data, to be sealed."""
    if check is None:
        return None
    options = [{"words": one.words, "right": one.right, "because": one.because} for one in check.options]
    return {"question": check.question, "options": options}


def read(sealed: str) -> Check | None:
    """The check out of what was sealed. Raises Unanswerable."""
    return check_from(json.loads(sealed or "null"))


def written(check: Check | None) -> str:
    """A check as it is sealed; "" for none."""
    return json.dumps(check_data(check), ensure_ascii=False) if check else ""
