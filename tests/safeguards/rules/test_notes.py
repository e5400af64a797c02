"""Notes on a clause for everyone: only with the asker's yes, in other words than theirs, and never saying whose."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from tests.world import NOON
from underrose.ground.ledger.models import Entry
from underrose.ground.refusal import Absent
from underrose.ground.vault import sealing
from underrose.groups import actions as groups
from underrose.groups.models import Membership
from underrose.people import actions as people
from underrose.safeguards.agreements.actions import editions as agreements
from underrose.safeguards.rules import noted, petal
from underrose.safeguards.rules.actions import clauses, editions, notes, questions
from underrose.safeguards.rules.models import About, Clause, Note, Question

ASKED = "May I tell my sister Ines about the man who cried?"
NOTE = "You may always tell what is your own. What others said stays here."


@pytest.fixture
def first(published) -> Clause:
    """The very first clause, whether or not it asks something."""
    return published.clauses.get(position=1)


@pytest.fixture
def asked(first, heron) -> Question:
    return _asked(first, heron)


@pytest.fixture
def answered(asked, dana) -> Question:
    return questions.answer(asked, "Yes, about yourself.", by=dana, at=NOON)


def _asked(clause, membership, *, may_be_noted: bool = False) -> Question:
    return questions.ask(
        membership,
        ASKED,
        topic="Who is here stays here",
        clause_id=clause.pk,
        origin_id=clause.origin_id,
        may_be_noted=may_be_noted,
        by=membership.member,
        at=NOON,
    )


def _clause_page(client_as, somebody) -> str:
    page = client_as(somebody).get(reverse("rules:clause", args=[somebody.pk, 1]))
    assert page.status_code == 200, page.headers
    return page.content.decode()


def test_a_note_waits_until_whoever_asked_has_said_yes_to_these_words(client_as, answered, heron, juniper, dana):
    notes.note_on(answered, NOTE, by=dana, at=NOON)
    assert NOTE not in _clause_page(client_as, juniper)
    mine = client_as(heron).get(reverse("rules:my_questions", args=[heron.pk])).content.decode()
    assert "May everyone in your group read this?" in mine
    assert NOTE in mine
    client_as(heron).post(reverse("rules:say_on_note", args=[heron.pk, answered.pk]), {"say": "yes"})
    assert NOTE in _clause_page(client_as, juniper)


def test_home_says_that_a_note_waits_for_their_yes_and_leaders_read_notes_beside_the_rules(
    client_as, answered, tuesday, heron, dana
):
    notes.note_on(answered, NOTE, by=dana, at=NOON)
    assert "1 note waits for your yes or no." in [step.sentence for step in petal.steps(heron)]
    shown, preview = reverse("rules:show", args=[tuesday.pk]), reverse("rules:preview", args=[tuesday.pk, 1])
    assert NOTE not in client_as(dana).get(shown).content.decode()
    notes.say(answered, is_yes=True, by=heron.member, at=NOON)
    assert "Each has an answer." in [step.sentence for step in petal.steps(heron)]
    for page in (shown, preview):
        assert NOTE in client_as(dana).get(page).content.decode()
    assert reverse("rules:notes", args=[tuesday.pk]) in client_as(dana).get(shown).content.decode()


def test_a_no_is_kept_and_not_asked_again(answered, heron, dana):
    notes.note_on(answered, NOTE, by=dana, at=NOON)
    notes.say(answered, is_yes=False, by=heron.member, at=NOON)
    assert not Note.objects.shown().exists()
    with pytest.raises(notes.SaidNo):
        notes.note_on(answered, NOTE, by=dana, at=NOON)


def test_whoever_said_so_when_asking_is_told_and_can_take_it_back(client_as, first, heron, juniper, dana):
    asked = _asked(first, heron, may_be_noted=True)
    questions.talked(asked, by=dana, at=NOON)
    notes.note_on(asked, NOTE, by=dana, at=NOON)
    assert NOTE in _clause_page(client_as, juniper)
    mine = client_as(heron).get(reverse("rules:my_questions", args=[heron.pk])).content.decode()
    assert "Everyone in your group can read this now" in mine
    client_as(heron).post(reverse("rules:take_back_yes", args=[heron.pk, asked.pk]))
    assert NOTE not in _clause_page(client_as, juniper)
    asked.refresh_from_db()
    assert not asked.may_be_noted


def test_a_yes_aloud_is_the_leaders_word_in_the_ledger(answered, dana):
    notes.note_on(answered, NOTE, agreed=notes.Agreed.SAID, by=dana, at=NOON)
    assert Note.objects.get().is_shown
    assert Entry.objects.get(action="note published").by == dana.ref


def test_the_answer_comes_before_the_note(asked, dana):
    with pytest.raises(notes.AnswerFirst):
        notes.note_on(asked, NOTE, by=dana, at=NOON)


def test_one_question_has_one_note_at_a_time(answered, dana):
    notes.note_on(answered, NOTE, by=dana, at=NOON)
    with pytest.raises(notes.NotedAlready):
        notes.note_on(answered, NOTE, by=dana, at=NOON)


def test_a_proposal_that_a_leader_takes_back_is_gone(answered, dana):
    notes.take_back(notes.note_on(answered, NOTE, by=dana, at=NOON), by=dana, at=NOON)
    answered.refresh_from_db()
    assert answered.note is None
    assert not Note.objects.exists()


def test_a_note_that_was_shown_is_taken_back_and_stays_known(client_as, answered, juniper, dana):
    note = notes.note_on(answered, NOTE, agreed=notes.Agreed.SAID, by=dana, at=NOON)
    client_as(dana).post(reverse("rules:take_back_note", args=[note.group_id, note.pk]))
    assert NOTE not in _clause_page(client_as, juniper)
    with pytest.raises(Absent):
        notes.take_back(note, by=dana, at=NOON)


def test_who_has_left_is_not_asked_and_nothing_is_shown(answered, heron, dana):
    groups.leave(heron, by=dana, at=NOON)
    with pytest.raises(notes.HasLeft):
        notes.note_on(Question.objects.get(), NOTE, by=dana, at=NOON)


def test_an_empty_note_is_none(answered, dana):
    with pytest.raises(notes.NothingSaid):
        notes.note_on(answered, "  ", by=dana, at=NOON)


def test_a_leader_explains_a_clause_that_nobody_asked_about(client_as, first, juniper, dana):
    client = client_as(dana)
    client.post(reverse("rules:write_note", args=[first.rule_set.group_id, first.pk]), {"words": NOTE})
    assert NOTE in _clause_page(client_as, juniper)
    assert NOTE in client.get(reverse("rules:notes", args=[first.rule_set.group_id])).content.decode()


def test_a_note_follows_its_clause_until_the_meaning_changes(client_as, answered, tuesday, juniper, dana):
    notes.note_on(answered, NOTE, agreed=notes.Agreed.SAID, by=dana, at=NOON)
    _publish_first(tuesday, dana, meaning_changed=False)
    assert NOTE in _clause_page(client_as, juniper)
    _publish_first(tuesday, dana, meaning_changed=True)
    assert NOTE not in _clause_page(client_as, juniper)
    page = client_as(dana).get(reverse("rules:notes", args=[tuesday.pk])).content.decode()
    assert "No longer shown" in page
    assert NOTE in page


def _publish_first(group, by, *, meaning_changed: bool) -> None:
    draft = editions.draft(group, by=by, at=NOON)
    clause = draft.clauses.order_by("position").first()
    assert clause
    words = {"title": "Here", "words": "It stays here."}
    clauses.edit_clause(clause, **words, meaning_changed=meaning_changed, by=by, at=NOON)
    editions.publish(draft, by=by, at=NOON)


def test_whoever_joins_later_reads_the_notes(client_as, answered, tuesday, dana):
    notes.note_on(answered, NOTE, agreed=notes.Agreed.SAID, by=dana, at=NOON)
    joined = groups.add_member(tuesday, legal_name="Mo Late", chosen_name="Linnet", mail="", phone="", by=dana, at=NOON)
    people.join(joined.membership.member, at=NOON)
    later = Membership.objects.get(pk=joined.membership.pk)
    assert NOTE in _clause_page(client_as, later)


def test_a_note_on_the_agreement_stands_beside_its_clause_and_is_no_part_of_it(
    client_as, published, tuesday, heron, juniper, dana
):
    agreements.publish_starter(tuesday, by=dana, at=NOON)
    client_as(heron).post(reverse("agreements:ask", args=[heron.pk, 1]), {"words": ASKED, "may_be_noted": "on"})
    asked = Question.objects.get()
    questions.talked(asked, by=dana, at=NOON)
    note = notes.note_on(asked, NOTE, by=dana, at=NOON)
    assert note.about == About.AGREEMENT
    assert note.is_shown
    page = client_as(juniper).get(reverse("agreements:clause", args=[juniper.pk, 1])).content.decode()
    assert NOTE in page
    assert "no part of what you sign" in page
    agreements.publish(agreements.draft(tuesday, by=dana, at=NOON), meaning_changed=False, by=dana, at=NOON)
    again = client_as(juniper).get(reverse("agreements:clause", args=[juniper.pk, 1])).content.decode()
    assert NOTE in again


@pytest.mark.parametrize("person", ["sam", "priya", "alex", "otis", "heron", "juniper"])
def test_nobody_but_who_leads_writes_or_takes_back_a_note(request, answered, first, person):
    somebody = request.getfixturevalue(person)
    by = getattr(somebody, "member", somebody)
    with pytest.raises(Absent):
        notes.note_on(answered, NOTE, by=by, at=NOON)
    with pytest.raises(Absent):
        notes.write_note(
            first.rule_set.group, NOTE, about=About.RULES, origin_id=first.origin_id, topic="T", by=by, at=NOON
        )


@pytest.mark.parametrize("person", ["juniper", "finch", "dana"])
def test_nobody_says_yes_for_whoever_asked(request, answered, dana, person):
    notes.note_on(answered, NOTE, by=dana, at=NOON)
    somebody = request.getfixturevalue(person)
    by = getattr(somebody, "member", somebody)
    for act in (
        lambda: notes.say(answered, is_yes=True, by=by, at=NOON),
        lambda: notes.take_back_own(answered, by=by, at=NOON),
    ):
        with pytest.raises(Absent):
            act()


def test_what_the_group_reads_is_the_same_whoever_asked_or_nobody(client_as, first, heron, juniper, wren, dana):
    """Attack: a member compares the page after a note that came of a question with one that came of none."""

    def seen() -> str:
        page = _clause_page(client_as, wren)
        return re.sub(r'name="(csrfmiddlewaretoken|form_key)" value="[^"]*"', "", page)

    pages = set()
    for asker in (heron, juniper, None):
        if asker is None:
            note = notes.write_note(
                first.rule_set.group, NOTE, about=About.RULES, origin_id=first.origin_id, topic="T", by=dana, at=NOON
            )
        else:
            asked = _asked(first, asker, may_be_noted=asker is heron)
            questions.talked(asked, by=dana, at=NOON)
            note = notes.note_on(asked, NOTE, agreed=notes.Agreed.SAID, by=dana, at=NOON)
        pages.add(seen())
        notes.take_back(note, by=dana, at=NOON)
    assert len(pages) == 1


def test_a_note_holds_no_word_and_no_id_of_the_question(answered, dana):
    """Attack: everything that the row of a note keeps, opened."""
    note = notes.note_on(answered, NOTE, agreed=notes.Agreed.SAID, by=dana, at=NOON)
    kept = {field.name: getattr(note, field.attname) for field in Note._meta.concrete_fields}
    held = f"{kept} {sealing.open_all(note)}"
    for telling in (answered.pk, answered.membership_id, answered.membership.member_id, answered.subject_id):
        assert str(telling) not in held
    assert "sister" not in held
    assert note.subject_id == note.group.subject_id


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("You may tell my sister Ines, if it is yours.", "tell my sister Ines"),
        ("Heron may always tell what is theirs.", "Heron"),
    ],
)
def test_the_form_points_at_names_and_at_the_askers_own_phrases_once(client_as, answered, tuesday, dana, words, shown):
    client, url = client_as(dana), reverse("rules:note", args=[tuesday.pk, answered.pk])
    page = client.post(url, {"words": words, "agreed": "ask"})
    assert page.status_code == 200
    assert f"<li>{shown}</li>" in page.content.decode()
    assert not Note.objects.exists()
    known = re.search(r'name="known" value="([^"]*)"', page.content.decode())
    assert known
    client.post(url, {"words": words, "agreed": "ask", "known": known[1].replace("&#x27;", "'")})
    assert Note.objects.get().is_proposed


def test_the_form_begins_empty(client_as, answered, tuesday, dana):
    page = client_as(dana).get(reverse("rules:note", args=[tuesday.pk, answered.pk])).content.decode()
    assert re.search(r"<textarea[^>]*>\s*</textarea>", page)


WORDS = st.lists(st.sampled_from("may tell my sister about the man who cried here now".split()), min_size=1, max_size=9)


@given(before=WORDS, said=WORDS, after=WORDS)
def test_four_words_in_a_row_are_found_wherever_they_stand(before, said, after):
    asked, note = " ".join(said), " ".join([*before, *(word.upper() for word in said), *after])
    found = noted.echoes(note, asked)
    if len(said) >= noted.RUN:
        assert any(" ".join(said).casefold() in hit.casefold() for hit in found)
    for hit in found:
        assert hit in note
        assert len(hit.split()) >= noted.RUN


@given(note=st.text(), asked=st.text())
def test_any_text_is_compared(note, asked):
    assert all(hit in note for hit in noted.echoes(note, asked))
