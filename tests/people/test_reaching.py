"""When and how a member may be written to: their days, their hours, their words, and the ways that are shut."""

from __future__ import annotations

import datetime as dt
import json
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from underrose.people import reaching
from underrose.people.reaching import ContactRules, MaySay

ZONES = ["UTC", "Europe/London", "America/New_York", "Asia/Kolkata", "Pacific/Apia", "Australia/Lord_Howe"]
clocks = st.times().map(lambda time: f"{time:%H:%M}")
moments = st.datetimes(dt.datetime(2024, 1, 1), dt.datetime(2030, 1, 1), timezones=st.just(dt.UTC))  # noqa: DTZ001
rules = st.builds(
    ContactRules,
    channel=st.sampled_from(["mail", "sms", "none"]),
    calls=st.booleans(),
    voicemail=st.booleans(),
    days=st.sets(st.integers(0, 6)).map(lambda days: tuple(sorted(days))),
    opens=clocks,
    closes=clocks,
    may_say=st.sampled_from(list(MaySay)),
    others_see=st.booleans(),
    who_sees=st.text(max_size=20),
    do_not_contact=st.booleans(),
)


@given(rules)
def test_what_is_sealed_reads_the_same(said: ContactRules):
    assert ContactRules.read(said.words()) == said


@given(st.dictionaries(st.sampled_from([*ContactRules().as_dict(), "other"]), st.none() | st.text() | st.integers()))
def test_whatever_is_read_never_opens_a_way_that_nobody_named(held):
    found = ContactRules.read(json.dumps(held))
    assert found.channel in ("mail", "sms", "none")
    assert (found.channel != "none") == (held.get("channel") in ("mail", "sms"))
    assert found.may_say in list(MaySay)
    assert bool(found.opens) == bool(found.closes)


def test_nothing_said_means_nobody_writes():
    assert ContactRules.read("").writes_by == "none"


def test_do_not_contact_shuts_a_channel_that_is_named():
    assert ContactRules(channel="mail", do_not_contact=True).writes_by == "none"
    assert reaching.said(ContactRules(channel="mail", calls=True, do_not_contact=True)) == [
        "Do not contact: no message, no call, no letter."
    ]


@given(rules, moments, st.sampled_from(ZONES), st.booleans())
@example(
    ContactRules("mail", days=(6,), opens="23:30", closes="00:30"), dt.datetime(2026, 3, 1, tzinfo=dt.UTC), "UTC", False
)
def test_a_message_goes_within_the_named_days_and_hours(said, due, zone, asked):
    assume(said.opens != said.closes)
    start, end = said.window(due, time_zone=zone, asked=asked)
    assert due <= start < end
    assert start - due <= dt.timedelta(days=9)
    local = start.astimezone(ZoneInfo(zone))
    clock = f"{local:%H:%M}"
    if said.opens < said.closes:
        assert said.opens <= clock < said.closes or local.fold or _skips(local)
        assert not said.days or local.weekday() in said.days
    else:
        assert clock >= said.opens or clock < said.closes or _skips(local)
        opened = local if clock >= said.opens else local - dt.timedelta(days=1)
        assert not said.days or opened.weekday() in said.days or _skips(local)


def _skips(local: dt.datetime) -> bool:
    """Whether the clocks change on or beside this day."""
    return len({(local + dt.timedelta(days=n)).utcoffset() for n in (-1, 0, 1)}) > 1


@given(moments, st.sampled_from(ZONES))
def test_who_named_no_hours_is_written_to_by_day(due, zone):
    start, _end = ContactRules("mail").window(due, time_zone=zone)
    assert dt.time(8) <= start.astimezone(ZoneInfo(zone)).time() < dt.time(20)


@given(moments, st.sampled_from(ZONES))
def test_and_at_once_when_they_asked_for_it_just_now(due, zone):
    start, end = ContactRules("mail").window(due, time_zone=zone, asked=True)
    assert start == due
    assert end > due + dt.timedelta(days=6)


@pytest.mark.parametrize(("said_days_ago", "due"), [(None, True), (0, False), (89, False), (90, True), (400, True)])
def test_they_are_asked_again_after_ninety_days(said_days_ago, due):
    now = dt.datetime(2026, 3, 3, tzinfo=dt.UTC)
    said = None if said_days_ago is None else now - dt.timedelta(days=said_days_ago)
    assert reaching.is_overdue(said, now) is due


def test_the_rules_are_said_in_plain_sentences():
    said = ContactRules(
        "sms", calls=True, voicemail=True, days=(0, 2), opens="18:00", closes="20:30", may_say="least", others_see=True,
        who_sees="my aunt",
    )  # fmt: skip
    assert reaching.said(said) == [
        "Messages by text.",
        "A message says only that there is something: no day and no time.",
        "Somebody else sees their phone or mail: my aunt.",
        "Calls are fine. A voice message may only say: please call back.",
        "Only on Monday and Wednesday, from 18:00 to 20:30.",
    ]
