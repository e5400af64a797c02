"""A group at 18:00 stays at 18:00, whatever the clocks do."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from underrose.groups import calendar

ZONES = st.sampled_from(
    ["Europe/London", "America/New_York", "America/Sao_Paulo", "Australia/Lord_Howe", "Asia/Kathmandu", "Africa/Cairo"]
)
DAYS = st.dates(dt.date(2015, 1, 1), dt.date(2035, 12, 31))


@given(DAYS, st.times(), ZONES)
def test_the_wall_shows_the_time_of_the_schedule_unless_the_change_skips_it(day, time, zone):
    time = time.replace(microsecond=0)
    shown = calendar.instant(day, time, zone).astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    meant = dt.datetime.combine(day, time)
    assert shown == meant or dt.timedelta(0) < shown - meant <= dt.timedelta(hours=2)


@given(DAYS, ZONES)
def test_an_evening_group_never_moves_on_the_wall(day, zone):
    for week in range(0, 60, 5):
        later = day + week * calendar.WEEK
        shown = calendar.instant(later, dt.time(18, 0), zone).astimezone(ZoneInfo(zone))
        assert (shown.date(), shown.time()) == (later, dt.time(18, 0))


@given(DAYS, st.times(), ZONES)
def test_a_time_that_comes_twice_is_its_first(day, time, zone):
    found = calendar.instant(day, time, zone)
    second = dt.datetime.combine(day, time.replace(fold=1), ZoneInfo(zone)).astimezone(dt.UTC)
    is_skipped = found.astimezone(ZoneInfo(zone)).replace(tzinfo=None) != dt.datetime.combine(day, time)
    assert found <= second or is_skipped


def test_a_skipped_time_is_read_with_the_offset_before_it():
    found = calendar.instant(dt.date(2026, 3, 29), dt.time(1, 30), "Europe/London")
    assert found.astimezone(ZoneInfo("Europe/London")).time() == dt.time(2, 30)


@given(st.integers(0, 6), DAYS, st.integers(0, 200))
def test_weekly_gives_every_such_day_and_no_other(weekday, since, days):
    until = since + dt.timedelta(days=days)
    found = list(calendar.weekly(weekday, since=since, until=until))
    every = [since + dt.timedelta(days=n) for n in range(days + 1)]
    assert found == [day for day in every if day.weekday() == weekday]


@given(DAYS, ZONES)
def test_a_day_lies_between_its_midnights(day, zone):
    moment = dt.datetime.combine(day, dt.time(12), dt.UTC)
    since, until = calendar.midnights(moment, zone)
    assert since <= moment < until
    assert dt.timedelta(hours=22) < until - since < dt.timedelta(hours=26)
