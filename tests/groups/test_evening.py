"""Plan, move, cancel, stand in, arrive, leave."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from tests.world import NOON, make_session
from underrose.ground.ledger.models import Entry
from underrose.ground.refusal import Absent
from underrose.groups import actions, ticks
from underrose.groups.actions import arriving, leading, planning
from underrose.groups.circle import circle
from underrose.groups.models import Attendance, Group, GroupSession
from underrose.people import policy
from underrose.people.models import Role

pytestmark = pytest.mark.django_db
SIX = NOON.replace(hour=18)


@pytest.fixture
def open_tonight(tonight):
    tonight.state, tonight.opened_at = GroupSession.State.OPEN, SIX
    tonight.save()
    return tonight


def test_planning_keeps_the_time_on_the_wall_across_the_change_of_clocks(tuesday, dana):
    sessions = actions.plan_sessions(tuesday, until=dt.date(2026, 4, 21), by=dana, at=NOON)
    assert {session.starts_at.astimezone(ZoneInfo("Europe/London")).time() for session in sessions} == {dt.time(18)}
    assert {session.starts_at.hour for session in sessions} == {17, 18}


def test_planning_twice_plans_nothing_twice(tuesday, dana, tonight):
    first = actions.plan_sessions(tuesday, until=dt.date(2026, 3, 31), by=dana, at=NOON)
    again = actions.plan_sessions(tuesday, until=dt.date(2026, 4, 7), by=dana, at=NOON)
    assert [session.number for session in [*first, *again]] == [13, 14, 15, 16, 17]


def test_a_cancelled_or_moved_session_is_not_planned_anew(tuesday, dana):
    first, second, *_ = actions.plan_sessions(tuesday, until=dt.date(2026, 3, 31), by=dana, at=NOON)
    actions.cancel_session(first, by=dana, at=NOON)
    actions.move_session(second, starts_at=second.starts_at + dt.timedelta(days=2), by=dana, at=NOON)
    assert actions.plan_sessions(tuesday, until=dt.date(2026, 3, 31), by=dana, at=NOON) == []


def test_planning_needs_a_schedule_and_an_end(tuesday, dana):
    with pytest.raises(planning.TooFar):
        actions.plan_sessions(tuesday, until=dt.date(2028, 1, 1), by=dana, at=NOON)
    Group.objects.filter(pk=tuesday.pk).update(weekday=None)
    with pytest.raises(planning.NoSchedule):
        actions.plan_sessions(tuesday, until=dt.date(2026, 3, 31), by=dana, at=NOON)


def test_what_has_begun_is_neither_moved_nor_cancelled(open_tonight, dana):
    with pytest.raises(planning.HasBegun):
        actions.move_session(open_tonight, starts_at=SIX + dt.timedelta(days=1), by=dana, at=NOON)
    with pytest.raises(planning.HasBegun):
        actions.cancel_session(open_tonight, by=dana, at=NOON)


def test_nothing_is_moved_into_the_past(tonight, dana):
    with pytest.raises(planning.InThePast):
        actions.move_session(tonight, starts_at=NOON - dt.timedelta(hours=1), by=dana, at=NOON)


def test_the_house_plans_ahead_by_itself(tuesday):
    ticks.tick(at=NOON)
    assert tuesday.sessions.count() == 9
    ticks.tick(at=NOON)
    assert tuesday.sessions.count() == 9
    assert Entry.objects.filter(by="system:worker", action="sessions planned").count() == 1


def test_outsiders_plan_move_and_cancel_nothing(tuesday, tonight, otis, sam):
    for person in (otis, sam):
        with pytest.raises(Absent):
            actions.plan_sessions(tuesday, until=dt.date(2026, 3, 31), by=person, at=NOON)
        with pytest.raises(Absent):
            actions.cancel_session(tonight, by=person, at=NOON)


def test_a_stand_in_sees_the_group_on_that_day_and_no_longer(tonight, tuesday, dana, otis):
    actions.set_stand_in(tonight, otis, by=dana, at=NOON - dt.timedelta(days=2))
    seen = [tuesday.pk in policy.standing(otis, moment).groups for moment in (
        NOON - dt.timedelta(days=1), SIX, NOON + dt.timedelta(days=1))]  # fmt: skip
    assert seen == [False, True, False]


def test_a_stand_in_may_open_that_session(tonight, dana, otis):
    actions.set_stand_in(tonight, otis, by=dana, at=NOON)
    assert policy.may(otis, "open session", group_id=tonight.group_id, at=SIX)


def test_without_a_stand_in_nothing_is_left_to_see(tonight, tuesday, dana, otis):
    actions.set_stand_in(tonight, otis, by=dana, at=NOON)
    actions.unset_stand_in(tonight, by=dana, at=NOON + dt.timedelta(hours=1))
    assert tuesday.pk not in policy.standing(otis, SIX).groups


def test_a_moved_session_takes_its_stand_in_along(tonight, tuesday, dana, otis):
    actions.set_stand_in(tonight, otis, by=dana, at=NOON)
    actions.move_session(tonight, starts_at=SIX + dt.timedelta(days=3), by=dana, at=NOON)
    assert tuesday.pk not in policy.standing(otis, SIX).groups
    assert tuesday.pk in policy.standing(otis, SIX + dt.timedelta(days=3)).groups


def test_who_leads_already_need_not_stand_in(tonight, dana, lee):
    with pytest.raises(leading.LeadsAlready):
        actions.set_stand_in(tonight, lee, by=dana, at=NOON)


def test_nobody_appoints_themselves(tonight, otis):
    with pytest.raises(Absent):
        actions.set_stand_in(tonight, otis, by=otis, at=NOON)


def test_an_admin_names_leaders_and_a_leader_does_not(tuesday, alex, dana, otis):
    with pytest.raises(Absent):
        actions.assign(tuesday, otis, role=Role.FACILITATOR, by=dana, at=NOON)
    row = actions.assign(tuesday, otis, role=Role.CO_FACILITATOR, by=alex, at=NOON)
    assert tuesday.pk in policy.standing(otis, NOON).groups
    actions.end_assignment(row, by=alex, at=NOON)
    assert tuesday.pk not in policy.standing(otis, NOON).groups


def test_checking_in_twice_is_once(tonight, heron, dana):
    first = actions.check_in(tonight, heron, how="phone", by=heron.member, at=SIX)
    again = actions.check_in(tonight, heron, by=dana, at=SIX)
    assert first == again
    assert Attendance.objects.count() == 1
    assert Entry.objects.filter(action="checked in").count() == 1


def test_a_phone_checks_in_from_an_hour_before(tonight, heron):
    with pytest.raises(arriving.TooEarly):
        actions.check_in(tonight, heron, how="phone", by=heron.member, at=SIX - dt.timedelta(minutes=61))
    assert actions.check_in(tonight, heron, how="phone", by=heron.member, at=SIX - dt.timedelta(minutes=59))


def test_a_member_checks_in_nobody_else(tonight, heron, juniper):
    with pytest.raises(Absent):
        actions.check_in(tonight, heron, by=juniper.member, at=SIX)


def test_somebody_of_another_group_or_who_left_is_not_let_in(tonight, finch, rook, dana):
    for stranger in (finch, rook):
        with pytest.raises(Absent):
            actions.check_in(tonight, stranger, by=dana, at=SIX)


def test_a_wrong_tick_is_undone_and_stays_as_a_row(tonight, heron, dana):
    actions.check_in(tonight, heron, by=dana, at=SIX)
    actions.undo_check_in(tonight, heron, by=dana, at=SIX)
    assert not Attendance.objects.standing().exists()
    assert Attendance.objects.count() == 1
    actions.check_in(tonight, heron, by=dana, at=SIX)
    assert Attendance.objects.standing().count() == 1


def test_after_check_in_closed_the_late_are_let_in_and_marked(open_tonight, heron, wren, dana):
    actions.check_in(open_tonight, heron, by=dana, at=SIX)
    session = actions.close_check_in(open_tonight, by=dana, at=SIX + dt.timedelta(minutes=10))
    actions.check_in(session, wren, by=dana, at=SIX + dt.timedelta(minutes=20))
    assert [(seat.name, seat.is_late) for seat in circle(session)] == [("Heron", False), ("Wren", True)]


def test_who_counts_is_fixed_once_check_in_closed(open_tonight, heron, dana):
    actions.check_in(open_tonight, heron, by=dana, at=SIX)
    actions.close_check_in(open_tonight, by=dana, at=SIX)
    with pytest.raises(arriving.CheckInClosed):
        actions.undo_check_in(open_tonight, heron, by=dana, at=SIX)


def test_gone_out_and_back_is_one_evening(open_tonight, heron, dana):
    actions.check_in(open_tonight, heron, by=dana, at=SIX)
    actions.check_out(open_tonight, heron, by=heron.member, at=SIX)
    with pytest.raises(arriving.NotHere):
        actions.check_out(open_tonight, heron, by=heron.member, at=SIX)
    actions.check_in(open_tonight, heron, by=heron.member, at=SIX)
    assert Attendance.objects.get().checked_out_at is None


def test_the_circle_holds_who_belongs_and_nobody_who_had_left(tonight, heron, wren, rook, finch):
    assert [seat.name for seat in circle(tonight)] == ["Heron", "Wren"]


def test_somebody_who_left_after_a_session_stays_in_its_circle(tuesday, heron, dana):
    past = make_session(
        tuesday, 11, NOON - dt.timedelta(days=7), state=GroupSession.State.CLOSED,
        opened_at=NOON - dt.timedelta(days=7), closed_at=NOON - dt.timedelta(days=7) + dt.timedelta(hours=1),
    )  # fmt: skip
    actions.leave(heron, by=dana, at=NOON)
    assert [seat.name for seat in circle(past)] == ["Heron"]


def test_leaving_the_group_leaves_the_room(open_tonight, heron, dana):
    actions.check_in(open_tonight, heron, by=dana, at=SIX)
    actions.leave(heron, by=dana, at=SIX + dt.timedelta(minutes=5))
    assert Attendance.objects.get().checked_out_at == SIX + dt.timedelta(minutes=5)
