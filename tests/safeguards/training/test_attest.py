"""Attesting: by a supervisor, about somebody else, for a time."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from tests.safeguards.counting import statements
from tests.world import NOON, make_session, make_staff
from underrose.ground.ledger.models import Entry
from underrose.ground.refusal import Absent
from underrose.ground.vault import sealing
from underrose.groups.petals import State
from underrose.people import policy
from underrose.people.models import Role
from underrose.safeguards.training import actions, petal
from underrose.safeguards.training.models import Attestation

NEXT_YEAR = dt.date(2027, 3, 3)


def attest(staff: Any, by: Any, until: dt.date = NEXT_YEAR) -> Attestation:
    return actions.attest(staff, course="Twelve hours on groups", valid_until=until, by=by, at=NOON)


def test_a_supervisor_attests_and_the_ledger_knows(dana, sam):
    attestation = attest(dana, sam)
    assert sealing.reveal(attestation, "course") == "Twelve hours on groups"
    assert Entry.objects.get(action="training attested").by == sam.ref


def test_the_course_is_not_in_the_row(dana, sam):
    attestation = attest(dana, sam)
    assert b"Twelve" not in bytes(attestation.course)


@pytest.mark.parametrize("person", ["dana", "lee", "otis", "priya", "alex"])
def test_nobody_but_a_supervisor_attests(request, lee, person):
    with pytest.raises(Absent):
        attest(lee, request.getfixturevalue(person))


def test_nobody_attests_for_themselves(sam):
    with pytest.raises(actions.ForYourself):
        attest(sam, sam)


def test_a_supervisor_of_another_practice_does_not_attest(dana, other_practice):
    other = make_staff(other_practice, "Vera", Role.SUPERVISOR)
    with pytest.raises(Absent):
        attest(dana, other)


@pytest.mark.parametrize("until", [dt.date(2026, 3, 2), dt.date(2031, 1, 1)])
def test_the_end_lies_ahead_and_not_too_far(dana, sam, until):
    with pytest.raises(actions.NotNow):
        attest(dana, sam, until)


def test_a_practice_of_one_records_an_outside_supervisor_with_a_reason(dana, alex):
    words = {"course": "Twelve hours", "supervisor": "Ruth Outside", "reason": "No supervisor here"}
    found = actions.attest_from_outside(dana, **words, valid_until=NEXT_YEAR, by=alex, at=NOON)
    assert found.is_from_outside
    assert sealing.reveal(found, "outside_supervisor") == "Ruth Outside"
    assert b"Ruth" not in bytes(found.outside_supervisor)


def test_an_outside_supervisor_needs_a_reason(dana, alex):
    with pytest.raises(actions.NoOutsider):
        actions.attest_from_outside(
            dana, course="x", supervisor="Ruth", reason=" ", valid_until=NEXT_YEAR, by=alex, at=NOON
        )


def test_a_facilitator_records_no_outside_supervisor(dana, lee):
    with pytest.raises(Absent):
        actions.attest_from_outside(
            lee, course="x", supervisor="Ruth", reason="y", valid_until=NEXT_YEAR, by=dana, at=NOON
        )


def test_the_petal_is_in_place_when_every_leader_is_attested(dana, lee, sam, tonight):
    attest(dana, sam)
    attest(lee, sam)
    found = petal.petal(tonight, policy.standing(dana, NOON))
    assert found.state is State.IN_PLACE
    assert "Dana: until 3 March 2027" in str(found.sentence)


def test_the_petal_says_who_lacks_it(dana, lee, sam, tonight):
    attest(dana, sam)
    found = petal.petal(tonight, policy.standing(dana, NOON))
    assert (found.state, str(found.sentence)) == (State.MISSING, "Lee has no current attestation.")
    assert found.mend is not None


def test_the_petal_waits_when_one_ends_within_a_month(dana, sam, tonight):
    attest(dana, sam, dt.date(2026, 3, 20))
    found = petal.petal(tonight, policy.standing(dana, NOON))
    assert (found.state, str(found.sentence)) == (State.WAITING, "Dana's attestation ends on 20 March 2026.")


def test_a_stand_in_counts_too(dana, sam, otis, tonight):
    attest(dana, sam)
    tonight.stand_in = otis
    found = petal.petal(tonight, policy.standing(dana, NOON))
    assert str(found.sentence) == "Otis has no current attestation."


def test_a_withdrawn_attestation_counts_no_more_and_stays_in_the_history(dana, sam, tonight, client_as):
    actions.withdraw(attest(dana, sam), by=sam, at=NOON)
    assert petal.petal(tonight, policy.standing(dana, NOON)).state is State.MISSING
    assert b"Twelve hours" in client_as(dana).get(f"/training/{dana.pk}/").content


def test_fifty_sessions_cost_as_many_queries_as_one(dana, tuesday, tonight):
    viewer = policy.Standing(dana)
    sessions = [make_session(tuesday, 20 + n, NOON + dt.timedelta(days=7 * n + 7)) for n in range(50)]
    petal.petals(sessions, viewer)  # the practice's key is opened once
    fresh = type(tonight).objects.select_related("group", "stand_in").order_by("number")
    one, all_ = (statements(lambda some=list(some): petal.petals(some, viewer)) for some in (fresh[:1], fresh))
    assert one == all_ <= 7
