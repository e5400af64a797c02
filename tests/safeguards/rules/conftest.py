"""A group whose rules are published, and the words the tests use again."""

from __future__ import annotations

import pytest

from tests.world import NOON
from underrose.groups.models import Group
from underrose.people.models import Staff
from underrose.safeguards.rules.actions import editions
from underrose.safeguards.rules.models import Clause, RuleSet


@pytest.fixture
def published(tuesday: Group, dana: Staff) -> RuleSet:
    return editions.publish_starter(tuesday, by=dana, at=NOON)


@pytest.fixture
def first(published: RuleSet) -> Clause:
    clause = published.clauses.first()
    assert clause
    return clause
