"""Open a session, always possible; close it; and what a petal that fails does to the rose."""

from __future__ import annotations

import datetime as dt
import json
import logging

import pytest

from tests.world import NOON, make_session
from underrose.ground.ledger.models import Entry
from underrose.ground.refusal import Absent
from underrose.ground.vault import sealing
from underrose.groups import actions as groups
from underrose.groups.models import Attendance, GroupSession
from underrose.groups.petals import Petal, State, answered_together
from underrose.people import policy
from underrose.rose import actions, petals
from underrose.rose.models import Opening

pytestmark = pytest.mark.django_db
SIX = NOON.replace(hour=18)
DONE = Petal(State.IN_PLACE, "Done.")


class Room:
    """A safeguard of the tests: says what it was told to, or raises."""

    __name__ = "room"
    NAME = "Room"

    def __init__(self, petal: Petal | Exception = DONE) -> None:
        self.says = petal

    def asking(self, sessions, viewer):
        yield ()
        if isinstance(self.says, Exception):
            raise self.says
        return {session.pk: self.says for session in sessions}


def whole(monkeypatch):
    monkeypatch.setattr(petals, "SAFEGUARDS", tuple(Room() for _each in range(7)))


def test_with_seven_petals_no_reason_is_asked(tonight, dana, monkeypatch):
    whole(monkeypatch)
    opening = actions.open_session(tonight, by=dana, at=SIX)
    assert (opening.in_place, sealing.reveal(opening, "reason")) == (7, "")


def test_with_a_petal_missing_it_asks_why(tonight, dana):
    with pytest.raises(actions.SayWhy):
        actions.open_session(tonight, by=dana, at=SIX)
    with pytest.raises(actions.SayWhy):
        actions.open_session(tonight, reason="  ", by=dana, at=SIX)
    assert not Opening.objects.exists()


def test_with_a_reason_it_always_opens_and_the_reason_stays(tonight, dana, heron):
    actions.open_session(tonight, reason="Fire drill ate our time", by=dana, at=SIX)
    entry = Entry.objects.get(action="session opened")
    kept = json.loads(sealing.reveal(entry, "details"))
    assert kept["reason"] == "Fire drill ate our time"
    assert len(kept["petals"]) == 7
    assert sealing.reveal(Opening.objects.get(), "reason") == "Fire drill ate our time"


def test_what_each_petal_said_is_kept_and_sealed(tonight, dana, heron):
    opening = actions.open_session(tonight, reason="Because", by=dana, at=SIX)
    told = json.loads(sealing.reveal(opening, "petals"))
    assert [name for name, _state, _sentence in told][:2] == ["Rules", "Protection"]
    assert b"Because" not in bytes(opening.reason)


def test_a_session_opens_once(tonight, dana):
    actions.open_session(tonight, reason="Because", by=dana, at=SIX)
    with pytest.raises(actions.OpenAlready):
        actions.open_session(tonight, reason="Because", by=dana, at=SIX)


def test_a_cancelled_session_does_not_open(tonight, dana):
    groups.cancel_session(tonight, by=dana, at=NOON)
    with pytest.raises(actions.IsOver):
        actions.open_session(tonight, reason="Because", by=dana, at=SIX)


def test_outsiders_and_supervisors_open_and_close_nothing(tonight, otis, sam, alex, priya):
    for person in (otis, sam, alex, priya):
        with pytest.raises(Absent):
            actions.open_session(tonight, reason="Because", by=person, at=SIX)
        with pytest.raises(Absent):
            actions.close_session(tonight, by=person, at=SIX)


def test_closing_checks_out_whoever_is_left(tonight, dana, heron, wren):
    actions.open_session(tonight, reason="Because", by=dana, at=SIX)
    groups.check_in(tonight, heron, by=dana, at=SIX)
    closed = actions.close_session(tonight, by=dana, at=SIX + dt.timedelta(hours=1))
    assert closed.state == GroupSession.State.CLOSED
    assert Attendance.objects.get().checked_out_at == SIX + dt.timedelta(hours=1)
    with pytest.raises(actions.NotOpen):
        actions.close_session(tonight, by=dana, at=SIX)


def test_a_petal_that_raises_is_missing_and_the_others_stand(tonight, dana, monkeypatch, caplog):
    rooms = (*(Room() for _each in range(6)), Room(RuntimeError("Heron's secret")))
    monkeypatch.setattr(petals, "SAFEGUARDS", rooms)
    with caplog.at_level(logging.ERROR):
        rose = petals.rose(tonight, policy.standing(dana, NOON))
    assert rose.in_place == 6
    assert rose.petals[-1][1].state == State.MISSING
    assert "Heron" not in caplog.text
    assert str(tonight.pk) in caplog.text


def test_a_petal_that_forgets_a_session_is_missing_there(tonight, tuesday, dana, monkeypatch):
    class Forgetful(Room):
        def asking(self, sessions, viewer):
            yield ()
            return {}

    monkeypatch.setattr(petals, "SAFEGUARDS", (Forgetful(),))
    assert petals.rose(tonight, policy.standing(dana, NOON)).petals[0][1] is petals.UNKNOWN


def test_a_room_whose_question_fails_spoils_no_other(tonight):
    def good():
        (rows,) = yield (GroupSession.objects.filter(pk=tonight.pk),)
        return {row.pk: DONE for row in rows}

    def bad():
        yield (GroupSession.objects.extra(where=["no_such_column = 1"]),)

    right, wrong = answered_together([good(), bad()])
    assert right == {tonight.pk: DONE}
    assert isinstance(wrong, Exception)


def test_there_are_seven_safeguards_by_name_and_in_order():
    names = [room.__name__.split(".")[2] for room in petals.SAFEGUARDS]
    assert names == "rules protection agreements reminders accountability feedback training".split()


def test_many_sessions_have_the_roses_that_each_has_alone(tonight, tuesday, dana, heron):
    other = make_session(tuesday, 13, SIX + dt.timedelta(days=7))
    viewer = policy.standing(dana, NOON)
    found = petals.roses([tonight, other], viewer)
    assert found == {session.pk: petals.rose(session, viewer) for session in (tonight, other)}
