"""The desk reminds a reader of sheets that nobody tried, and nobody else of them."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.people.readers.making import make_key
from tests.world import NOON
from underrose.people import policy
from underrose.safeguards.protection import reader_keys

pytestmark = pytest.mark.django_db


def test_untried_sheets_wait_for_their_reader_and_are_late_after_a_week(dana, lee, django_assert_num_queries):
    make_key(dana, "shared", holders=["Sam", "Priya"])
    standing = policy.standing(dana, NOON)
    with django_assert_num_queries(1):
        (due,) = reader_keys.due(standing, NOON)
    assert (due.count, due.is_late) == (2, False)
    assert reader_keys.due(standing, NOON + dt.timedelta(days=8))[0].is_late
    assert not reader_keys.due(policy.standing(lee, NOON), NOON)
