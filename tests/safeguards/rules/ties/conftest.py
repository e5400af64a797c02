"""A group whose tie check has begun, and short ways to tell and to run it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from tests.world import NOON
from underrose.groups.models import Group, Membership
from underrose.people.models import Staff
from underrose.safeguards.rules.ties.actions import comparing, preparing, telling
from underrose.safeguards.rules.ties.kinds import Kind
from underrose.safeguards.rules.ties.models import Check, Sheet

NIGHT = NOON + dt.timedelta(hours=15)
Tell = Callable[..., Sheet]


@pytest.fixture
def check(tuesday: Group, dana: Staff) -> Check:
    return preparing.begin(tuesday, by=dana, at=NOON)


def tell(
    check: Check,
    who: Membership | Staff,
    yes: bool = True,
    at: dt.datetime = NOON,
    choices: dict[str, bool] | None = None,
    **values: str | list[str],
) -> Sheet:
    """One person walks every page, in order, and hands in; `employer="Acme"`, `person=["A", "B"]`."""
    membership = who if isinstance(who, Membership) else None
    by = who.member if isinstance(who, Membership) else who
    sheet = telling.begin_sheet(check, membership=membership, by=by, at=at)
    for kind in (*Kind.values, "person"):
        said = values.get(kind, [])
        may = None if kind == "person" else (choices or {}).get(kind, yes)
        telling.keep(sheet, kind, [said] if isinstance(said, str) else said, may_be_raised=may, by=by, at=at)
    return telling.hand_in(sheet, by=by, at=at)


def run(check: Check, nights: int = 1) -> Check:
    return comparing.run(check, at=NIGHT + dt.timedelta(days=nights - 1))
