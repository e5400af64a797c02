"""Write, publish and retire a group's rules. A published edition never changes."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from underrose.ground.ledger import recording
from underrose.ground.refusal import Absent, Refused
from underrose.ground.vault import sealing
from underrose.groups.models import Group
from underrose.people import policy
from underrose.people.models import Actor
from underrose.safeguards.rules import queries, starter, understanding
from underrose.safeguards.rules.models import Clause, RuleSet


class AlreadyDrafting(Refused):
    said = _("There is a draft already. Go on with it, or throw it away first.")


class NotADraft(Refused):
    said = _("These rules are published and stay as they are. Make a draft to change them.")


class AlreadyPublished(Refused):
    said = _("This group has rules already. Make a draft to change them.")


class Empty(Refused):
    said = _("A set of rules needs at least one clause.")


@transaction.atomic
def publish_starter(group: Group, *, by: Actor, at: datetime) -> RuleSet:
    """Publish the starter set that fits the group, in one act. Raises AlreadyPublished, AlreadyDrafting."""
    policy.require(by, "publish rules", group_id=group.pk, at=at)
    group = _lock(group)
    if queries.published(group):
        raise AlreadyPublished
    _refuse_second_draft(group)
    rule_set = RuleSet.objects.create(practice_id=group.practice_id, group=group, made_at=at)
    clauses = [_from_text(rule_set, place, text) for place, text in enumerate(starter.for_group(group), start=1)]
    _publish(rule_set, at)
    recording.record("rules published", by=by, at=at, about=rule_set, rows=clauses, details={"from": "starter"})
    return rule_set


@transaction.atomic
def draft(group: Group, *, by: Actor, at: datetime) -> RuleSet:
    """Begin a draft: a copy of the published edition, else of the starter set. Raises AlreadyDrafting."""
    policy.require(by, "write rules", group_id=group.pk, at=at)
    group = _lock(group)
    _refuse_second_draft(group)
    standing = queries.published_rules(group)
    rule_set = RuleSet.objects.create(practice_id=group.practice_id, group=group, made_at=at)
    if standing:
        clauses = [_copy(rule_set, rule) for rule in standing[1]]
    else:
        clauses = [_from_text(rule_set, place, text) for place, text in enumerate(starter.for_group(group), start=1)]
    recording.record("rules drafted", by=by, at=at, about=rule_set, rows=clauses)
    return rule_set


@transaction.atomic
def edit_clause(clause: Clause, *, title: str, words: str, meaning_changed: bool, by: Actor, at: datetime) -> Clause:
    """Put other words into a clause of a draft. With another meaning, everybody goes through it again.

    Raises NotADraft.
    """
    rule_set = _lock_draft(clause.rule_set, by=by, at=at)
    clause = Clause.objects.select_for_update().get(pk=clause.pk, rule_set=rule_set)
    if meaning_changed:
        clause.origin_id = clause.pk
    sealing.seal(clause, title=title, words=words)
    clause.save()
    recording.record("clause of rules edited", by=by, at=at, about=clause, details={"meaning changed": meaning_changed})
    return clause


@transaction.atomic
def add_clause(rule_set: RuleSet, *, title: str, words: str, by: Actor, at: datetime) -> Clause:
    """Add a rule of the group's own at the end of a draft. Raises NotADraft."""
    rule_set = _lock_draft(rule_set, by=by, at=at)
    last = rule_set.clauses.order_by("-position").values_list("position", flat=True).first() or 0
    clause = _clause(rule_set, last + 1, title, words, key="own", part=Clause.Part.HOUSE)
    recording.record("clause of rules added", by=by, at=at, about=clause)
    return clause


@transaction.atomic
def remove_clause(clause: Clause, *, by: Actor, at: datetime) -> None:
    """Take a clause out of a draft. Raises NotADraft."""
    rule_set = _lock_draft(clause.rule_set, by=by, at=at)
    clause = Clause.objects.select_for_update().get(pk=clause.pk, rule_set=rule_set)
    recording.record("clause of rules removed", by=by, at=at, about=rule_set, gone=[clause])
    clause.delete()


@transaction.atomic
def discard(rule_set: RuleSet, *, by: Actor, at: datetime) -> None:
    """Throw a draft away. Raises NotADraft."""
    rule_set = _lock_draft(rule_set, by=by, at=at)
    clauses = list(rule_set.clauses.all())
    recording.record("draft of rules discarded", by=by, at=at, gone=[rule_set, *clauses])
    rule_set.clauses.all().delete()
    rule_set.delete()


@transaction.atomic
def publish(rule_set: RuleSet, *, by: Actor, at: datetime) -> RuleSet:
    """Publish a draft as the group's next edition; the one before it is retired. Raises NotADraft, Empty."""
    policy.require(by, "publish rules", group_id=rule_set.group_id, at=at)
    group = _lock(rule_set.group)
    rule_set = _still_draft(rule_set)
    if not rule_set.clauses.exists():
        raise Empty
    before = queries.published(group)
    if before:
        before.state, before.retired_at = RuleSet.State.RETIRED, at
        before.save()
    _publish(rule_set, at)
    rows: Sequence[RuleSet] = [before] if before else []
    recording.record("rules published", by=by, at=at, about=rule_set, rows=rows, details={"number": rule_set.number})
    return rule_set


@transaction.atomic
def retire(rule_set: RuleSet, *, by: Actor, at: datetime) -> RuleSet:
    """Take the published rules out of force, with nothing in their place. Raises Absent."""
    policy.require(by, "publish rules", group_id=rule_set.group_id, at=at)
    found = RuleSet.objects.select_for_update().published().filter(pk=rule_set.pk).first()
    if found is None:
        raise Absent
    found.state, found.retired_at = RuleSet.State.RETIRED, at
    found.save()
    recording.record("rules retired", by=by, at=at, about=found)
    return found


def _lock(group: Group) -> Group:
    return Group.objects.select_for_update().get(pk=group.pk)


def _lock_draft(rule_set: RuleSet, *, by: Actor, at: datetime) -> RuleSet:
    policy.require(by, "write rules", group_id=rule_set.group_id, at=at)
    return _still_draft(rule_set)


def _still_draft(rule_set: RuleSet) -> RuleSet:
    found = RuleSet.objects.select_for_update().filter(pk=rule_set.pk).first()
    if found is None or found.state != RuleSet.State.DRAFT:
        raise NotADraft
    return found


def _refuse_second_draft(group: Group) -> None:
    if RuleSet.objects.draft().filter(group=group).exists():
        raise AlreadyDrafting


def _publish(rule_set: RuleSet, at: datetime) -> None:
    last = RuleSet.objects.filter(group=rule_set.group_id).exclude(number=None).order_by("-number").first()
    rule_set.number = (last.number or 0) + 1 if last else 1
    rule_set.state, rule_set.published_at = RuleSet.State.PUBLISHED, at
    rule_set.save()


def _from_text(rule_set: RuleSet, place: int, text: starter.Text) -> Clause:
    check = understanding.check_from(text.more.get("check"))
    return _clause(rule_set, place, text.title, text.words, key=text.id, part=text.more["part"], check=check)


def _copy(rule_set: RuleSet, rule: queries.Rule) -> Clause:
    old = rule.clause
    return _clause(
        rule_set,
        old.position,
        rule.title,
        rule.words,
        key=old.key,
        part=old.part,
        check=rule.check,
        origin_id=old.origin_id,
    )


def _clause(
    rule_set: RuleSet,
    position: int,
    title: str,
    words: str,
    *,
    key: str,
    part: str,
    check: understanding.Check | None = None,
    origin_id: uuid.UUID | None = None,
) -> Clause:
    pk = uuid.uuid4()
    clause = Clause(
        id=pk,
        practice_id=rule_set.practice_id,
        subject_id=rule_set.group.subject_id,
        rule_set=rule_set,
        key=key,
        part=part,
        position=position,
        origin_id=origin_id or pk,
    )
    sealing.seal(clause, title=title, words=words, check_json=understanding.written(check))
    clause.save(force_insert=True)
    return clause
