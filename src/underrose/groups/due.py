"""Due: one thing that waits for somebody, as a desk shows it.

A room with something that can wait offers `desk.py` with `due(viewer, at) -> Sequence[Due]`: what waits for this very
person, and nothing that they may not know. It asks a constant number of queries.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class Due:
    """How many wait, one sentence, and where they are done. `is_late` for what should have been done by now."""

    count: int
    sentence: str | Promise
    url_name: str
    args: tuple[object, ...] = ()
    is_late: bool = False

    @property
    def url(self) -> str:
        """The page where it is done."""
        return reverse(self.url_name, args=self.args)

    @property
    def state(self) -> str:
        """As the checks draw it."""
        return "missing" if self.is_late else "waiting"
