"""A row's commitment is the same before and after a reload, and another one for every other content."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable
from decimal import Decimal

import pytest
import rfc8785
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from tests.world import NOON, make_practice
from underrose.ground.ledger import canonical, recording, verifying
from underrose.groups.models import Group, GroupSession
from underrose.people.models import Assignment, Member, Practice, Staff, System

words = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), max_size=30)
ZONES = [dt.UTC, dt.timezone(dt.timedelta(hours=5, minutes=45))]
moments = st.datetimes(dt.datetime(1950, 1, 2), dt.datetime(2199, 1, 1), timezones=st.sampled_from(ZONES))  # noqa: DTZ001
few = settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))


class AfterAReload(TestCase):
    @few
    @given(words, words, moments, st.booleans(), st.none() | moments)
    def test_texts_and_times_stay_as_recorded(
        self, name: str, label: str, made_at: dt.datetime, is_example: bool, checked: dt.datetime | None
    ) -> None:
        practice = Practice(
            name=name, label=label, made_at=made_at, is_example=is_example, recovery_checked_at=checked
        )  # fmt: skip
        practice.save()
        recording.record("practice founded", by=System(practice.pk), at=made_at, about=practice)
        assert verifying.verify(practice.pk, at=NOON).findings == []

    @few
    @given(st.binary(max_size=60), st.none() | st.binary(max_size=16), st.integers(0, 2**31 - 1), moments)
    def test_sealed_and_indexed_columns_stay_as_recorded(
        self, sealed: bytes, index: bytes | None, version: int, made_at: dt.datetime
    ) -> None:
        practice = make_practice()
        member = Member.objects.create(
            practice=practice, subject_id=uuid.uuid4(), legal_name=sealed, mail_index=index, seal_version=version,
            made_at=made_at,
        )  # fmt: skip
        recording.record("member joined", by=System(practice.pk), at=made_at, about=member)
        assert verifying.verify(practice.pk, at=NOON).findings == []

    @few
    @given(st.times(), st.dates(), st.none() | st.integers(0, 6), st.booleans())
    def test_clock_times_days_and_numbers_stay_as_recorded(
        self, starts: dt.time, day: dt.date, weekday: int | None, as_text: bool
    ) -> None:
        practice = make_practice()
        group = Group.objects.create(
            practice=practice, subject_id=uuid.uuid4(), label="Appointment", kind="open", place="online",
            weekday=weekday, starts_at_time=starts.isoformat() if as_text else starts, time_zone="UTC",
            starts_on=day.isoformat() if as_text else day, minutes="90" if as_text else 90, made_at=NOON,
        )  # fmt: skip
        recording.record("group founded", by=System(practice.pk), at=NOON, about=group)
        assert verifying.verify(practice.pk, at=NOON).findings == []


values_of_columns = st.none() | st.booleans() | words | st.integers() | st.floats(allow_nan=False, allow_infinity=False)


@given(st.dictionaries(st.text("abcdefgh_", max_size=8), values_of_columns))
def test_the_quick_form_of_a_row_is_canonical_json(values: dict[str, object]) -> None:
    assert canonical.row(values) == rfc8785.dumps(canonical.plain(values)) == canonical.dumps(values)


@pytest.mark.parametrize(
    ("value", "form"),
    [
        (Decimal("1.50"), b'"1.50"'),
        (memoryview(b"\x00\xff"), b'"00ff"'),
        (dt.date(2026, 3, 3), b'"2026-03-03"'),
        (dt.time(18, 0), b'"18:00:00.000000"'),
        (dt.timedelta(seconds=1), b'"1000000 us"'),
        (2**60, b'"1152921504606846976"'),
        ({"b": [1, (2,)], "a": {3}}, b'{"a":[3],"b":[1,[2]]}'),
        (dt.datetime(2026, 3, 3, 12, tzinfo=dt.timezone(dt.timedelta(hours=2))), b'"2026-03-03T10:00:00.000000"'),
    ],
)
def test_each_kind_of_value_has_one_form(value: object, form: bytes) -> None:
    assert canonical.dumps(value) == form


def test_a_kind_of_value_it_does_not_know_is_refused() -> None:
    with pytest.raises(TypeError, match="no form for object"):
        canonical.dumps(object())


def test_what_counts_is_what_is_stored_and_not_a_stale_object(tonight: GroupSession, dana: Staff) -> None:
    stale = GroupSession.objects.get(pk=tonight.pk)
    tonight.state = GroupSession.State.OPEN
    tonight.save()
    recording.record("session opened", by=dana, at=NOON, about=stale)
    assert verifying.verify(dana.practice_id, at=NOON).is_sound


def test_a_row_of_another_practice_is_refused(tonight: GroupSession, other_practice: Practice) -> None:
    with pytest.raises(ValueError, match="not stored for this practice"):
        recording.record("session opened", by=System(other_practice.pk), at=NOON, about=tonight)


def test_unrecorded_columns_may_change_freely(dana: Staff) -> None:
    Staff.objects.filter(pk=dana.pk).update(password="x")
    assert verifying.verify(dana.practice_id, at=NOON).is_sound


def test_ten_thousand_rows_go_into_one_entry(dana: Staff) -> None:
    rows = Assignment.objects.bulk_create(
        Assignment(practice=dana.practice, staff=dana, role="supervisor", since=NOON) for _ in range(10_000)
    )
    with CaptureQueriesContext(connection) as queries:
        recording.record("list taken in", by=dana, at=NOON, rows=rows)
    assert len(queries) <= 9
    assert verifying.verify(dana.practice_id, at=NOON).is_sound


@pytest.mark.django_db(transaction=True)
def test_an_entry_costs_few_statements_and_always_as_many() -> None:
    practice = make_practice()
    by = System(practice.pk)
    members, explained = [uuid.uuid4() for _ in range(50)], {"reason": "a merger"}

    def statements(act: Callable[[], object]) -> int:
        with CaptureQueriesContext(connection) as queries, transaction.atomic():
            act()
        return len([query for query in queries if query["sql"].split()[0] not in ("BEGIN", "COMMIT")])

    statements(lambda: recording.record("first of its kind", by=by, at=NOON, about=practice, details=explained))
    assert statements(lambda: recording.record("practice seen", by=by, at=NOON)) <= 3
    for _again in range(3):
        assert statements(lambda: recording.record("practice named", by=by, at=NOON, about=practice)) <= 4
        assert statements(lambda: recording.record("told", by=by, at=NOON, about=practice, details=explained)) <= 5
        assert statements(lambda: recording.viewed("member page", by=by, at=NOON, subjects=members)) <= 5
