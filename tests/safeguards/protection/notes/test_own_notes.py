"""Notes of an author's own: sealed and signed before they come here, opened by nobody else."""

from __future__ import annotations

import re
import uuid

import pytest

from tests.people.readers import making
from tests.safeguards.counting import statements
from tests.world import NOON, assign, make_group, make_member
from underrose.ground import clock
from underrose.ground.ledger import verifying
from underrose.ground.ledger.models import Entry, Look
from underrose.ground.refusal import Absent
from underrose.ground.vault import sealing
from underrose.people import policy
from underrose.people.readers import envelope
from underrose.safeguards.protection.notes import actions, own
from underrose.safeguards.protection.notes.actions.own import draft_info, info
from underrose.safeguards.protection.notes.models import OwnDraft, OwnNote, OwnVersion

KIND = "psychotherapy"


@pytest.fixture(autouse=True)
def _at_noon(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOON)


@pytest.fixture
def key(dana):
    """Dana's own key; the private halves that only her browser has."""
    actions.begin_own_notes(by=dana, at=NOON)
    return making.make_key(dana, "own")[1]


def sealed(private, text, bound_to):
    return envelope.seal([making.public_of(private)], text.encode(), bound_to, by=private)


def keep(membership, private, by, text="What I made of it.", kind=KIND):
    note_id = uuid.uuid4()
    words = sealed(private, text, info(kind, membership.pk, note_id, 1))
    return actions.keep_own_note(membership, words, kind=kind, note_id=note_id, by=by, at=NOON)


def at(person):
    return policy.standing(person, NOON)


def test_what_was_sealed_comes_back_as_it_was_and_opens_with_the_authors_key_alone(key, heron, dana):
    note = keep(heron, key, dana)
    (closed,) = own.history(note, at(dana), at=NOON)
    public = making.public_of(key)
    assert envelope.open_with(key, closed.sealed, info=closed.info, by=public) == b"What I made of it."
    with pytest.raises(envelope.NotOpened):
        envelope.open_with(making.new_private(), closed.sealed, info=closed.info, by=public)


def test_the_ledger_vouches_for_every_row_of_it(key, heron, dana, practice):
    note = keep(heron, key, dana)
    words = sealed(key, "Otherwise.", info(KIND, heron.pk, note.pk, 2))
    actions.change_own_note(note, words, seen=1, by=dana, at=NOON)
    assert verifying.verify(practice.pk, at=NOON).findings == []
    assert len(own.history(note, at(dana), at=NOON)) == 2


def test_before_the_first_note_it_must_be_said_what_it_is(heron, dana):
    private = making.make_key(dana, "own")[1]
    with pytest.raises(actions.NotBegun):
        keep(heron, private, dana)


def test_without_a_key_nothing_is_kept(heron, dana):
    actions.begin_own_notes(by=dana, at=NOON)
    with pytest.raises(actions.NoKey):
        keep(heron, making.new_private(), dana)


@pytest.mark.parametrize(
    "wrong", ["plain words", "another member's", "another note's", "another class", "another version", "another key's"]
)
def test_what_is_not_sealed_for_this_very_note_is_refused(wrong, key, heron, juniper, dana):
    note_id = uuid.uuid4()
    private = making.new_private() if wrong == "another key's" else key
    bound_to = info(
        "sud counselling" if wrong == "another class" else KIND,
        juniper.pk if wrong == "another member's" else heron.pk,
        uuid.uuid4() if wrong == "another note's" else note_id,
        2 if wrong == "another version" else 1,
    )
    words = "Plain words" if wrong == "plain words" else sealed(private, "x", bound_to)
    with pytest.raises(actions.NotSealed):
        actions.keep_own_note(heron, words, kind=KIND, note_id=note_id, by=dana, at=NOON)
    assert not OwnNote.objects.exists()


def test_what_is_also_sealed_to_somebody_else_is_refused(key, heron, dana, priya):
    other = making.make_key(priya, "own")[1]
    note_id = uuid.uuid4()
    both = [making.public_of(key), making.public_of(other)]
    words = envelope.seal(both, b"x", info(KIND, heron.pk, note_id, 1), by=key)
    with pytest.raises(actions.NotSealed):
        actions.keep_own_note(heron, words, kind=KIND, note_id=note_id, by=dana, at=NOON)


def test_an_unsigned_one_is_refused(key, heron, dana):
    note_id = uuid.uuid4()
    words = envelope.seal([making.public_of(key)], b"x", info(KIND, heron.pk, note_id, 1))
    with pytest.raises(actions.NotSealed):
        actions.keep_own_note(heron, words, kind=KIND, note_id=note_id, by=dana, at=NOON)


def test_an_old_version_is_not_taken_for_a_new_one(key, heron, dana):
    note = keep(heron, key, dana)
    (closed,) = own.history(note, at(dana), at=NOON)
    with pytest.raises(actions.NotSealed):
        actions.change_own_note(note, closed.sealed, seen=1, by=dana, at=NOON)


def test_counselling_notes_are_kept_where_part_2_holds_and_nowhere_else(key, practice, heron, dana):
    with pytest.raises(Absent):
        keep(heron, key, dana, kind="sud counselling")
    recovery = make_group(practice, "Recovery", weekday=4, is_part2=True)
    assign(dana, "facilitator", recovery)
    finch = make_member(recovery, "Finch")
    assert keep(finch, key, dana, kind="sud counselling").folder.subject_id != keep(finch, key, dana).folder.subject_id


@pytest.mark.parametrize("person", ["lee", "sam", "priya", "alex", "otis", "heron"])
def test_nobody_but_the_author_finds_one(person, key, heron, dana, request, client_as):
    note = keep(heron, key, dana)
    someone = request.getfixturevalue(person)
    browser = client_as(someone)
    for path in (f"/own-notes/{note.pk}/", f"/own-notes/{note.pk}/change/"):
        assert browser.get(path).status_code == 404
    pile = browser.get(f"/people/{heron.pk}/own-notes/")
    assert pile.status_code == (200 if person == "lee" else 404)
    assert str(note.pk) not in pile.content.decode()
    if person != "heron":
        with pytest.raises(Absent):
            actions.change_own_note(note, "x", seen=1, by=someone, at=NOON)


def test_an_author_keeps_their_own_also_after_leaving_the_group(key, heron, dana, thursday):
    note = keep(heron, key, dana)
    dana.assignments.update(until=NOON)
    assign(dana, "facilitator", thursday)
    assert own.history(own.one(note.pk, at(dana), at=NOON), at(dana), at=NOON)
    (line,) = own.lines(at(dana), at=NOON)
    assert line.name == ""


def test_destroying_the_folders_key_destroys_the_notes_whoever_has_the_authors(key, heron, dana):
    note = keep(heron, key, dana)
    sealing.shred(note.folder.subject_id, at=NOON)
    with pytest.raises(sealing.Shredded):
        own.history(note, at(dana), at=NOON)


def test_a_draft_is_sealed_too_and_gone_once_the_note_is_kept(key, heron, dana, client_as):
    note_id = uuid.uuid4()
    browser = client_as(dana)
    draft = sealed(key, "Half", draft_info(heron.pk, note_id))
    told = {"note_id": note_id, "kind": KIND, "sealed": draft}
    assert "Only you can open it" in browser.post(f"/people/{heron.pk}/own-notes/draft/", told).json()["said"]
    page = browser.get(f"/people/{heron.pk}/own-notes/new/").content.decode()
    assert str(note_id) in page
    words = sealed(key, "Whole", info(KIND, heron.pk, note_id, 1))
    answer = browser.post(f"/people/{heron.pk}/own-notes/new/", {**told, "sealed": words})
    assert answer.json() == {"next": f"/people/{heron.pk}/own-notes/"}
    assert not OwnDraft.objects.exists()


def test_plain_words_are_no_draft(key, heron, dana, client_as):
    told = {"note_id": uuid.uuid4(), "kind": KIND, "sealed": "Plain words of mine"}
    answer = client_as(dana).post(f"/people/{heron.pk}/own-notes/draft/", told)
    assert answer.status_code == 409
    assert not OwnDraft.objects.exists()


def test_nobody_takes_over_the_draft_of_another(key, heron, juniper, dana, lee):
    actions.begin_own_notes(by=lee, at=NOON)
    other = making.make_key(lee, "own")[1]
    note = keep(heron, key, dana)
    words = sealed(other, "x", draft_info(heron.pk, note.pk))
    with pytest.raises(actions.AlreadyKept):
        actions.keep_own_draft(heron, words, note_id=note.pk, by=lee, at=NOON)


def test_the_box_that_is_typed_in_has_no_name_so_no_form_can_hand_it_in(key, heron, dana, client_as):
    page = client_as(dana).get(f"/people/{heron.pk}/own-notes/new/").content.decode()
    (box,) = re.findall(r"<textarea[^>]*>", page)
    assert "name=" not in box
    (form,) = re.findall(r"<form[^>]*data-own\b[^>]*>", page)
    assert " hidden" in form


def test_the_first_page_says_what_these_are_and_asks(dana, client_as):
    browser = client_as(dana)
    page = browser.get("/own-notes/").content.decode()
    for said in ("gone for good", "45 CFR 164.524(a)(1)(i)", "42 CFR 2.11", "Not legal advice"):
        assert said in page
    assert browser.post("/own-notes/", {"knows": ""}).status_code == 422
    assert browser.post("/own-notes/", {"knows": "on"}).status_code == 302
    assert "Make your key" in browser.get("/own-notes/").content.decode()


def test_writing_leads_to_that_page_until_it_was_read(heron, dana, client_as):
    assert client_as(dana).get(f"/people/{heron.pk}/own-notes/new/").headers["Location"] == "/own-notes/"


@pytest.mark.parametrize(
    "path",
    [
        "/own-notes/",
        "/people/{m}/own-notes/",
        "/people/{m}/own-notes/new/",
        "/own-notes/{n}/",
        "/own-notes/{n}/change/",
    ],
)
def test_each_page_makes_exactly_one_entry(path, key, heron, dana, client_as):
    note, browser = keep(heron, key, dana), client_as(dana)
    before = Entry.objects.count(), Look.objects.count()
    assert browser.get(path.format(m=heron.pk, n=note.pk)).status_code == 200
    assert (Entry.objects.count(), Look.objects.count()) == (before[0] + 1, before[1] + 1)


def test_the_lists_ask_as_often_for_one_note_as_for_many(key, heron, dana):
    keep(heron, key, dana)
    few = statements(lambda: own.pile(heron, at(dana), at=NOON)), statements(lambda: own.lines(at(dana), at=NOON))
    for _ in range(6):
        keep(heron, key, dana)
    many = statements(lambda: own.pile(heron, at(dana), at=NOON)), statements(lambda: own.lines(at(dana), at=NOON))
    assert many == few


def test_a_form_handed_in_twice_keeps_one_note(key, heron, dana, client_as):
    note_id = uuid.uuid4()
    words = sealed(key, "Once.", info(KIND, heron.pk, note_id, 1))
    told = {"note_id": note_id, "kind": KIND, "sealed": words, "form_key": "k" * 20}
    browser = client_as(dana)
    assert browser.post(f"/people/{heron.pk}/own-notes/new/", told).status_code == 200
    assert browser.post(f"/people/{heron.pk}/own-notes/new/", told).status_code == 302
    assert OwnVersion.objects.count() == 1
