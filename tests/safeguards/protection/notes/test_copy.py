"""What a member gets of notes: the copy that was given, as it stood, and a sentence for what is left out."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.safeguards.protection.notes.test_own_notes import keep, key  # noqa: F401
from tests.world import NOON
from underrose.ground.ledger import verifying
from underrose.ground.refusal import Absent
from underrose.safeguards.protection.notes import actions, export

LATER = NOON + dt.timedelta(days=1)


@pytest.fixture
def note(heron, dana):
    return actions.keep_note(heron, {"progress": "Said no for the first time."}, by=dana, at=NOON)


def said(member):
    notes, apart = export.kept(member)
    assert str(apart.left_out).startswith("Some therapists also keep notes for themselves")
    assert apart.entries == ()
    return [str(fact.value) for entry in notes.entries for fact in entry]


def test_without_a_copy_nothing_is_in_it_and_it_says_how_to_ask(note, heron):
    assert said(heron.member) == []
    notes, _apart = export.kept(heron.member)
    assert "You may ask for a copy" in str(notes.left_out)


def test_a_copy_holds_the_notes_as_they_stood(note, heron, dana, practice):
    actions.give_copy(heron, by=dana, at=NOON)
    actions.change_note(note, {"progress": "Said no twice."}, seen=1, by=dana, at=LATER)
    actions.keep_note(heron, {"plan": "Rest."}, by=dana, at=LATER)
    assert "Said no for the first time." in said(heron.member)
    assert "Rest." not in said(heron.member)
    actions.give_copy(heron, by=dana, at=LATER)
    assert {"Said no twice.", "Rest."} <= set(said(heron.member))
    assert "Said no for the first time." not in said(heron.member)
    assert verifying.verify(practice.pk, at=LATER).findings == []


def test_own_notes_are_never_in_it_and_nothing_tells_whether_there_are_any(key, heron, juniper, dana):  # noqa: F811
    before = [(section.key, str(section.left_out), section.entries) for section in export.kept(heron.member)]
    keep(heron, key, dana)
    after = [(section.key, str(section.left_out), section.entries) for section in export.kept(heron.member)]
    assert after == before


def test_a_copy_for_one_holds_nothing_of_another(note, heron, juniper, dana):
    actions.give_copy(heron, by=dana, at=NOON)
    assert said(juniper.member) == []


@pytest.mark.parametrize("person", ["lee", "sam", "priya", "alex", "otis"])
def test_only_a_facilitator_of_the_group_gives_one(person, note, heron, request):
    with pytest.raises(Absent):
        actions.give_copy(heron, by=request.getfixturevalue(person), at=NOON)


def test_there_must_be_a_note(heron, dana):
    with pytest.raises(actions.NothingToGive):
        actions.give_copy(heron, by=dana, at=NOON)


def test_the_page_shows_names_of_others_before(heron, juniper, dana, client_as):
    actions.keep_note(heron, {"progress": "Juniper listened."}, by=dana, at=NOON)
    browser, path = client_as(dana), f"/people/{heron.pk}/notes/give/"
    assert "<li>Juniper</li>" in browser.get(path).content.decode()
    assert browser.post(path).status_code == 302
    assert "was given on" in browser.get(f"/people/{heron.pk}/notes/").content.decode()
