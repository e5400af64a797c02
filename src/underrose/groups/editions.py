"""What rules and agreements have in common: texts in editions, made of clauses, of which a group has one in force.

There is one draft at most and one published edition at most; numbers are given once and never again; what is published
never changes. It knows neither what a clause says nor what its readers do with it. What changes editions is in
actions/editions.py.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, Self, TypeVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from underrose.ground.ledger.models import Recorded
from underrose.ground.refusal import Refused
from underrose.groups.models import Group
from underrose.people.models import Practice


class AlreadyDrafting(Refused):
    said = _("There is a draft already. Go on with it, or throw it away first.")


class NotADraft(Refused):
    said = _("This edition is published and stays as it is. Make a draft to change it.")


_E = TypeVar("_E", bound="Edition")


class EditionQuerySet(models.QuerySet[_E]):
    """Editions by their state."""

    def published(self) -> Self:
        return self.filter(state=Edition.State.PUBLISHED)

    def draft(self) -> Self:
        return self.filter(state=Edition.State.DRAFT)

    def earlier(self) -> Self:
        """Those that were in force once, the newest first."""
        return self.filter(state=Edition.State.RETIRED).order_by("-number")


class Edition(Recorded):
    """One edition of a group's text. Its clauses point at it and are called `clauses`."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        PUBLISHED = "published", _("Published")
        RETIRED = "retired", _("Retired")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    practice = models.ForeignKey(Practice, models.PROTECT, related_name="+")
    group = models.ForeignKey(Group, models.PROTECT, related_name="+")
    number = models.PositiveIntegerField(null=True)  # given when it is published
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    made_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True)
    retired_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint(fields=["group"], condition=Q(state="draft"), name="one_draft_%(class)s_per_group"),
            models.UniqueConstraint(
                fields=["group"], condition=Q(state="published"), name="one_published_%(class)s_per_group"
            ),
            models.UniqueConstraint(fields=["group", "number"], name="numbers_of_%(class)s_differ"),
            models.CheckConstraint(
                condition=Q(state="draft", number=None) | (~Q(state="draft") & Q(number__isnull=False)),
                name="published_%(class)s_has_a_number",
            ),
        ]


class Kind(StrEnum):
    """What became of a clause from one edition to another."""

    SAME = "same"
    MOVED = "moved"
    WORDING = "wording"
    MEANING = "meaning"
    NEW = "new"
    GONE = "gone"


_C = TypeVar("_C")


@dataclass(frozen=True, slots=True)
class Change(Generic[_C]):
    """One clause in two editions; either side may be missing."""

    kind: Kind
    before: _C | None
    after: _C | None


def difference(
    before: Sequence[_C],
    after: Sequence[_C],
    *,
    name: Callable[[_C], Hashable],
    former: Callable[[_C], Hashable],
    meaning: Callable[[_C], Hashable],
    said: Callable[[_C], object],
) -> tuple[Change[_C], ...]:
    """What became of each clause: first those of the newer edition in their order, then those that are gone.

    `former` of a newer clause is the `name` of the older one that it came from.
    """
    known = {name(clause): clause for clause in before}
    kept = [former(clause) for clause in after if former(clause) in known]
    shuffled = _shuffled([name(clause) for clause in before if name(clause) in kept], kept)
    found = []
    for clause in after:
        old = known.pop(former(clause), None)
        if old is None:
            kind = Kind.NEW
        elif meaning(old) != meaning(clause):
            kind = Kind.MEANING
        elif said(old) != said(clause):
            kind = Kind.WORDING
        else:
            kind = Kind.MOVED if former(clause) in shuffled else Kind.SAME
        found.append(Change(kind, old, clause))
    return (*found, *(Change(Kind.GONE, clause, None) for clause in before if name(clause) in known))


def _shuffled(before: Sequence[Hashable], after: Sequence[Hashable]) -> set[Hashable]:
    """The fewest that must have been moved to come from one order to the other: all but a longest common run in order.

    A longest increasing subsequence of places (Fredman 1975); with a few dozen clauses the plain way is quick enough.
    """
    places = [before.index(one) for one in after]
    best: list[list[int]] = []
    for at, place in enumerate(places):
        runs = [run for run in best if places[run[-1]] < place]
        best.append([*max(runs, key=len, default=[]), at])
    stayed = {after[at] for at in max(best, key=len, default=[])}
    return set(after) - stayed
