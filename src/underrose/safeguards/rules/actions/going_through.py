"""Go through the rules: a member alone, clause by clause; or the group together in the room."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from underrose.ground.ledger import recording
from underrose.ground.refusal import Refused
from underrose.groups.models import Membership
from underrose.people import policy
from underrose.people.models import Actor
from underrose.safeguards.rules.models import Clause, Reading, RuleSet


class Replaced(Refused):
    said = _("These rules were changed while you were reading. Please start from your page again.")


class NobodyPresent(Refused):
    said = _("Say who was in the room. Choose at least one person.")


@transaction.atomic
def go_through(clause: Clause, *, membership: Membership, by: Actor, at: datetime) -> Reading:
    """A member has gone through one clause. Once said, it stays said. Raises Replaced."""
    policy.require(by, "read rules", group_id=membership.group_id, member_id=membership.member_id, at=at)
    membership = Membership.objects.select_for_update().current().get(pk=membership.pk)
    _refuse_replaced(clause.rule_set, membership.group_id)
    known = Reading.objects.filter(membership=membership, origin_id=clause.origin_id).first()
    if known:
        return known
    reading = _reading(membership, clause, Reading.How.PHONE, at)
    reading.save(force_insert=True)
    recording.record("clause of rules gone through", by=by, at=at, about=reading)
    return reading


@transaction.atomic
def go_through_together(rule_set: RuleSet, present: Iterable[Membership], *, by: Actor, at: datetime) -> list[Reading]:
    """A leader has gone through the rules with those present. Raises NobodyPresent, Replaced."""
    policy.require(by, "go through rules together", group_id=rule_set.group_id, at=at)
    wanted = [membership.pk for membership in present]
    members = list(Membership.objects.select_for_update().current().filter(pk__in=wanted, group=rule_set.group_id))
    if not members:
        raise NobodyPresent
    _refuse_replaced(rule_set, rule_set.group_id)
    known = set(Reading.objects.filter(membership__in=members).values_list("membership_id", "origin_id"))
    readings = [
        _reading(member, clause, Reading.How.ROOM, at)
        for member in members
        for clause in rule_set.clauses.all()
        if (member.pk, clause.origin_id) not in known
    ]
    Reading.objects.bulk_create(readings)
    recording.record(
        "rules gone through together",
        by=by,
        at=at,
        about=rule_set,
        rows=readings,
        details={"present": [str(member.pk) for member in members]},
    )
    return readings


def _refuse_replaced(rule_set: RuleSet, group_id: uuid.UUID) -> None:
    if not RuleSet.objects.published().filter(pk=rule_set.pk, group=group_id).exists():
        raise Replaced


def _reading(membership: Membership, clause: Clause, how: str, at: datetime) -> Reading:
    return Reading(
        practice_id=membership.practice_id,
        membership=membership,
        clause=clause,
        origin_id=clause.origin_id,
        how=how,
        read_at=at,
    )
