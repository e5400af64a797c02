"""What others may ask of the rules: the published edition, who has gone through how much, open questions.

Answers in a constant number of queries, for many groups at once. Writes nothing.
"""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from underrose.ground.vault import sealing
from underrose.groups.models import Group, Membership
from underrose.safeguards.rules import understanding
from underrose.safeguards.rules.models import Clause, Question, Reading, RuleSet
from underrose.safeguards.rules.understanding import Check
from underrose.safeguards.rules.wording import Block, blocks


@dataclass(frozen=True, slots=True)
class Rule:
    """One clause with its words opened."""

    clause: Clause
    title: str
    words: str
    check: Check | None = None

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
    note: str = ""  # what came of it for everyone, or is to

    @property
    def may_be_noted_now(self) -> bool:
        """Whether leaders could write a note for everyone out of it."""
        row = self.question
        return row.answered_at is not None and (row.note is None or row.note.taken_back_at is not None)


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
    titles, words, checks = (sealing.reveal_many(clauses, name) for name in ("title", "words", "check_json"))
    return tuple(
        Rule(clause, titles[clause.pk], words[clause.pk], understanding.read(checks[clause.pk])) for clause in clauses
    )


def opened_clause(clause: Clause) -> Rule:
    """One clause with its words."""
    return Rule(clause, sealing.reveal(clause, "title"), sealing.reveal(clause, "words"))


def read_of(membership: Membership, rule_set: RuleSet) -> set[uuid.UUID]:
    """The clauses of an edition that this member has gone through."""
    origins = set(Reading.objects.filter(membership=membership).values_list("origin_id", flat=True))
    return {pk for pk, origin in rule_set.clauses.values_list("pk", "origin_id") if origin in origins}


def published_rows(group_ids: Iterable[uuid.UUID]) -> QuerySet[RuleSet]:
    """The published edition of each group."""
    return RuleSet.objects.published().filter(group__in=list(group_ids))


def clause_rows(group_ids: Iterable[uuid.UUID]) -> QuerySet[Clause, tuple[uuid.UUID, uuid.UUID, uuid.UUID]]:
    """(group's id, clause's id, what it first said) of each clause of the published editions, in order."""
    clauses = Clause.objects.filter(rule_set__in=published_rows(group_ids)).order_by("position")
    return clauses.values_list("rule_set__group", "pk", "origin_id")


def reading_rows(group_ids: Iterable[uuid.UUID]) -> QuerySet[Reading, tuple[uuid.UUID, uuid.UUID]]:
    """(membership's id, what the clause first said) of what current members have gone through of what is in force."""
    rule_sets = published_rows(group_ids)
    rows = Reading.objects.filter(
        membership__left_at=None,
        membership__group__in=rule_sets.values("group"),
        origin_id__in=Clause.objects.filter(rule_set__in=rule_sets).values("origin_id"),
    )
    return rows.order_by().values_list("membership_id", "origin_id")


def asking_rows(group_ids: Iterable[uuid.UUID], about: str) -> QuerySet[Question, tuple[uuid.UUID, uuid.UUID]]:
    """(group's id, membership's id) of each question of a current member that waits for an answer."""
    rows = Question.objects.open().filter(about=about, membership__group__in=list(group_ids), membership__left_at=None)
    return rows.order_by().values_list("membership__group", "membership_id")


def question_rows(group_ids: Iterable[uuid.UUID], about: str) -> QuerySet[Question, uuid.UUID]:
    """The group's id, once for each question of a current member that waits for an answer."""
    rows = Question.objects.open().filter(about=about, membership__group__in=list(group_ids), membership__left_at=None)
    return rows.order_by().values_list("membership__group", flat=True)


def open_questions(group_ids: Iterable[uuid.UUID], about: str) -> Counter[uuid.UUID]:
    """How many questions of current members wait for an answer, by group."""
    return Counter(question_rows(group_ids, about))


def opened_questions(questions: Iterable[Question]) -> tuple[OpenQuestion, ...]:
    """Questions with their words, for whom they are meant for. Rows with their membership and note at hand."""
    rows = list(questions)
    members = list({row.membership_id: row.membership for row in rows}.values())
    names = sealing.reveal_many(members, "chosen_name")
    topics, words, answers = (sealing.reveal_many(rows, name) for name in ("topic", "words", "answer"))
    notes = sealing.reveal_many([row.note for row in rows if row.note], "words")
    return tuple(
        OpenQuestion(
            row,
            names[row.membership_id],
            topics[row.pk],
            words[row.pk],
            answers[row.pk],
            notes[row.note.pk] if row.note else "",
        )
        for row in rows
    )
