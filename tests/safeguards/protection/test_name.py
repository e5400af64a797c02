"""Naming a person: a purpose first, one view, and a trace that the member can read."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.safeguards.counting import statements
from tests.world import NOON, make_session
from underrose.ground.ledger import recording
from underrose.ground.ledger.models import Entry, Look
from underrose.ground.refusal import Absent
from underrose.ground.vault import sealing
from underrose.groups.petals import State
from underrose.people import policy
from underrose.safeguards.protection import actions, petal
from underrose.safeguards.protection.models import Naming


def test_a_leader_sees_who_it_is_and_the_purpose_stays(heron, dana):
    identity = actions.name_a_person(heron, purpose="emergency", by=dana, at=NOON)
    assert (identity.legal_name, identity.phone) == ("Helen Rondell", "+15550100")
    look = Look.objects.get(action="person named: emergency")
    assert (look.member_id, look.by) == (heron.member_id, dana.ref)


def test_the_words_are_sealed(heron, dana):
    actions.name_a_person(heron, purpose="other", words="Her sister called", by=dana, at=NOON)
    naming = Naming.objects.get()
    assert b"sister" not in bytes(naming.words)
    assert sealing.reveal(naming, "words") == "Her sister called"


@pytest.mark.parametrize("said", [{"purpose": ""}, {"purpose": "curious"}, {"purpose": "other", "words": " "}])
def test_no_purpose_no_name(heron, dana, said):
    with pytest.raises(actions.NoPurpose):
        actions.name_a_person(heron, **said, by=dana, at=NOON)
    assert not Entry.objects.filter(by=dana.ref).exists()


@pytest.mark.parametrize("person", ["otis", "sam", "priya", "alex"])
def test_nobody_else_names_anyone(heron, request, person):
    with pytest.raises(Absent):
        actions.name_a_person(heron, purpose="billing", by=request.getfixturevalue(person), at=NOON)


def test_the_name_is_on_the_one_page_that_asked(client_as, heron, dana):
    client, path = client_as(dana), f"/people/{heron.pk}/who/"
    assert "Rondell" not in client.get(path).content.decode()
    answer = client.post(path, {"purpose": "referral", "words": ""})
    assert "Helen Rondell" in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    assert "Rondell" not in client.get(path).content.decode()


def test_without_a_purpose_the_form_comes_back(client_as, heron, dana):
    answer = client_as(dana).post(f"/people/{heron.pk}/who/", {"purpose": "other", "words": ""})
    assert answer.status_code == 422
    assert "Rondell" not in answer.content.decode()


@pytest.mark.parametrize("person", ["otis", "sam", "priya", "alex", "heron", "juniper"])
def test_outsiders_find_no_page(client_as, heron, request, person):
    client = client_as(request.getfixturevalue(person))
    assert client.get(f"/people/{heron.pk}/who/").status_code == 404
    assert client.post(f"/people/{heron.pk}/who/", {"purpose": "billing"}).status_code == 404


def test_a_member_reads_role_day_and_purpose_and_no_name(client_as, heron, dana):
    actions.name_a_person(heron, purpose="emergency", by=dana, at=NOON)
    page = client_as(heron).get("/me/circle/looks/").content.decode()
    assert "Facilitator" in page
    assert "Tuesday 3 March 2026" in page
    assert "because someone may have been in danger" in page
    assert "Dana" not in page
    assert "12:00" not in page


def test_a_leaders_looks_of_one_day_are_one_line(client_as, heron, dana, tonight):
    for minutes in range(5):
        at = NOON + dt.timedelta(minutes=minutes)
        recording.viewed("session seen", by=dana, at=at, about=tonight, subjects=[heron.member_id])
    page = client_as(heron).get("/me/circle/looks/").content.decode()
    assert page.count("Saw your chosen name") == 1


def test_a_member_never_reads_of_looks_at_others(client_as, heron, wren, dana):
    actions.name_a_person(heron, purpose="emergency", by=dana, at=NOON)
    assert "danger" not in client_as(wren).get("/me/circle/looks/").content.decode()


def test_reading_it_leaves_no_entry(client_as, heron):
    before = Entry.objects.count()
    client_as(heron).get("/me/circle/looks/")
    assert Entry.objects.count() == before


def test_the_officer_sees_who_when_and_why_and_no_members_name(client_as, heron, dana, priya):
    actions.name_a_person(heron, purpose="billing", by=dana, at=NOON)
    page = client_as(priya).get("/looks/?day=2026-03-03").content.decode()
    assert all(words in page for words in ("Dana", "Billing", heron.member_id.hex[:8]))
    assert "Heron" not in page
    assert "Rondell" not in page
    assert "Nobody looked" in client_as(priya).get("/looks/?day=2026-03-02").content.decode()


@pytest.mark.parametrize("person", ["dana", "otis", "sam", "alex", "heron"])
def test_the_officers_list_is_the_officers(client_as, request, person):
    assert client_as(request.getfixturevalue(person)).get("/looks/").status_code == 404


def look(session, dana):
    return petal.petal(session, policy.standing(dana, NOON))


@pytest.fixture
def checked(practice):
    practice.recovery_checked_at = NOON
    practice.save()


def test_the_petal_is_in_place(heron, wren, dana, tonight, checked):
    assert look(tonight, dana).state is State.IN_PLACE


def test_the_petal_waits_for_the_recovery_sheet(heron, dana, tonight):
    assert look(tonight, dana).state is State.WAITING


def test_someone_without_a_chosen_name_is_missing(heron, dana, tonight, checked):
    heron.chosen_name = b""
    heron.save()
    assert "no chosen name" in str(look(tonight, dana).sentence)


def test_a_key_that_is_gone_is_missing(heron, dana, tonight, checked):
    sealing.shred(heron.subject_id, at=NOON)
    assert look(tonight, dana).state is State.MISSING


def test_an_outsiders_look_without_a_reason_is_missing_and_with_one_is_not(heron, dana, otis, tonight, checked):
    recording.viewed("person named: emergency", by=otis, at=NOON, about=heron, subjects=[heron.member_id])
    assert look(tonight, dana).state is State.IN_PLACE
    recording.viewed("person seen", by=otis, at=NOON, about=heron, subjects=[heron.member_id])
    found = look(tonight, dana)
    assert found.state is State.MISSING
    assert "Otis" not in str(found.sentence)


def test_an_outsiders_look_before_the_last_session_is_history(heron, dana, otis, tuesday, tonight, checked):
    before = NOON - dt.timedelta(days=7)
    make_session(tuesday, 11, before, state="closed", opened_at=before, closed_at=before + dt.timedelta(hours=2))
    recording.viewed("person seen", by=otis, at=before, about=heron, subjects=[heron.member_id])
    assert look(tonight, dana).state is State.IN_PLACE


def test_fifty_sessions_cost_as_many_queries_as_one(heron, dana, tuesday, tonight):
    viewer = policy.Standing(dana)
    sessions = [make_session(tuesday, 20 + n, NOON + dt.timedelta(days=7 * n + 7)) for n in range(50)]
    petal.petals(sessions, viewer)  # the practice's key is opened once
    fresh = type(tonight).objects.select_related("group", "stand_in").order_by("number")
    one, all_ = (statements(lambda some=list(some): petal.petals(some, viewer)) for some in (fresh[:1], fresh))
    assert one == all_ <= 7
