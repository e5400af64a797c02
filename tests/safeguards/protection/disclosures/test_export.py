"""A member's own data: their permissions word for word, what was shared, and what is left out with its sentence."""

from __future__ import annotations

import datetime as dt

from tests.safeguards.protection.disclosures.conftest import TERMS
from tests.safeguards.protection.disclosures.test_sharing import share
from tests.world import NOON
from underrose.ground.ledger.models import Entry
from underrose.rose import exports
from underrose.safeguards.protection.disclosures import export
from underrose.safeguards.protection.disclosures.words import Quiet


def values(section) -> list[object]:
    return [fact.value for entry in section.entries for fact in entry]


def test_both_lists_are_in_it_and_reading_leaves_no_trace(heron, dana, signed):
    share(heron, dana, permission=signed)
    before = Entry.objects.count()
    permissions, shared = export.kept_on(heron.member, NOON)
    assert TERMS.what in values(permissions)
    assert TERMS.recipient in values(shared)
    assert Entry.objects.count() == before


def test_what_is_to_be_kept_quiet_is_not_in_it_until_its_time_is_over(heron, dana):
    until = NOON.date() + dt.timedelta(days=20)
    share(heron, dana, basis="oversight", quiet=Quiet(until, is_written=True))
    _permissions, shared = export.kept_on(heron.member, NOON)
    assert shared.entries == ()
    assert "164.528(a)(2)" in str(shared.left_out)
    _permissions, later = export.kept_on(heron.member, NOON + dt.timedelta(days=21))
    assert len(later.entries) == 1


def test_nothing_of_another_member_is_in_it(heron, juniper, dana, signed):
    share(heron, dana, permission=signed)
    assert [section.entries for section in export.kept_on(juniper.member, NOON)] == [(), ()]


def test_it_is_part_of_what_a_member_downloads(heron, signed):
    keys = [section.key for section in exports.sections(heron.member, NOON)]
    assert {"permissions", "shared"} <= set(keys)
