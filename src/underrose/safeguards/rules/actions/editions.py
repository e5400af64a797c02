"""Draft, publish and retire a group's rules. A published edition never changes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from underrose.ground.ledger import recording
from underrose.ground.refusal import Refused
from underrose.groups.actions import editions as shared
from underrose.groups.editions import AlreadyDrafting as AlreadyDrafting
from underrose.groups.editions import NotADraft as NotADraft
from underrose.groups.models import Group
from underrose.people import policy
from underrose.people.models import Actor
from underrose.safeguards.rules import queries
from underrose.safeguards.rules.actions import clauses
from underrose.safeguards.rules.models import Clause, RuleSet


class AlreadyPublished(Refused):
    said = _("This group has rules already. Make a draft to change them.")


class Empty(Refused):
    said = _("A set of rules needs at least one clause.")


@transaction.atomic
def publish_starter(group: Group, *, is_for_young: bool = False, by: Actor, at: datetime) -> RuleSet:
    """Publish the starter set that fits the group, in one act, as it is or for young people.

    Raises AlreadyPublished, AlreadyDrafting.
    """
    policy.require(by, "publish rules", group_id=group.pk, at=at)
    rule_set, standing = shared.begin(RuleSet, group, at=at)
    if standing:
        raise AlreadyPublished
    made = _from_starter(rule_set, is_for_young)
    shared.enter_into_force(rule_set, at=at)
    rule_set.save()
    recording.record("rules published", by=by, at=at, about=rule_set, rows=made, details={"from": "starter"})
    return rule_set


@transaction.atomic
def draft(group: Group, *, is_for_young: bool = False, by: Actor, at: datetime) -> RuleSet:
    """Begin a draft: a copy of the published edition, else of the starter set. Raises AlreadyDrafting."""
    policy.require(by, "write rules", group_id=group.pk, at=at)
    rule_set, standing = shared.begin(RuleSet, group, at=at)
    if standing:
        rule_set.is_for_young = standing.is_for_young
        rule_set.save()
        made = [clauses.copied(rule_set, rule) for rule in queries.opened(standing)]
    else:
        made = _from_starter(rule_set, is_for_young)
    recording.record("rules drafted", by=by, at=at, about=rule_set, rows=made)
    return rule_set


@transaction.atomic
def discard(rule_set: RuleSet, *, by: Actor, at: datetime) -> None:
    """Throw a draft away. Raises NotADraft."""
    policy.require(by, "write rules", group_id=rule_set.group_id, at=at)
    rule_set = shared.still_draft(rule_set)
    gone = list(rule_set.clauses.all())
    recording.record("draft of rules discarded", by=by, at=at, gone=[rule_set, *gone])
    rule_set.clauses.all().delete()
    rule_set.delete()


@transaction.atomic
def publish(rule_set: RuleSet, *, by: Actor, at: datetime) -> RuleSet:
    """Publish a draft as the group's next edition; the one before it is retired. Raises NotADraft, Empty."""
    policy.require(by, "publish rules", group_id=rule_set.group_id, at=at)
    shared.lock(rule_set.group)
    rule_set = shared.still_draft(rule_set)
    if not rule_set.clauses.exists():
        raise Empty
    before = shared.enter_into_force(rule_set, at=at)
    rule_set.save()
    rows: Sequence[RuleSet] = [before] if before else []
    recording.record("rules published", by=by, at=at, about=rule_set, rows=rows, details={"number": rule_set.number})
    return rule_set


@transaction.atomic
def retire(rule_set: RuleSet, *, by: Actor, at: datetime) -> RuleSet:
    """Take the published rules out of force, with nothing in their place. Raises Absent."""
    policy.require(by, "publish rules", group_id=rule_set.group_id, at=at)
    shared.lock(rule_set.group)
    found = RuleSet.objects.get(pk=rule_set.pk)
    shared.leave_force(found, at=at)
    recording.record("rules retired", by=by, at=at, about=found)
    return found


def _from_starter(rule_set: RuleSet, is_for_young: bool) -> list[Clause]:
    rule_set.is_for_young = is_for_young
    rule_set.save()
    return [
        clauses.from_text(rule_set, place, text) for place, text in enumerate(clauses.starter_texts(rule_set), start=1)
    ]
