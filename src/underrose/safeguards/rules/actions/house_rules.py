"""A rule of the group's own, added there and then: while it goes through the others together, or at any time."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from underrose.ground.ledger import recording
from underrose.ground.refusal import Absent
from underrose.groups.models import Group
from underrose.people import policy
from underrose.people.models import Staff
from underrose.safeguards.rules import queries
from underrose.safeguards.rules.actions import clauses, editions
from underrose.safeguards.rules.models import Gathering, RuleSet


@transaction.atomic
def add_house_rule(group: Group, *, title: str, words: str, by: Staff, at: datetime) -> RuleSet:
    """The next edition is what is in force, with one clause more. What is being gone through now shows it last.

    Raises Absent where nothing is in force, AlreadyDrafting.
    """
    policy.require(by, "publish rules", group_id=group.pk, at=at)
    group = Group.objects.select_for_update().get(pk=group.pk)
    if queries.published(group) is None:
        raise Absent
    draft = editions.draft(group, by=by, at=at)
    clause = clauses.add_clause(draft, title=title, words=words, by=by, at=at)
    rule_set = editions.publish(draft, by=by, at=at)
    gathering = Gathering.objects.select_for_update().filter(group=group, ended_at=None).first()
    if gathering:
        gathering.origins = [*gathering.origins, str(clause.origin_id)]
        gathering.save()
        recording.record("house rule added together", by=by, at=at, about=gathering)
    return rule_set
