"""Asking for advice: step by step, of somebody here or outside; read by asker and asked alone."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.safeguards.counting import statements
from tests.world import NOON
from underrose.ground import clock
from underrose.ground.ledger import verifying
from underrose.ground.ledger.models import Entry
from underrose.ground.refusal import Absent
from underrose.ground.vault import sealing
from underrose.people import policy
from underrose.safeguards.rules.ethics import desk, path, reading
from underrose.safeguards.rules.ethics.actions import consultations
from underrose.safeguards.rules.ethics.models import Consultation

SOON = NOON + dt.timedelta(days=7)


@pytest.fixture(autouse=True)
def _at_noon(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOON)


@pytest.fixture
def draft(tuesday, dana):
    return consultations.begin(tuesday, by=dana, at=NOON)


@pytest.fixture
def asked(draft, dana, sam):
    consultations.keep_step(draft, "mine", "I go easier on them.", by=dana, at=NOON)
    return consultations.ask(draft, "May I lend a book?", of=sam, by=dana, at=NOON)


def at(person, moment=NOON):
    return policy.standing(person, moment)


def due(person, moment=NOON):
    return [
        str(one.sentence).removesuffix(" (Appointment, Tuesday 18:00)") for one in desk.due(at(person, moment), moment)
    ]


def test_a_draft_is_nobody_elses_until_somebody_is_asked(draft, dana, sam, lee, client_as):
    url = f"/ethics/advice/{draft.pk}/"
    for person in (sam, lee):
        assert client_as(person).get(url).status_code == 404
    assert client_as(dana).get(url).status_code == 200


def test_whoever_is_asked_sees_the_question_and_the_steps_and_nobody_else_does(asked, sam, lee, priya, client_as):
    url = f"/ethics/advice/{asked.pk}/"
    page = client_as(sam).get(url).content.decode()
    assert "May I lend a book?" in page
    assert "I go easier on them." in page
    for person in (lee, priya):
        assert client_as(person).get(url).status_code == 404


def test_question_answer_and_what_came_of_it_go_from_desk_to_desk(asked, dana, sam, practice):
    assert due(sam) == ["Somebody asks you for advice."]
    assert due(dana) == []
    consultations.answer(asked, "Lend it in the group.", follow_up_on=SOON.date(), by=sam, at=NOON)
    assert due(sam) == due(dana) == []
    assert due(dana, SOON) == ["An answer is here. What comes of it?"]
    consultations.follow_up(asked, "It came back.", by=dana, at=SOON)
    assert due(dana, SOON) == []
    asked.refresh_from_db()
    assert asked.state == "done"
    assert verifying.verify(practice.pk, at=SOON).findings == []


def test_an_answer_without_a_day_is_on_the_askers_desk_at_once(asked, dana, sam):
    consultations.answer(asked, "Lend it in the group.", by=sam, at=NOON)
    assert due(dana) == ["An answer is here. What comes of it?"]


def test_what_is_late_says_so(draft, dana, sam):
    consultations.ask(draft, "May I?", of=sam, answer_by=NOON.date(), by=dana, at=NOON)
    assert [one.is_late for one in desk.due(at(sam), NOON)] == [False]
    assert [one.is_late for one in desk.due(at(sam, SOON), SOON)] == [True]


def test_only_who_was_asked_answers(asked, dana, lee):
    for person in (dana, lee):
        with pytest.raises(Absent):
            consultations.answer(asked, "Do it.", by=person, at=NOON)


def test_what_somebody_outside_said_is_written_down_by_the_asker(draft, dana, sam):
    consultations.ask(draft, "May I lend a book?", outside="Dr Ada Quill", by=dana, at=NOON)
    with pytest.raises(Absent):
        consultations.answer(draft, "Do it.", by=sam, at=NOON)
    consultations.answer(draft, "She would not.", by=dana, at=NOON)
    draft.refresh_from_db()
    assert draft.answered_by == dana


def test_one_asks_somebody_of_the_house_or_outside_and_never_oneself(draft, dana, sam, otis):
    for whom in ({}, {"of": sam, "outside": "Ada"}, {"of": dana}, {"of": otis}):
        with pytest.raises(consultations.NobodyAsked):
            consultations.ask(draft, "May I?", **whom, by=dana, at=NOON)


def test_names_are_pointed_at_where_it_goes_outside_and_it_can_go_on_all_the_same(draft, dana, heron, rook, client_as):
    browser = client_as(dana)
    url = f"/ethics/advice/{draft.pk}/ask/"
    given = {"question": "May I lend heron or Oakes a book?", "of": "outside", "outside": "Dr Ada Quill"}
    page = browser.post(url, given).content.decode()
    assert "Would these words say who somebody is?" in page
    assert "<li>heron</li><li>Oakes</li>" in page.replace("\n", "")
    assert Consultation.objects.get().state == "draft"
    assert browser.post(url, given | {"known": "heron\noakes"}).status_code == 302
    entry = Entry.objects.get(action="consultation asked for")
    assert sealing.reveal(entry, "details") == '{"pointed_at":2}'


def test_names_are_no_matter_between_those_who_know_the_group(draft, dana, sam, heron, client_as):
    url = f"/ethics/advice/{draft.pk}/ask/"
    answer = client_as(dana).post(url, {"question": "May I lend Heron a book?", "of": str(sam.pk)})
    assert answer.status_code == 302


def test_the_path_keeps_each_step_and_leads_back_to_where_one_was(dana, tuesday, client_as):
    browser = client_as(dana)
    first = browser.post("/ethics/advice/new/", {"group": str(tuesday.pk)}).headers["Location"]
    second = browser.post(first, {"words": "A gift.", "on": "1"}).headers["Location"]
    assert second.endswith("/steps/2/")
    assert browser.post(second, {"words": "Everybody.", "back": "1"}).headers["Location"] == first
    assert "A gift." in browser.get(first).content.decode()
    assert browser.post(first, {"words": "A gift.", "later": "1"}).headers["Location"] == "/ethics/"
    last = first.replace("/1/", f"/{len(path.STEPS)}/")
    assert browser.post(last, {"words": "", "on": "1"}).headers["Location"].endswith("/ask/")
    assert browser.get(first.replace("/1/", "/9/")).status_code == 404
    assert browser.get(first.replace("/1/", "/0/")).status_code == 404


def test_a_step_too_long_is_told_and_nothing_is_lost(draft, dana, client_as):
    words = "a" * (path.LONGEST + 1)
    answer = client_as(dana).post(f"/ethics/advice/{draft.pk}/steps/1/", {"words": words})
    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_what_is_taken_back_goes_from_the_other_desk(asked, dana, sam):
    consultations.drop(asked, by=dana, at=NOON)
    assert due(sam) == []
    with pytest.raises(Absent):
        reading.asked_of(asked.pk, at(sam), at=NOON)


def test_once_answered_it_can_not_be_taken_back_or_answered_again(asked, dana, sam):
    consultations.answer(asked, "Lend it.", by=sam, at=NOON)
    with pytest.raises(consultations.NotNow):
        consultations.drop(asked, by=dana, at=NOON)
    with pytest.raises(consultations.NotNow):
        consultations.answer(asked, "Don't.", by=sam, at=NOON)


def test_each_page_is_one_entry_and_names_no_member(asked, sam, client_as):
    browser = client_as(sam)
    before = Entry.objects.count()
    browser.get(f"/ethics/advice/{asked.pk}/")
    assert Entry.objects.count() == before + 1


def test_the_outsider_asks_of_no_group_but_their_own(otis, tuesday, client_as):
    with pytest.raises(Absent):
        consultations.begin(tuesday, by=otis, at=NOON)
    assert client_as(otis).post("/ethics/advice/new/", {"group": str(tuesday.pk)}).status_code == 422


def test_the_list_asks_as_often_for_one_as_for_many(asked, tuesday, dana, sam):
    def look():
        reading.consultations(at(sam), at=NOON)
        desk.due(at(sam), NOON)

    few = statements(look)
    for _number in range(6):
        draft = consultations.begin(tuesday, by=dana, at=NOON)
        consultations.ask(draft, "And this?", of=sam, by=dana, at=NOON)
    assert statements(look) == few
