"""Reminding: one neutral message a person, recomputed from the session, never a frozen pile."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.safeguards.counting import statements
from tests.safeguards.reminders.conftest import wants
from tests.world import NOON, make_member, make_session
from underrose.ground.ledger.models import Entry
from underrose.ground.outbox.models import Delivery
from underrose.ground.outbox.words import telling
from underrose.ground.refusal import Absent
from underrose.ground.vault import sealing
from underrose.groups.models import Group, GroupSession
from underrose.groups.petals import State
from underrose.people import policy
from underrose.people.models import System
from underrose.safeguards.reminders import actions, petal, ticks
from underrose.safeguards.reminders.models import Reminder

YESTERDAY = NOON - dt.timedelta(days=1)


def words() -> list[str]:
    return [sealing.reveal(row, "subject_line") + "\n" + sealing.reveal(row, "words") for row in Delivery.objects.all()]


def look(session, dana):
    return petal.petal(session, policy.standing(dana, NOON))


def test_one_message_a_person_a_day_before(tonight, heron, wren):
    wants(heron)
    ticks.tick(at=YESTERDAY)
    ticks.tick(at=NOON)
    delivery = Delivery.objects.get()
    assert delivery.due_at == tonight.starts_at - dt.timedelta(hours=24)
    assert delivery.stale_at == YESTERDAY.replace(hour=20)  # by night it is not sent, but planned anew
    assert sealing.reveal(delivery, "address") == "helen.rondell@mail.example"


def test_the_message_says_label_day_and_time_and_nothing_else(tonight, heron):
    wants(heron)
    ticks.tick(at=YESTERDAY)
    (said,) = words()
    assert said.startswith("Appointment: Tuesday\nAppointment on Tuesday 3 March at 18:00.")
    assert "http" not in said
    assert telling(said) == ()


def test_no_kind_of_message_names_group_leader_or_house(tuesday):
    Group.objects.filter(pk=tuesday.pk).update(label="Appointment")
    from underrose.safeguards.reminders.wording import wording

    for kind in Reminder.Kind.values:
        said = wording(kind, label="Appointment", starts_at=NOON, time_zone="Europe/London")
        assert telling(said.subject_line + said.words) == ()
        assert "Tuesday evening group" not in said.words


def test_planning_again_writes_no_second_entry(tonight, heron):
    wants(heron)
    for at in (YESTERDAY, YESTERDAY, NOON):
        ticks.tick(at=at)
    assert Entry.objects.filter(action="reminders planned").count() == 1


def test_nobody_is_written_to_who_never_said_how(tonight, heron, wren, dana):
    wants(wren)
    ticks.tick(at=YESTERDAY)
    assert not Delivery.objects.exists()
    marks = look(tonight, dana).marks
    assert str(marks[heron.pk][1]) == "Not asked how"
    assert str(marks[wren.pk][1]) == "No address"


def test_who_wants_none_gets_none_and_counts_as_told(tonight, heron, dana):
    wants(heron, channel="none")
    ticks.tick(at=YESTERDAY)
    assert not Delivery.objects.exists()
    assert look(tonight, dana).state is State.IN_PLACE


def test_hours_are_kept(tuesday, heron):
    early = make_session(tuesday, 13, NOON.replace(day=4, hour=7))
    wants(heron, hours="09:00-20:00")
    ticks.tick(at=NOON - dt.timedelta(hours=12))
    assert Delivery.objects.get().due_at == NOON.replace(hour=9)
    assert early.starts_at > Delivery.objects.get().due_at


def test_without_mail_nothing_is_planned_and_the_petal_says_so(settings, tonight, heron, dana):
    settings.MAIL_SERVER = ""
    wants(heron)
    ticks.tick(at=YESTERDAY)
    found = look(tonight, dana)
    assert not Delivery.objects.exists()
    assert found.state is State.WAITING
    assert str(found.sentence) == "No mail is set up. Tell them in the room, or hand out the card."


def test_a_planned_message_is_never_called_sent(tonight, heron, dana):
    wants(heron)
    ticks.tick(at=YESTERDAY)
    found = look(tonight, dana)
    assert (found.state, str(found.marks[heron.pk][1])) == (State.WAITING, "Planned")
    assert "sent" not in str(found.sentence).lower().split()


@pytest.mark.parametrize(
    ("fate", "state", "mark"),
    [
        ("accepted", State.IN_PLACE, "Accepted by the mail server"),
        ("delivered", State.IN_PLACE, "Delivered"),
        ("sending", State.WAITING, "Going out now"),
        ("unclear", State.WAITING, "Unclear if it went out"),
        ("failed", State.MISSING, "Mail returned"),
    ],
)
def test_the_petal_follows_the_outbox(tonight, heron, dana, fate, state, mark):
    wants(heron)
    ticks.tick(at=YESTERDAY)
    Delivery.objects.update(state=fate)
    found = look(tonight, dana)
    assert (found.state, str(found.marks[heron.pk][1])) == (state, mark)


def test_a_moved_session_is_planned_afresh(tonight, heron):
    wants(heron)
    ticks.tick(at=YESTERDAY)
    move(tonight, hours=2)
    ticks.tick(at=YESTERDAY)
    states = dict(Delivery.objects.values_list("key", "state"))
    assert sorted(states.values()) == ["planned", "suppressed"]
    assert Reminder.objects.living().get().kind == Reminder.Kind.REMINDER


def test_who_was_told_already_gets_the_new_time_at_once(tonight, heron):
    wants(heron)
    ticks.tick(at=YESTERDAY)
    Delivery.objects.update(state="accepted")
    move(tonight, hours=2)
    ticks.tick(at=NOON)
    assert Reminder.objects.living().get().kind == Reminder.Kind.MOVED
    newest = Delivery.objects.get(state="planned")
    assert newest.due_at == NOON
    assert "is now on Tuesday 3 March at 20:00" in sealing.reveal(newest, "words")


def test_a_cancelled_session_tells_only_who_was_told(tonight, heron, juniper):
    wants(heron)
    wants(juniper)
    ticks.tick(at=YESTERDAY)
    Delivery.objects.filter(key__contains=str(heron.member_id)).update(state="accepted")
    GroupSession.objects.filter(pk=tonight.pk).update(state="cancelled")
    for _again in range(3):
        ticks.tick(at=NOON)
    told = Reminder.objects.get(kind=Reminder.Kind.CANCELLED)
    assert told.membership == heron
    assert Delivery.objects.get(key__contains=str(juniper.member_id)).state == "suppressed"


def test_who_leaves_the_group_is_not_reminded(tonight, heron):
    wants(heron)
    ticks.tick(at=YESTERDAY)
    heron.left_at = YESTERDAY
    heron.save()
    ticks.tick(at=NOON)
    assert Delivery.objects.get().state == "suppressed"


def test_a_label_that_tells_stops_only_its_own_group(tuesday, thursday, tonight, heron, finch, dana):
    Group.objects.filter(pk=tuesday.pk).update(label="Addiction group")
    make_session(thursday, 3, NOON.replace(hour=19))
    wants(heron)
    wants(make_member(thursday, "Robin", mail="robin@mail.example"))
    ticks.tick(at=YESTERDAY)
    assert Delivery.objects.count() == 1
    tonight.group.refresh_from_db()
    assert "Choose another word" in str(look(tonight, dana).sentence)


def test_told_in_the_room_counts(tonight, heron, dana, client_as):
    client_as(dana).post(f"/sessions/{tonight.pk}/told/{heron.pk}/")
    found = look(tonight, dana)
    assert (found.state, str(found.marks[heron.pk][1])) == (State.IN_PLACE, "Told in the room")
    assert Entry.objects.filter(action="told in the room").count() == 1


@pytest.mark.parametrize("person", ["otis", "priya", "alex", "heron"])
def test_outsiders_find_no_list(tonight, request, heron, client_as, person):
    client = client_as(request.getfixturevalue(person))
    assert client.get(f"/sessions/{tonight.pk}/told/").status_code == 404
    assert client.post(f"/sessions/{tonight.pk}/told/{heron.pk}/").status_code == 404


def test_the_list_shows_chosen_names_and_is_one_look_at_each(tonight, dana, heron, wren, client_as):
    page = client_as(dana).get(f"/sessions/{tonight.pk}/told/").content.decode()
    assert "Heron" in page
    assert "Rondell" not in page
    assert Entry.objects.get(action="reminders seen").looks.count() == 2


def test_a_member_of_another_group_can_not_be_marked(tonight, dana, finch):
    with pytest.raises(Absent):
        actions.tell(tonight, finch, by=dana, at=NOON)


def test_only_the_house_and_leaders_remind(tonight, otis, sam):
    for person in (otis, sam):
        with pytest.raises(Absent):
            actions.remind(tonight, by=person, at=NOON)
    assert actions.remind(tonight, by=System(tonight.practice_id, "worker"), at=NOON) == []


def test_fifty_sessions_cost_as_many_queries_as_one(dana, tuesday, tonight, heron, wren):
    wants(heron)
    ticks.tick(at=YESTERDAY)
    viewer = policy.Standing(dana)
    sessions = [make_session(tuesday, 20 + n, NOON + dt.timedelta(days=7 * n + 7)) for n in range(50)]
    petal.petals(sessions, viewer)  # the practice's key is opened once
    fresh = type(tonight).objects.select_related("group", "stand_in").order_by("number")
    one, all_ = (statements(lambda some=list(some): petal.petals(some, viewer)) for some in (fresh[:1], fresh))
    assert one == all_ <= 7


def move(session: GroupSession, hours: int) -> None:
    later = dt.timedelta(hours=hours)
    GroupSession.objects.filter(pk=session.pk).update(
        starts_at=session.starts_at + later, ends_at=session.ends_at + later
    )
