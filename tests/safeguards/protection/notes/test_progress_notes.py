"""Progress notes: written, changed with what they were, read by whom the table says, one entry a page."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.safeguards.counting import statements
from tests.world import NOON, assign, make_staff
from underrose.ground import clock
from underrose.ground.ledger import verifying
from underrose.ground.ledger.models import Entry, Look
from underrose.ground.refusal import Absent
from underrose.ground.vault import sealing
from underrose.people import policy
from underrose.safeguards.protection import doors
from underrose.safeguards.protection.emergency import actions as emergency
from underrose.safeguards.protection.emergency.actions import Scope
from underrose.safeguards.protection.notes import actions, desk, reading
from underrose.safeguards.protection.notes.models import Draft, Folder, ProgressNote, Version

WORDS = {"progress": "Said no for the first time.", "plan": "Practise at work."}


@pytest.fixture(autouse=True)
def _at_noon(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOON)


@pytest.fixture
def note(heron, dana):
    return actions.keep_note(heron, WORDS, by=dana, at=NOON)


def at(person):
    return policy.standing(person, NOON)


def entries():
    return list(Entry.objects.order_by("-at", "-pk").values_list("action", flat=True))


# Keeping


def test_a_note_is_sealed_under_a_key_of_its_own_class(note, heron):
    version = note.versions.get()
    assert actions.opened(version) == WORDS
    assert b"first time" not in bytes(version.words)
    assert version.subject_id not in (heron.subject_id, heron.group.subject_id)
    sealing.shred(version.subject_id, at=NOON)
    with pytest.raises(sealing.Shredded):
        actions.opened(version)
    assert sealing.reveal(heron, "chosen_name") == "Heron"


def test_a_change_keeps_what_was_said_before(note, dana):
    later = NOON + dt.timedelta(days=1)
    actions.change_note(note, {"progress": "Said no twice."}, why="Misheard", seen=1, by=dana, at=later)
    said = [actions.opened(version)["progress"] for version in note.versions.order_by("number")]
    assert said == ["Said no for the first time.", "Said no twice."]
    assert verifying.verify(note.practice_id, at=later).findings == []


def test_a_version_that_is_altered_behind_the_house_is_found(note, practice):
    Version.objects.update(at=NOON - dt.timedelta(days=1))
    assert verifying.verify(practice.pk, at=NOON).findings


def test_two_windows_do_not_overwrite_each_other(note, dana):
    actions.change_note(note, {"progress": "One."}, seen=1, by=dana, at=NOON)
    with pytest.raises(actions.ChangedMeanwhile):
        actions.change_note(note, {"progress": "Two."}, seen=1, by=dana, at=NOON)


def test_an_empty_note_and_an_empty_change_are_refused(note, heron, dana):
    with pytest.raises(actions.NothingWritten):
        actions.keep_note(heron, {"progress": "  "}, by=dana, at=NOON)
    with pytest.raises(actions.NothingChanged):
        actions.change_note(note, WORDS, seen=1, by=dana, at=NOON)


@pytest.mark.parametrize("person", ["lee", "sam", "priya", "alex", "otis"])
def test_nobody_but_its_author_changes_a_note(person, note, request):
    with pytest.raises(Absent):
        actions.change_note(note, {"plan": "x"}, seen=1, by=request.getfixturevalue(person), at=NOON)


@pytest.mark.parametrize("person", ["sam", "priya", "alex", "otis"])
def test_only_who_leads_the_group_writes(person, heron, request):
    with pytest.raises(Absent):
        actions.keep_note(heron, WORDS, by=request.getfixturevalue(person), at=NOON)


def test_an_author_whose_time_in_the_group_is_over_changes_nothing(note, dana, thursday):
    assign(dana, "facilitator", thursday)
    dana.assignments.filter(group_id=note.folder.membership.group_id).update(until=NOON)
    with pytest.raises(Absent):
        actions.change_note(note, {"plan": "x"}, seen=1, by=dana, at=NOON)
    with pytest.raises(Absent):
        reading.history(note, at(dana), at=NOON)


def test_a_session_of_another_group_is_refused(heron, thursday, dana):
    from tests.world import make_session

    elsewhere = make_session(thursday, 1, NOON)
    with pytest.raises(Absent):
        actions.keep_note(heron, WORDS, session_id=elsewhere.pk, by=dana, at=NOON)


# Reading


@pytest.mark.parametrize(("person", "seen"), [("dana", 2), ("sam", 2), ("lee", 1)])
def test_who_leads_or_supervises_reads_all_and_a_co_facilitator_their_own(person, seen, note, heron, lee, request):
    actions.keep_note(heron, {"plan": "Of Lee."}, by=lee, at=NOON)
    assert len(reading.pile(heron, at(request.getfixturevalue(person)), at=NOON).notes) == seen


@pytest.mark.parametrize("person", ["priya", "alex", "otis"])
def test_nobody_else_reads(person, note, heron, request, client_as):
    someone = request.getfixturevalue(person)
    with pytest.raises(Absent):
        reading.pile(heron, at(someone), at=NOON)
    with pytest.raises(Absent):
        reading.history(note, at(someone), at=NOON)
    assert client_as(someone).get(f"/notes/{note.pk}/").status_code == 404


def test_a_co_facilitator_reads_along_while_it_is_shared(note, heron, dana, lee):
    with pytest.raises(Absent):
        reading.history(note, at(lee), at=NOON)
    sharing = actions.share(heron, lee, by=dana, at=NOON)
    assert len(reading.pile(heron, at(lee), at=NOON).notes) == 1
    assert reading.history(note, at(lee), at=NOON)
    actions.end_sharing(sharing, by=dana, at=NOON)
    assert reading.pile(heron, at(lee), at=NOON).notes == []
    assert verifying.verify(note.practice_id, at=NOON).findings == []


def test_sharing_ends_with_the_assignment(note, heron, dana, lee):
    actions.share(heron, lee, by=dana, at=NOON)
    lee.assignments.update(until=NOON)
    with pytest.raises(Absent):
        reading.pile(heron, at(lee), at=NOON)


@pytest.mark.parametrize("person", ["lee", "sam", "priya", "otis"])
def test_only_a_facilitator_lets_others_read(person, heron, lee, request):
    with pytest.raises(Absent):
        actions.share(heron, lee, by=request.getfixturevalue(person), at=NOON)


def test_only_a_co_facilitator_of_the_group_can_be_let_in(heron, dana, otis, practice, thursday):
    for someone in (otis, make_staff(practice, "Cleo", "co-facilitator", group=thursday)):
        with pytest.raises(actions.NotACoFacilitator):
            actions.share(heron, someone, by=dana, at=NOON)


@pytest.mark.parametrize("path", ["/people/{membership}/notes/", "/people/{membership}/notes/new/", "/notes/{note}/"])
def test_each_page_makes_exactly_one_entry_about_the_member(path, note, heron, dana, client_as):
    browser = client_as(dana)
    entries_before, looks_before = Entry.objects.count(), Look.objects.count()
    assert browser.get(path.format(membership=heron.pk, note=note.pk)).status_code == 200
    assert Entry.objects.count() == entries_before + 1
    assert Look.objects.count() == looks_before + 1
    assert Look.objects.latest("pk").member_id == heron.member_id


def test_the_list_asks_as_often_for_one_note_as_for_many(note, heron, dana, sam):
    few = statements(lambda: reading.pile(heron, at(sam), at=NOON))
    for number in range(9):
        actions.keep_note(heron, {"plan": str(number)}, by=dana, at=NOON)
    assert statements(lambda: reading.pile(heron, at(sam), at=NOON)) == few


def test_many_notes_come_page_by_page(heron, dana, client_as):
    for number in range(14):
        actions.keep_note(heron, {"plan": f"Plan {number}."}, by=dana, at=NOON + dt.timedelta(minutes=number))
    browser = client_as(dana)
    first = browser.get(f"/people/{heron.pk}/notes/").content.decode()
    assert "Plan 13." in first
    assert "Plan 0." not in first
    assert "Plan 0." in browser.get(f"/people/{heron.pk}/notes/?from=12").content.decode()


def test_the_door_on_a_members_page_opens_to_who_may(heron, dana, sam, otis):
    for person, opens in ((dana, True), (sam, True), (otis, False)):
        labels = [str(door.label) for door in doors.doors(heron, at(person), at=NOON)]
        assert ("Notes" in labels) is opens


# Drafts


def test_a_draft_is_for_its_author_alone_and_makes_no_entry(heron, dana, lee):
    actions.keep_note(heron, WORDS, by=dana, at=NOON)
    before = entries()
    actions.keep_draft(heron, {"progress": "Half a sent"}, by=dana, at=NOON)
    assert entries() == before
    assert reading.draft_of(heron, None, dana).opened() == {"progress": "Half a sent"}
    assert reading.draft_of(heron, None, lee) is None


def test_a_draft_is_sealed_and_gone_once_the_note_is_kept(heron, dana):
    draft = actions.keep_draft(heron, {"progress": "Half a sentence"}, by=dana, at=NOON)
    assert b"Half" not in bytes(draft.words)
    actions.keep_note(heron, WORDS, by=dana, at=NOON)
    assert not Draft.objects.exists()


def test_a_draft_of_nothing_is_no_draft(heron, dana):
    actions.keep_draft(heron, {"progress": "x"}, by=dana, at=NOON)
    assert actions.keep_draft(heron, {"progress": " "}, by=dana, at=NOON) is None
    assert not Draft.objects.exists()


@pytest.mark.parametrize("person", ["sam", "priya", "otis"])
def test_who_may_not_write_keeps_no_draft(person, heron, request):
    with pytest.raises(Absent):
        actions.keep_draft(heron, WORDS, by=request.getfixturevalue(person), at=NOON)


# Pages


def test_the_page_points_at_a_name_once_and_then_keeps_the_note(heron, juniper, dana, client_as):
    browser, path = client_as(dana), f"/people/{heron.pk}/notes/new/"
    answer = browser.post(path, {"progress": "Juniper made them angry."})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "<li>Juniper</li>" in page
    assert "Juniper made them angry." in page
    assert not ProgressNote.objects.exists()
    known = answer.context["form"]["known"].value()
    again = browser.post(path, {"progress": "Juniper made them angry.", "known": known})
    assert again.status_code == 302
    note = ProgressNote.objects.get()
    entry = Entry.objects.get(action="progress note kept")
    assert sealing.reveal(entry, "details") == '{"names of others pointed at":1}'
    assert note.author == dana


def test_another_name_written_meanwhile_is_pointed_at_too(heron, juniper, wren, dana, client_as):
    browser, path = client_as(dana), f"/people/{heron.pk}/notes/new/"
    answer = browser.post(path, {"progress": "Juniper and Wren.", "known": "juniper"})
    assert "<li>Wren</li>" in answer.content.decode()
    assert not ProgressNote.objects.exists()


def test_the_page_never_says_whose_name_it_is(heron, juniper, dana, client_as):
    page = client_as(dana).post(f"/people/{heron.pk}/notes/new/", {"progress": "June was angry."}).content.decode()
    assert "<li>June</li>" in page
    assert "Juniper" not in page
    assert "Piper" not in page


def test_a_form_without_words_is_422_and_loses_nothing(heron, dana, client_as):
    answer = client_as(dana).post(f"/people/{heron.pk}/notes/new/", {"progress": " ", "known": "wren"})
    assert answer.status_code == 422
    assert "one of the boxes" in answer.content.decode()


def test_what_was_begun_stands_there_again(heron, dana, client_as):
    browser = client_as(dana)
    kept = browser.post(
        f"/people/{heron.pk}/notes/draft/", {"progress": "Half a sentence"}, headers={"Accept": "application/json"}
    )
    assert kept.json() == {"said": "Draft kept. Only you see it."}
    assert "Half a sentence" in browser.get(f"/people/{heron.pk}/notes/new/").content.decode()
    browser.post(f"/people/{heron.pk}/notes/draft/drop/")
    assert "Half a sentence" not in browser.get(f"/people/{heron.pk}/notes/new/").content.decode()


def test_a_form_handed_in_twice_makes_one_note(heron, dana, client_as):
    browser, path = client_as(dana), f"/people/{heron.pk}/notes/new/"
    for _ in range(2):
        assert browser.post(path, {"progress": "Once.", "form_key": "k" * 20}).status_code == 302
    assert ProgressNote.objects.count() == 1


def test_a_change_by_the_page_and_its_draft(note, dana, client_as):
    browser = client_as(dana)
    assert "Said no for the first time." in browser.get(f"/notes/{note.pk}/change/").content.decode()
    browser.post(f"/notes/{note.pk}/draft/", {"progress": "Said no twice", "seen": 1})
    assert "Said no twice" in browser.get(f"/notes/{note.pk}/change/").content.decode()
    answer = browser.post(f"/notes/{note.pk}/change/", {"progress": "Said no twice.", "seen": 1, "why": "Misheard"})
    assert answer.status_code == 302
    assert not Draft.objects.exists()
    page = browser.get(f"/notes/{note.pk}/").content.decode()
    assert "Misheard" in page
    assert "Said no for the first time." in page


def test_one_member_in_one_group_has_one_folder(note, heron, dana):
    actions.keep_note(heron, {"plan": "More."}, by=dana, at=NOON)
    assert Folder.objects.count() == 1


def test_breaking_the_glass_opens_them_and_nobody_s_own(note, heron, priya, tuesday, client_as):
    browser = client_as(priya)
    assert browser.get(f"/people/{heron.pk}/notes/").status_code == 404
    emergency.break_the_glass(Scope(tuesday, heron), kind="danger", reason="She left a note.", by=priya, at=NOON)
    assert "Said no for the first time." in browser.get(f"/people/{heron.pk}/notes/").content.decode()
    assert browser.get(f"/notes/{note.pk}/").status_code == 200
    assert browser.get(f"/people/{heron.pk}/own-notes/").status_code == 404


def test_a_draft_of_last_week_waits_at_its_author_s_desk(heron, dana, lee):
    actions.keep_draft(heron, WORDS, by=dana, at=NOON - dt.timedelta(days=8))
    (due,) = desk.due(at(dana), NOON)
    assert (due.count, due.url) == (1, f"/people/{heron.pk}/notes/")
    assert desk.due(at(lee), NOON) == []
