"""A group whose rules are published, and the words the tests use again."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests.world import NOON
from underrose.groups.models import Group, Membership
from underrose.people.models import Staff
from underrose.safeguards.rules import queries
from underrose.safeguards.rules.actions import editions
from underrose.safeguards.rules.models import Clause, RuleSet


@pytest.fixture
def published(tuesday: Group, dana: Staff) -> RuleSet:
    return editions.publish_starter(tuesday, by=dana, at=NOON)


@pytest.fixture
def first(published: RuleSet) -> Clause:
    """The first clause that asks nothing: one press, and it is gone through."""
    return next(rule.clause for rule in queries.opened(published) if rule.check is None)


@pytest.fixture
def asking(published: RuleSet) -> queries.Rule:
    """The first clause with a question."""
    return next(rule for rule in queries.opened(published) if rule.check)


@pytest.fixture
def answer(client_as: Callable[..., Client]) -> Callable[..., HttpResponse]:
    """Press the button below a clause, with the right answer or with another."""

    def press(membership: Membership, place: int, *, right: bool = True) -> HttpResponse:
        rule_set = queries.published(membership.group)
        assert rule_set
        check = queries.opened(rule_set)[place - 1].check
        options = [option.right for option in check.options] if check else []
        data = {"choice": options.index(right)} if options else {}
        return client_as(membership).post(reverse("rules:clause", args=[membership.pk, place]), data)

    return press
