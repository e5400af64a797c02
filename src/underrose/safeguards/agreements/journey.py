"""A member's way through an edition, page by page: what each shows, and what they answered."""

from __future__ import annotations

import json
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from underrose.ground.vault import sealing
from underrose.groups.models import Membership
from underrose.safeguards.agreements.models import Edition, Passage
from underrose.safeguards.agreements.text import ClauseText, Option, opened


@dataclass(frozen=True, slots=True)
class Page:
    """One clause for one member."""

    text: ClauseText
    place: int
    total: int
    is_through: bool
    chosen: int | None  # the last answer's place

    @property
    def tells_of_limits(self) -> bool:
        """Whether it says when staff may have to speak. What the law asks is one tap away, never in its words."""
        clause = self.text.clause
        return clause.key in ("limits", "no-promise-for-everyone") or clause.chapter == clause.Chapter.RULES

    @property
    def before(self) -> int:
        return self.place - 1

    @property
    def after(self) -> int:
        return self.place + 1 if self.place < self.total else 0

    @property
    def answer(self) -> Option | None:
        """The answer chosen last."""
        return self.text.check.options[self.chosen] if self.text.check and self.chosen is not None else None

    def on(self, mine: Membership) -> tuple[str, uuid.UUID, int] | tuple[str, uuid.UUID]:
        """Where it goes on: the next clause, or the check of answers."""
        return ("agreements:clause", mine.pk, self.after) if self.after else ("agreements:answers", mine.pk)


def pages(mine: Membership, edition: Edition) -> tuple[Page, ...]:
    """Every page of an edition as this member has gone through it."""
    clauses = opened(edition)
    passages = {row.clause_id: row for row in Passage.objects.filter(membership=mine, clause__edition=edition)}
    tries = sealing.reveal_many(passages.values(), "tries")
    found = []
    for place, clause in enumerate(clauses, start=1):
        passage = passages.get(clause.clause.pk)
        chosen = json.loads(tries[passage.pk] or "[]") if passage else []
        is_through = bool(passage and passage.through_at)
        found.append(Page(clause, place, len(clauses), is_through, chosen[-1] if chosen else None))
    return tuple(found)


def ready(found: Sequence[Page]) -> bool:
    """Whether every clause was gone through."""
    return all(page.is_through for page in found)
