"""A group whose agreement is in force, and how a member goes through it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.world import NOON
from underrose.groups.models import Group, Membership
from underrose.people.models import Staff
from underrose.safeguards.agreements import text
from underrose.safeguards.agreements.actions import editions, going_through
from underrose.safeguards.agreements.models import Edition
from underrose.safeguards.rules.actions import editions as rules
from underrose.safeguards.rules.models import RuleSet


@pytest.fixture
def rule_set(tuesday: Group, dana: Staff) -> RuleSet:
    return rules.publish_starter(tuesday, by=dana, at=NOON)


@pytest.fixture
def edition(rule_set: RuleSet, tuesday: Group, dana: Staff) -> Edition:
    return editions.publish_starter(tuesday, by=dana, at=NOON)


@pytest.fixture
def go_through() -> Callable[[Membership, Edition], None]:
    """Read every clause of an edition and answer each check rightly."""

    def walk(membership: Membership, edition: Edition) -> None:
        for found in text.opened(edition):
            choice = [option.right for option in found.check.options].index(True) if found.check else None
            going_through.go_through(found.clause, choice=choice, membership=membership, by=membership.member, at=NOON)

    return walk


def newer(edition: Edition, by: Staff, *, meaning_changed: bool) -> Edition:
    """The next edition of the same group."""
    draft = editions.draft(edition.group, by=by, at=NOON)
    return editions.publish(draft, meaning_changed=meaning_changed, by=by, at=NOON)
