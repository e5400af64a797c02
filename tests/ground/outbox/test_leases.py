"""Two workers, crashes and slow lines: a message is in one pair of hands, and none is lost."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.world import NOON
from underrose.ground.outbox import leases
from underrose.ground.outbox.models import Delivery

Put = Callable[..., Delivery | None]
LATER = NOON + leases.LEASE


@pytest.fixture
def claimed(put: Put, with_mail: None) -> Delivery:
    put()
    return leases.claim(1, at=NOON)[0]


def now() -> Delivery:
    return Delivery.objects.get()


def test_two_workers_never_hold_the_same_message(claimed: Delivery) -> None:
    assert leases.claim(1, at=NOON) == []


def test_a_claim_takes_no_more_than_asked(put: Put, with_mail: None) -> None:
    for number in range(5):
        put(f"key {number}")
    assert [len(leases.claim(2, at=NOON)) for _ in range(4)] == [2, 2, 1, 0]


def test_killed_before_handing_over_means_free_again_and_no_doubt(claimed: Delivery) -> None:
    leases.sweep(at=LATER)
    again = leases.claim(1, at=LATER)
    assert len(again) == 1
    assert (again[0].state, again[0].doubts) == ("planned", 0)


def test_killed_while_handing_over_means_unclear_counted_and_sent_again(claimed: Delivery) -> None:
    leases.begin(claimed, at=NOON)
    assert leases.claim(1, at=NOON) == []
    leases.sweep(at=LATER)
    assert (now().state, now().doubts) == ("unclear", 1)
    again = leases.claim(1, at=LATER)[0]
    assert again.message_id == claimed.message_id
    assert leases.begin(again, at=LATER)
    assert leases.accepted(again, at=LATER)
    assert (now().state, now().doubts, now().attempts) == ("accepted", 1, 2)


def test_who_lost_the_lease_can_settle_nothing(claimed: Delivery) -> None:
    leases.begin(claimed, at=NOON)
    leases.sweep(at=LATER)
    again = leases.claim(1, at=LATER)[0]
    leases.begin(again, at=LATER)
    assert not leases.failed(claimed, "late", at=LATER)
    assert now().state == "sending"


def test_what_was_withdrawn_meanwhile_is_not_begun(claimed: Delivery) -> None:
    leases.sweep(at=claimed.stale_at)
    assert not leases.begin(claimed, at=claimed.stale_at)


def test_attempts_wait_longer_each_time_and_end(put: Put, with_mail: None) -> None:
    put(stale_at=NOON + timedelta(days=9))
    at, waits = NOON, []
    while claimed := leases.claim(1, at=at):
        leases.begin(claimed[0], at=at)
        leases.try_again(claimed[0], "OSError", at=at)
        waits.append(now().next_at - at)
        at = now().next_at
    assert waits[:-1] == list(leases.WAITS)
    assert (now().state, now().trouble, now().attempts) == ("failed", "gave up: OSError", leases.ATTEMPTS)


def test_a_settled_message_keeps_no_words(claimed: Delivery) -> None:
    leases.begin(claimed, at=NOON)
    leases.accepted(claimed, at=NOON)
    assert {bytes(now().address), bytes(now().subject_line), bytes(now().words)} == {b""}


@pytest.mark.parametrize("end", ["refused", "too late"])
def test_what_may_have_gone_is_never_called_failed_or_suppressed(claimed: Delivery, end: str) -> None:
    leases.begin(claimed, at=NOON)
    leases.unclear(claimed, "hung up", at=NOON)
    if end == "refused":
        again = leases.claim(1, at=LATER)[0]
        leases.begin(again, at=LATER)
        leases.failed(again, "refused: 550", at=LATER)
    else:
        leases.sweep(at=claimed.stale_at)
    assert now().state == "unclear"
    assert now().settled_at


def test_stopping_lets_go_of_what_was_not_begun(claimed: Delivery) -> None:
    leases.release([claimed])
    assert len(leases.claim(1, at=NOON)) == 1


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_workers_that_claim_at_once_share_without_waiting(put: Put, with_mail: None) -> None:
    for number in range(40):
        put(f"key {number}")

    def work(_: int) -> list[Any]:
        try:
            return [one.pk for _ in range(5) for one in leases.claim(2, at=NOON)]
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        claimed = [pk for found in pool.map(work, range(4)) for pk in found]
    assert len(claimed) == len(set(claimed)) == 40


STEPS = st.lists(
    st.sampled_from(["put", "claim", "begin", "hand over", "settle", "settle late", "lease runs out"]),
    min_size=5,
    max_size=25,
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_whatever_happens_none_is_lost_and_copies_are_counted(put: Put, with_mail: None, steps: list[str]) -> None:
    """Each work step goes so far and then the worker dies; `copies` is what the server has taken."""
    Delivery.objects.all().delete()
    at, copies, slow = NOON, dict[Any, int](), list[Delivery]()
    reach = ["claim", "begin", "hand over", "settle"]
    put("first", stale_at=NOON + timedelta(days=99))
    for number, step in enumerate(steps):
        if step == "put":
            put(f"key {number}", stale_at=NOON + timedelta(days=99))
        elif step == "lease runs out":
            at += leases.LEASE
            leases.sweep(at=at)
        elif step == "settle late":
            slow = [delivery for delivery in slow if not leases.accepted(delivery, at=at)]
        else:
            for delivery in leases.claim(1, at=at):
                if reach.index(step) >= 1 and leases.begin(delivery, at=at) and reach.index(step) >= 2:
                    copies[delivery.pk] = copies.get(delivery.pk, 0) + 1
                    slow.append(delivery)
                    if step == "settle":
                        assert leases.accepted(delivery, at=at)
    for kept in Delivery.objects.all():
        assert kept.state in ("planned", "sending", "unclear", "accepted")
        assert kept.state != "accepted" or kept.pk in copies
        assert copies.get(kept.pk, 0) <= kept.doubts + 1
