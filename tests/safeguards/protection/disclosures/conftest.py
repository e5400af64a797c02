"""A permission that lacks nothing, signed by Heron."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.world import NOON, make_group, make_member
from underrose.groups.models import Group, Membership
from underrose.safeguards.protection.disclosures.actions import permissions
from underrose.safeguards.protection.disclosures.models import Permission
from underrose.safeguards.protection.disclosures.terms import Terms

YESTERDAY = NOON - dt.timedelta(days=1)
TERMS = Terms(
    who="Linden Practice",
    recipient="Dr Ada Quill",
    reach="4 Mill Lane",
    what="The days on which I came this year",
    purpose="So that she can plan with me",
    expires_on=NOON.date() + dt.timedelta(days=30),
)


@pytest.fixture
def terms() -> Terms:
    return TERMS


@pytest.fixture
def signed(heron: Membership) -> Permission:
    """Heron's, signed yesterday at noon."""
    return sign(heron)


def sign(membership: Membership, terms: Terms = TERMS, at: dt.datetime = YESTERDAY) -> Permission:
    written = permissions.write(membership, terms, by=membership.member, at=at)
    return permissions.sign(written, name="Helen Rondell", by=membership.member, at=at)


@pytest.fixture
def recovery(practice) -> Group:
    """A group under 42 CFR Part 2."""
    return make_group(practice, "Recovery", weekday=2, is_part2=True)


@pytest.fixture
def lark(recovery) -> Membership:
    """A member of the group under Part 2."""
    return make_member(recovery, "Lark", "Lara Kirk")


@pytest.fixture
def otis_leads(otis, recovery):
    """Otis, who leads the group under Part 2 as well."""
    from tests.world import assign

    assign(otis, "facilitator", recovery)
    return otis
