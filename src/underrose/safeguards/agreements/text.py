"""The text of an edition, opened: clauses, checks, chapters; and its digest.

The digest is SHA-256 over the canonical JSON (RFC 8785) of everything that a member reads, the edition's own id
included, so that two groups' equal words have different digests.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import rfc8785
from django.utils.translation import gettext as _

from underrose.ground.vault import sealing
from underrose.groups.models import Group
from underrose.safeguards.accountability import queries as accountability
from underrose.safeguards.agreements.models import Edition, EditionClause
from underrose.safeguards.rules import queries as rules
from underrose.safeguards.rules.understanding import Check as Check
from underrose.safeguards.rules.understanding import Option as Option
from underrose.safeguards.rules.understanding import check_data as check_data
from underrose.safeguards.rules.understanding import check_from as check_from
from underrose.safeguards.rules.wording import Block, blocks

_FIELDS = ("title", "words", "precise", "check_json", "parts")


@dataclass(frozen=True, slots=True)
class Part:
    """One piece of a chapter: a rule, or a rung of the ladder."""

    title: str
    words: str

    @property
    def blocks(self) -> tuple[Block, ...]:
        return blocks(self.words)


@dataclass(frozen=True, slots=True)
class ClauseText:
    """One clause with its words opened."""

    clause: EditionClause
    title: str
    words: str
    precise: str
    check: Check | None
    parts: tuple[Part, ...]

    @property
    def blocks(self) -> tuple[Block, ...]:
        return blocks(self.words)


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter as its own room has it now, and that room's number of the edition."""

    number: int | None
    parts: tuple[Part, ...]


def opened(edition: Edition) -> tuple[ClauseText, ...]:
    """Every clause with its words. A draft shows its chapters as they stand now; an edition as they stood."""
    clauses = list(edition.clauses.all())
    found = {name: sealing.reveal_many(clauses, name) for name in _FIELDS}
    live = chapters(edition.group) if edition.state == Edition.State.DRAFT else {}
    return tuple(_opened(clause, {name: found[name][clause.pk] for name in _FIELDS}, live) for clause in clauses)


def chapters(group: Group) -> Mapping[str, Chapter]:
    """What the other rooms' chapters say now: the group's published rules, the practice's published ladder."""
    rule_set, ladder = rules.published_rules(group), accountability.published_ladder(group.practice_id)
    return {
        EditionClause.Chapter.RULES: Chapter(
            rule_set[0].number if rule_set else None,
            tuple(Part(rule.title, rule.words) for rule in rule_set[1]) if rule_set else (),
        ),
        EditionClause.Chapter.LADDER: Chapter(
            ladder.edition if ladder else None,
            tuple(Part(step.title, _rung(step)) for step in ladder.steps) if ladder else (),
        ),
    }


def canonical(edition: Edition, clauses: Sequence[ClauseText]) -> bytes:
    """The bytes that the digest is made of (RFC 8785)."""
    return rfc8785.dumps(
        {
            "edition": str(edition.pk),
            "number": edition.number,
            "clauses": [
                {
                    "key": text.clause.key,
                    "title": text.title,
                    "words": text.words,
                    "precise": text.precise,
                    "check": check_data(text.check),
                    "parts": parts_data(text.parts),
                }
                for text in clauses
            ],
        }
    )


def digest(edition: Edition, clauses: Sequence[ClauseText]) -> str:
    """SHA-256 of the canonical bytes, in hex."""
    return hashlib.sha256(canonical(edition, clauses)).hexdigest()


def parts_data(parts: Sequence[Part]) -> list[dict[str, str]]:
    """A chapter's parts as plain data, to be sealed."""
    return [{"title": part.title, "words": part.words} for part in parts]


def _opened(clause: EditionClause, found: Mapping[str, str], live: Mapping[str, Chapter]) -> ClauseText:
    kept = tuple(Part(**part) for part in json.loads(found["parts"] or "[]"))
    return ClauseText(
        clause,
        found["title"],
        found["words"],
        found["precise"],
        check_from(json.loads(found["check_json"] or "null")),
        live[clause.chapter].parts if clause.chapter in live else kept,
    )


def _rung(step: accountability.LadderStep) -> str:
    return "\n\n".join(
        [
            step.means,
            _("Who decides: %s") % step.decides,
            _("How long: %s") % step.takes,
            _("What you can do: %s") % step.you_can,
        ]
    )
