"""Write the clauses of a draft: other words, one more, one less, another order; and take each of these back."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from underrose.ground.ledger import recording
from underrose.ground.refusal import Absent, Refused
from underrose.ground.vault import sealing
from underrose.groups.actions import editions as shared
from underrose.people import policy
from underrose.people.models import Actor
from underrose.safeguards.rules import queries, starter, understanding
from underrose.safeguards.rules.models import Clause, RuleSet


class StandsThere(Refused):
    said = _("This clause is in the draft already.")


class NothingToUndo(Refused):
    said = _("This clause is new. You can change it, or take it out.")


@transaction.atomic
def edit_clause(
    clause: Clause,
    *,
    title: str,
    words: str,
    meaning_changed: bool,
    check: understanding.Check | None = None,
    by: Actor,
    at: datetime,
) -> Clause:
    """Put other words into a clause of a draft. With another meaning, everybody goes through it again.

    Raises NotADraft.
    """
    rule_set = _lock_draft(clause.rule_set, by=by, at=at)
    clause = Clause.objects.select_for_update().get(pk=clause.pk, rule_set=rule_set)
    if meaning_changed:
        clause.origin_id = clause.pk
    _say(clause, title, words, check)
    clause.save()
    recording.record("clause of rules edited", by=by, at=at, about=clause, details={"meaning changed": meaning_changed})
    return clause


@transaction.atomic
def add_clause(
    rule_set: RuleSet,
    *,
    title: str,
    words: str,
    part: str = Clause.Part.HOUSE,
    check: understanding.Check | None = None,
    by: Actor,
    at: datetime,
) -> Clause:
    """Add a clause of the group's own to a draft, at the end of its part. Raises NotADraft."""
    rule_set = _lock_draft(rule_set, by=by, at=at)
    position, moved = _end_of_part(rule_set, Clause.Part(part))
    clause = made(rule_set, position, title, words, key="own", part=part, check=check)
    recording.record("clause of rules added", by=by, at=at, about=clause, rows=moved)
    return clause


@transaction.atomic
def remove_clause(clause: Clause, *, by: Actor, at: datetime) -> None:
    """Take a clause out of a draft. Raises NotADraft."""
    rule_set = _lock_draft(clause.rule_set, by=by, at=at)
    clause = Clause.objects.select_for_update().get(pk=clause.pk, rule_set=rule_set)
    recording.record("clause of rules removed", by=by, at=at, about=rule_set, gone=[clause])
    clause.delete()


@transaction.atomic
def move_clause(clause: Clause, *, up: bool, by: Actor, at: datetime) -> Clause:
    """Let a clause of a draft and its neighbour in the same part change places; at the end of a part nothing moves.

    Raises NotADraft.
    """
    rule_set = _lock_draft(clause.rule_set, by=by, at=at)
    part = list(rule_set.clauses.select_for_update().filter(part=clause.part))
    place = next((place for place, one in enumerate(part) if one.pk == clause.pk), None)
    if place is None:
        raise Absent
    other = place - 1 if up else place + 1
    if not 0 <= other < len(part):
        return part[place]
    shared.exchange(part[place], part[other], _after_all(rule_set))
    recording.record("clause of rules moved", by=by, at=at, about=part[place], rows=[part[other]])
    return part[place]


@transaction.atomic
def undo_change(clause: Clause, *, by: Actor, at: datetime) -> Clause:
    """Put the words of the edition before back into a clause of a draft. Raises NotADraft, NothingToUndo."""
    rule_set = _lock_draft(clause.rule_set, by=by, at=at)
    clause = Clause.objects.select_for_update().get(pk=clause.pk, rule_set=rule_set)
    former = _former(rule_set, clause.former_id)
    if former is None:
        raise NothingToUndo
    clause.origin_id = former.clause.origin_id
    _say(clause, former.title, former.words, former.check)
    clause.save()
    recording.record("change of rules undone", by=by, at=at, about=clause)
    return clause


@transaction.atomic
def put_back(rule_set: RuleSet, former_id: uuid.UUID, *, by: Actor, at: datetime) -> Clause:
    """Put a clause of the edition in force back into a draft that it was taken out of, where it stood.

    Raises NotADraft, StandsThere, Absent.
    """
    rule_set = _lock_draft(rule_set, by=by, at=at)
    former = _former(rule_set, former_id)
    if former is None:
        raise Absent
    clauses = list(rule_set.clauses.all())
    order = list(former.clause.rule_set.clauses.values_list("pk", flat=True))
    place = _place_of(former_id, order, [clause.former_id for clause in clauses])
    position, moved = shared.open_place(clauses, place)
    clause = copied(rule_set, former, position)
    recording.record("clause of rules put back", by=by, at=at, about=clause, rows=moved)
    return clause


@transaction.atomic
def put_text_back(rule_set: RuleSet, text_id: str, *, by: Actor, at: datetime) -> Clause:
    """Put a starter text into a draft where it belongs. Raises NotADraft, StandsThere, Absent."""
    rule_set = _lock_draft(rule_set, by=by, at=at)
    texts = starter_texts(rule_set)
    text = next((text for text in texts if text.id == text_id), None)
    if text is None:
        raise Absent
    clauses = list(rule_set.clauses.all())
    place = _place_of(text_id, [text.id for text in texts], [clause.key for clause in clauses])
    position, moved = shared.open_place(clauses, place)
    clause = from_text(rule_set, position, text)
    recording.record("clause of rules put back", by=by, at=at, about=clause, rows=moved)
    return clause


def starter_texts(rule_set: RuleSet) -> list[starter.Text]:
    """The starter texts that fit an edition, in their parts: what we keep, then the limits."""
    parts = list(Clause.Part)
    texts = starter.for_group(rule_set.group, also=["adolescent"] if rule_set.is_for_young else [])
    return sorted(texts, key=lambda text: parts.index(Clause.Part(text.more["part"])))


def from_text(rule_set: RuleSet, position: int, text: starter.Text) -> Clause:
    """A clause made of a starter text."""
    clause = Clause(position=position, key=text.id, part=text.more["part"], source=text.source, reviewed=text.reviewed)
    return _keep(clause, rule_set, text.title, text.words, understanding.check_from(text.more.get("check")))


def copied(rule_set: RuleSet, rule: queries.Rule, position: int | None = None) -> Clause:
    """A clause of another edition, as it stood: who has gone through that one has gone through this one."""
    old = rule.clause
    clause = Clause(
        position=position or old.position,
        key=old.key,
        part=old.part,
        source=old.source,
        reviewed=old.reviewed,
        origin_id=old.origin_id,
        former_id=old.pk,
    )
    return _keep(clause, rule_set, rule.title, rule.words, rule.check)


def made(
    rule_set: RuleSet,
    position: int,
    title: str,
    words: str,
    *,
    key: str,
    part: str,
    check: understanding.Check | None,
) -> Clause:
    """A clause of the group's own."""
    return _keep(Clause(position=position, key=key, part=part), rule_set, title, words, check)


def _keep(clause: Clause, rule_set: RuleSet, title: str, words: str, check: understanding.Check | None) -> Clause:
    clause.rule_set, clause.practice_id, clause.subject_id = rule_set, rule_set.practice_id, rule_set.group.subject_id
    clause.origin_id = clause.origin_id or clause.pk
    _say(clause, title, words, check)
    clause.save(force_insert=True)
    return clause


def _say(clause: Clause, title: str, words: str, check: understanding.Check | None) -> None:
    sealing.seal(clause, title=title, words=words, check_json=understanding.written(check))


def _lock_draft(rule_set: RuleSet, *, by: Actor, at: datetime) -> RuleSet:
    policy.require(by, "write rules", group_id=rule_set.group_id, at=at)
    return shared.still_draft(rule_set)


def _former(rule_set: RuleSet, former_id: uuid.UUID | None) -> queries.Rule | None:
    """The clause of the edition in force that this id names."""
    standing = queries.published(rule_set.group)
    if standing is None or former_id is None:
        return None
    return next((rule for rule in queries.opened(standing) if rule.clause.pk == former_id), None)


def _end_of_part(rule_set: RuleSet, part: Clause.Part) -> tuple[int, list[Clause]]:
    clauses = list(rule_set.clauses.all())
    parts = list(Clause.Part)
    before = [clause for clause in clauses if parts.index(Clause.Part(clause.part)) <= parts.index(part)]
    return shared.open_place(clauses, clauses.index(before[-1]) + 1 if before else 0)


def _place_of(one: object, order: Sequence[object], now: Sequence[object]) -> int:
    """Behind the nearest of those that stood before it and still stand. Raises StandsThere."""
    if one in now:
        raise StandsThere
    for other in reversed(order[: order.index(one)]):
        if other in now:
            return now.index(other) + 1
    return 0


def _after_all(rule_set: RuleSet) -> int:
    return (rule_set.clauses.order_by("-position").values_list("position", flat=True).first() or 0) + 1
