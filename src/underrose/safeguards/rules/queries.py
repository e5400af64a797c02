"""What others may ask of the rules: the published edition, who has gone through how much, open questions.

Answers in a constant number of queries, for many groups at once. Writes nothing.
"""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import F

from underrose.ground.vault import sealing
from underrose.groups.models import Group, Membership
from underrose.safeguards.rules.models import Clause, Question, Reading, RuleSet
from underrose.safeguards.rules.wording import Block, blocks


@dataclass(frozen=True, slots=True)
class Rule:
    """One clause with its words opened."""

    clause: Clause
    title: str
    words: str

    @property
    def blocks(self) -> tuple[Block, ...]:
        return blocks(self.words)


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """One question with its words opened, and the asker's chosen name."""

    question: Question
    name: str
    topic: str
    words: str
    answer: str


def published(group: Group) -> RuleSet | None:
    """The rules in force in a group, or None."""
    return RuleSet.objects.published().filter(group=group).first()


def published_rules(group: Group) -> tuple[RuleSet, tuple[Rule, ...]] | None:
    """The rules in force with their words, or None: the agreements' chapter of rules."""
    found = published(group)
    return (found, opened(found)) if found else None


def opened(rule_set: RuleSet) -> tuple[Rule, ...]:
    """Every clause of an edition with its words, in order."""
    clauses = list(rule_set.clauses.all())
    titles, words = sealing.reveal_many(clauses, "title"), sealing.reveal_many(clauses, "words")
    return tuple(Rule(clause, titles[clause.pk], words[clause.pk]) for clause in clauses)


def read_of(membership: Membership, rule_set: RuleSet) -> set[uuid.UUID]:
    """The clauses of an edition that this member has gone through."""
    origins = set(Reading.objects.filter(membership=membership).values_list("origin_id", flat=True))
    return {pk for pk, origin in rule_set.clauses.values_list("pk", "origin_id") if origin in origins}


def published_of(group_ids: Iterable[uuid.UUID]) -> Mapping[uuid.UUID, RuleSet]:
    """The published edition of each group, by the group's id."""
    return {found.group_id: found for found in RuleSet.objects.published().filter(group__in=list(group_ids))}


def clauses_of(rule_sets: Iterable[RuleSet]) -> Mapping[uuid.UUID, int]:
    """How many clauses each edition has."""
    pks = [rule_set.pk for rule_set in rule_sets]
    return Counter(Clause.objects.filter(rule_set__in=pks).values_list("rule_set_id", flat=True))


def readings_of(rule_sets: Iterable[RuleSet]) -> Mapping[uuid.UUID, int]:
    """How many clauses of its group's edition each current member has gone through, by the membership's id."""
    pks = [rule_set.pk for rule_set in rule_sets]
    rows = Reading.objects.filter(
        membership__left_at=None,
        membership__group__in=RuleSet.objects.filter(pk__in=pks).values("group"),
        origin_id__in=Clause.objects.filter(rule_set__in=pks).values("origin_id"),
    )
    return Counter(rows.values_list("membership_id", flat=True))


def open_questions(group_ids: Iterable[uuid.UUID], about: str) -> Counter[uuid.UUID]:
    """How many questions of current members wait for an answer, by group."""
    rows = Question.objects.open().filter(about=about, membership__group__in=list(group_ids), membership__left_at=None)
    return Counter(rows.annotate(group=F("membership__group")).values_list("group", flat=True))


def opened_questions(questions: Iterable[Question]) -> tuple[OpenQuestion, ...]:
    """Questions with their words, for whom they are meant for."""
    rows = list(questions)
    members = list({row.membership_id: row.membership for row in rows}.values())
    names = sealing.reveal_many(members, "chosen_name")
    topics, words, answers = (sealing.reveal_many(rows, name) for name in ("topic", "words", "answer"))
    return tuple(
        OpenQuestion(row, names[row.membership_id], topics[row.pk], words[row.pk], answers[row.pk]) for row in rows
    )
