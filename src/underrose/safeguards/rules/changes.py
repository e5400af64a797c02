"""What changed from one edition of the rules to another, clause by clause; and who goes through what again.

Pure but for the readings that it is given. It judges no change: whether the meaning is another, whoever wrote it said.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from underrose.groups import editions
from underrose.groups.editions import Kind
from underrose.safeguards.rules.models import Reading
from underrose.safeguards.rules.queries import Rule

LABELS: Mapping[Kind, str | Promise] = {
    Kind.SAME: "",
    Kind.MOVED: _("Moved"),
    Kind.WORDING: _("Other words"),
    Kind.MEANING: _("Another meaning"),
    Kind.NEW: _("New"),
    Kind.GONE: _("Taken out"),
}
_PIECE = re.compile(r"\s+|[^\s]+")
_ALIKE = 0.6  # what is less alike is easier to read one after the other than mixed
_FEW = 2  # words that stayed between two changes
_BREAK = re.compile(r"\n\s*\n")


@dataclass(frozen=True, slots=True)
class Run:
    """Some words in a row: kept, taken out or put in."""

    words: str
    is_new: bool = False
    is_gone: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one clause."""

    kind: Kind
    before: Rule | None
    after: Rule | None

    @property
    def label(self) -> str | Promise:
        return LABELS[self.kind]

    @property
    def title(self) -> str:
        found = self.after or self.before
        return found.title if found else ""

    @property
    def paragraphs(self) -> tuple[tuple[Run, ...], ...]:
        """The words of both sides in one, marked."""
        return marked(self.before.words if self.before else "", self.after.words if self.after else "")

    @property
    def has_other_question(self) -> bool:
        """Whether the question after it is another one, or new, or gone."""
        sides = (self.before, self.after)
        return None not in sides and len({side.check for side in sides if side}) > 1

    @property
    def is_asked_again(self) -> bool:
        """Whether everybody goes through it once it is published."""
        return self.kind in {Kind.NEW, Kind.MEANING}


def between(before: Iterable[Rule], after: Iterable[Rule]) -> tuple[Change, ...]:
    """What became of each clause from one edition to the next one, in the newer one's order."""
    found = editions.difference(
        list(before),
        list(after),
        name=lambda rule: rule.clause.pk,
        former=lambda rule: rule.clause.former_id,
        meaning=lambda rule: rule.clause.origin_id,
        said=lambda rule: (rule.title, rule.words, rule.check),
    )
    return tuple(Change(one.kind, one.before, one.after) for one in found)


def marked(before: str, after: str) -> tuple[tuple[Run, ...], ...]:
    """Two texts in one, paragraph by paragraph, with what is gone and what is new marked word by word.

    Texts that have little in common stand one after the other.
    """
    old, new = _PIECE.findall(before.replace("\r\n", "\n")), _PIECE.findall(after.replace("\r\n", "\n"))
    paragraphs: list[list[Run]] = [[]]
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if old and new and matcher.ratio() < _ALIKE:
        _put(paragraphs, before.replace("\r\n", "\n"), is_gone=True)
        paragraphs.append([])
        _put(paragraphs, after.replace("\r\n", "\n"), is_new=True)
        return _said(paragraphs)
    for is_kept, gone, put in _stretches(old, new, matcher):
        if is_kept:
            _put(paragraphs, put)
            continue
        _put(paragraphs, gone, is_gone=True)
        _put(paragraphs, put, is_new=True)
    return _said(paragraphs)


def _stretches(old: Sequence[str], new: Sequence[str], matcher: SequenceMatcher[str]) -> list[tuple[bool, str, str]]:
    """(Whether they stayed, words before, words after). A word or two that stayed between changes go with them."""
    found: list[tuple[bool, str, str]] = []
    codes = matcher.get_opcodes()
    for place, (what, start, end, begin, stop) in enumerate(codes):
        gone, put = "".join(old[start:end]), "".join(new[begin:stop])
        is_between = 0 < place < len(codes) - 1 and not _BREAK.search(put) and len(put.split()) <= _FEW
        is_kept = what == "equal" and not is_between
        if found and not is_kept and not found[-1][0]:
            found[-1] = (False, found[-1][1] + gone, found[-1][2] + put)
        else:
            found.append((is_kept, gone, put))
    return found


def _said(paragraphs: list[list[Run]]) -> tuple[tuple[Run, ...], ...]:
    return tuple(tuple(runs) for runs in paragraphs if any(run.words.strip() for run in runs))


def _put(paragraphs: list[list[Run]], words: str, *, is_new: bool = False, is_gone: bool = False) -> None:
    for place, part in enumerate(_BREAK.split(words)):
        if place:
            paragraphs.append([])
        if part:
            paragraphs[-1].append(Run(part, is_new, is_gone))


@dataclass(frozen=True, slots=True)
class Ahead:
    """Members who would have the same clauses before them."""

    members: tuple[uuid.UUID, ...]
    rules: tuple[Rule, ...]


def ahead(rules: Sequence[Rule], members: Sequence[uuid.UUID]) -> tuple[Ahead, ...]:
    """Who would have which clauses to go through, those with the most first; nobody who has none. One query."""
    known: dict[uuid.UUID, set[uuid.UUID]] = {member: set() for member in members}
    for member, origin in Reading.objects.filter(membership__in=known).values_list("membership_id", "origin_id"):
        known[member].add(origin)
    grouped: dict[tuple[Rule, ...], list[uuid.UUID]] = {}
    for member in members:
        left = tuple(rule for rule in rules if rule.clause.origin_id not in known[member])
        if left:
            grouped.setdefault(left, []).append(member)
    found = [Ahead(tuple(who), left) for left, who in grouped.items()]
    return tuple(sorted(found, key=lambda one: -len(one.rules)))
