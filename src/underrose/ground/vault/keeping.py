"""What has a key of its own and is kept for a time: rooms say it of their rows, so that none is missed.

A model that makes subject keys offers `kept`, a class method that names each key, since when its time runs, and what
the thing is called where nobody's name may stand. It refuses nothing and destroys nothing.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps


@dataclass(frozen=True, slots=True)
class Kept:
    """One thing that is kept under a key of its own. `over_at` is when its time began to run; None: still in use."""

    subject_id: uuid.UUID
    kind: str  # the class of the schedule: member, group, case, …
    over_at: datetime | None
    member_id: uuid.UUID | None = None
    group_ids: frozenset[uuid.UUID] = frozenset()
    after: frozenset[uuid.UUID] = frozenset()  # keys that have to go first, because this one explains them

    @property
    def number(self) -> str:
        """What to call it on a page: enough to know it again, and nobody's name."""
        return (self.member_id or self.subject_id).hex[:8]


def keepers() -> list[Any]:
    """The models that say what they keep."""
    return [model for model in apps.get_models() if hasattr(model, "kept")]


def clear_after(subject_ids: Collection[uuid.UUID]) -> None:
    """Let each room delete what its destroyed keys didn't reach: unfinished things that the vault never sealed."""
    for model in keepers():
        if hasattr(model, "clear_after"):
            model.clear_after(subject_ids)


def all_kept(practice_id: uuid.UUID) -> Iterator[Kept]:
    """Everything of one practice that has a key of its own and a time to be kept, whatever room it is in."""
    for model in keepers():
        found: Iterable[Kept] = model.kept(practice_id)
        yield from found
