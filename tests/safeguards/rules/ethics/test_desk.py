"""The ethics desk: codes by number and never by their text, contacts with their day, pages for who may."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.world import NOON
from underrose.ground import clock
from underrose.ground.refusal import Absent
from underrose.ground.vault import keeping, sealing
from underrose.people import policy
from underrose.rose import exports
from underrose.safeguards.rules import petal
from underrose.safeguards.rules.actions import editions as rules
from underrose.safeguards.rules.ethics import boundaries, codes, path, reading
from underrose.safeguards.rules.ethics.actions import conflicts, consultations, contacts
from underrose.safeguards.rules.ethics.models import LocalContact

BOARD = {"kind": "board", "name": "The state board", "reach": "+15550900"}


@pytest.fixture(autouse=True)
def _at_noon(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOON)


def test_each_code_has_its_body_a_link_and_how_we_know_of_it():
    found = codes.codes()
    assert len(found) >= 8
    for code in found:
        assert code.body
        assert re.fullmatch(r"https://[\w.-]+(/[\w/-]*)?", code.url)
        assert code.points
        assert all(point.about and point.said for point in code.points)
    assert codes.looked_at() <= NOON.date().replace(year=2027)


def test_no_number_is_given_twice_and_no_entry_is_long_enough_to_be_a_codes_own_text():
    for code in codes.codes():
        numbers = [point.number for point in code.points if point.number]
        assert len(numbers) == len(set(numbers))
        assert all(len(point.about.split()) <= 22 for point in code.points)


def test_steps_and_questions_are_questions():
    assert len({step.key for step in path.STEPS}) == len(path.STEPS)
    assert all(str(step.asks).endswith("?") for step in path.STEPS)
    assert all(str(ask).endswith("?") for _heading, asks in boundaries.QUESTIONS for ask in asks)


@pytest.mark.parametrize("page", ["/ethics/", "/ethics/codes/", "/ethics/questions/"])
def test_the_desk_opens_to_staff_and_to_no_visitor_or_member(page, dana, sam, priya, orla, vera, heron, client_as):
    for person in (dana, sam, priya, orla):
        assert client_as(person).get(page).status_code == 200
    for person in (vera, heron):
        assert client_as(person).get(page).status_code == 404


def test_contacts_are_kept_by_supervisor_officer_and_admin_and_seen_by_leaders(dana, sam, otis, client_as):
    contacts.add_contact(**BOARD, by=sam, at=NOON)
    with pytest.raises(Absent):
        contacts.add_contact(**BOARD, by=dana, at=NOON)
    for person in (dana, otis):
        page = client_as(person).get("/ethics/").content.decode()
        assert "The state board" in page
        assert "Right on 3 March 2026" in page
        assert "/ethics/contacts/" not in page


def test_a_contact_is_changed_and_taken_off(sam, alex, other_practice, client_as):
    contact = contacts.add_contact(**BOARD, by=sam, at=NOON)
    browser = client_as(alex)
    url = f"/ethics/contacts/{contact.pk}/"
    assert "The state board" in browser.get(url).content.decode()
    assert browser.post(url, {**BOARD, "name": ""}).status_code == 422
    assert browser.post(url, {**BOARD, "name": "The new board"}).status_code == 302
    assert [name for _row, name, _reach, _when in reading.contacts(sam.practice_id)] == ["The new board"]
    assert browser.post(f"{url}end/").status_code == 302
    assert reading.contacts(sam.practice_id) == []
    assert LocalContact.objects.count() == 1


def test_a_link_leads_to_the_desk_from_every_page_and_to_a_review_from_a_members(dana, heron, priya, client_as):
    page = client_as(dana).get(f"/people/{heron.pk}/").content.decode()
    assert 'href="/ethics/"' in page
    assert f'href="/people/{heron.pk}/review/"' in page


def test_whoever_only_looks_after_privacy_lands_where_something_waits(heron, dana, orla, priya, client_as):
    assert client_as(orla).get("/").headers["Location"] == "/protection/"
    words = {"words": "We share an office.", "decider": orla}
    review = conflicts.open_review(heron, leader=dana, **words, by=dana, at=NOON)
    assert client_as(orla).get("/").headers["Location"] == "/ethics/"
    assert f"/ethics/reviews/{review.pk}/" in client_as(orla).get("/ethics/").content.decode()
    assert client_as(priya).get("/").headers["Location"] == "/protection/"
    assert "/ethics/" in client_as(priya).get("/protection/").content.decode()


def test_what_waits_stands_on_tonight_for_who_leads_and_supervises(heron, dana, sam, lee, client_as):
    conflicts.open_review(heron, leader=dana, decider=sam, words="We share an office.", by=dana, at=NOON)
    said = "A conflict review waits for your decision."
    shown = [said in client_as(person).get("/", follow=True).content.decode() for person in (sam, dana, lee)]
    assert shown == [True, False, False]


def test_the_petal_counts_the_reviews_that_its_viewer_knows_of(heron, tonight, dana, lee, sam, orla):
    rules.publish_starter(heron.group, by=dana, at=NOON)
    quiet = {"words": "The same manager.", "leader_knows": False}
    conflicts.open_for_a_tie(heron, leader=dana, decider=orla, **quiet, by=orla, at=NOON)
    said = "conflict review is open."
    assert not any(said in str(_petal(tonight, person).sentence) for person in (dana, lee, sam))
    conflicts.open_review(heron, leader=dana, decider=sam, words="We share an office.", by=dana, at=NOON)
    assert [f"1 {said}" in str(_petal(tonight, person).sentence) for person in (dana, sam, lee)] == [True, True, False]


def _petal(session, person):
    return petal.petal(session, policy.standing(person, NOON))


STEPS = st.dictionaries(st.sampled_from([*path.KEYS, "other"]), st.text(max_size=80), max_size=6)


@given(words=STEPS)
def test_what_is_written_on_the_path_comes_back_without_what_is_no_step(words):
    kept = {key: text.strip() for key, text in words.items() if key in path.KEYS and text.strip()}
    assert path.read(path.written(words)) == kept
    assert [text for _asks, text in path.said(path.read(path.written(words)))] == [
        kept[key] for key in path.KEYS if key in kept
    ]


def test_what_was_destroyed_says_so_and_breaks_no_list(heron, dana, sam, practice, client_as):
    review = conflicts.open_review(heron, leader=dana, decider=sam, words="We share an office.", by=dana, at=NOON)
    conflicts.decide(review, "go on", why="Long ago.", safeguards="Lee alone.", by=sam, at=NOON)
    conflicts.record_consent(review, given=True, told="All of it.", on=NOON.date(), by=sam, at=NOON)
    draft = consultations.begin(heron.group, by=dana, at=NOON)
    asked = consultations.ask(draft, "May I?", of=sam, by=dana, at=NOON)
    keys = {kept.subject_id for kept in keeping.all_kept(practice.pk)}
    assert {review.subject_id, asked.subject_id} <= keys
    for key in (review.subject_id, asked.subject_id):
        sealing.shred(key, at=NOON)
    browser = client_as(sam)
    assert browser.get("/ethics/").status_code == 200
    for page in (f"/ethics/reviews/{review.pk}/", f"/ethics/advice/{asked.pk}/"):
        assert "destroyed" in browser.get(page).content.decode()
    section = next(one for one in exports.sections(heron.member, NOON) if one.key == "how_it_is_led")
    assert [fact.value for fact in section.entries[0]] == ["Destroyed after its time", "Yes", NOON.date()]
