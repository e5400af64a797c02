"""The leaders' pages of a draft and of what was published, and what they say before they act."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.world import NOON, make_member
from underrose.ground.ledger.models import Entry
from underrose.safeguards.rules import queries
from underrose.safeguards.rules.actions import clauses, editions, going_through


@pytest.fixture
def draft(published, tuesday, dana):
    return editions.draft(tuesday, by=dana, at=NOON)


def at(name, *args):
    return reverse(f"rules:{name}", args=args)


def text_of(answer, status: int = 200) -> str:
    assert answer.status_code == status
    return answer.content.decode()


def test_moving_leads_back_to_where_the_clause_stands_now(client_as, draft, tuesday, dana):
    clause = draft.clauses.all()[1]
    answer = client_as(dana).post(at("move_clause", tuesday.pk, clause.pk), {"where": "up"})
    assert answer.headers["Location"].endswith(f"#clause-{clause.pk}")
    assert draft.clauses.first() == clause


def test_a_clause_is_written_with_its_question(client_as, draft, tuesday, dana):
    typed = {"title": "Tea", "words": "We bring our own.", "part": "house", "question": "Who brings it?"}
    typed |= {"option_1": "We do", "because_1": "That is it.", "option_2": "They do", "right": "1"}
    page = text_of(client_as(dana).post(at("add_clause", tuesday.pk), typed), 422)
    assert "Say why, so that a wrong answer explains." in page
    assert "We bring our own." in page
    client_as(dana).post(at("add_clause", tuesday.pk), typed | {"because_2": "No, we do."})
    check = queries.opened(draft)[-1].check
    assert check
    assert [option.right for option in check.options] == [True, False]


def test_words_that_are_hard_to_read_are_kept_with_a_hint(client_as, draft, tuesday, dana):
    hard = (
        "Confidentiality obligations notwithstanding, participants unconditionally acknowledge institutional liability."
    )
    data = {"title": "Hard", "words": hard, "part": "house"}
    page = text_of(client_as(dana).post(at("add_clause", tuesday.pk), data, follow=True))
    assert "harder to read than the rest" in page
    assert "Hard" in page


def test_a_change_is_seen_word_by_word_and_undone(client_as, draft, tuesday, dana):
    clause = draft.clauses.first()
    title, words = queries.opened(draft)[0].title, queries.opened(draft)[0].words + " Promise."
    clauses.edit_clause(clause, title=title, words=words, meaning_changed=False, by=dana, at=NOON)
    client = client_as(dana)
    assert "<ins>" in text_of(client.get(at("publish", tuesday.pk)))
    client.post(at("undo_change", tuesday.pk, clause.pk))
    assert "Undo" not in text_of(client.get(at("draft", tuesday.pk)))


@pytest.mark.parametrize("wanted", ["no-such-text", "00000000-0000-0000-0000-000000000000"])
def test_what_never_stood_there_is_not_put_back(client_as, draft, tuesday, dana, wanted):
    assert client_as(dana).post(at("put_back", tuesday.pk), {"clause": wanted}).status_code == 404


def test_where_nothing_was_chosen_nothing_is_put_back(client_as, draft, tuesday, dana):
    before = draft.clauses.count()
    answer = client_as(dana).post(at("put_back", tuesday.pk), {"clause": ""})
    assert (answer.status_code, answer.url) == (302, at("draft", tuesday.pk))
    assert draft.clauses.count() == before


def test_before_publishing_it_says_who_goes_through_what(client_as, published, tuesday, dana, heron, wren):
    going_through.go_through_together(published, [heron], by=dana, at=NOON)
    clause = editions.draft(tuesday, by=dana, at=NOON).clauses.first()
    clauses.edit_clause(clause, title="Anew", words="Other.", meaning_changed=True, by=dana, at=NOON)
    page = " ".join(text_of(client_as(dana).get(at("publish", tuesday.pk))).split())
    assert "<dt>Heron</dt><dd>Anew</dd>" in page
    assert "<dt>Wren</dt><dd>all" in page
    assert Entry.objects.filter(action="who has gone through rules").count() == 1


def test_publishing_is_the_facilitators(client_as, draft, tuesday, lee, sam, otis):
    for person in (lee, sam, otis):
        for name in ("publish", "retire"):
            assert client_as(person).post(at(name, tuesday.pk)).status_code == 404
    assert client_as(lee).get(at("publish", tuesday.pk)).status_code == 404
    assert not Entry.objects.filter(action="who has gone through rules").exists()


def test_an_earlier_edition_can_be_read_and_compared(client_as, published, tuesday, dana, sam, otis):
    draft = editions.draft(tuesday, by=dana, at=NOON)
    clauses.add_clause(draft, title="Tea", words="We bring our own.", by=dana, at=NOON)
    editions.publish(draft, by=dana, at=NOON)
    client = client_as(sam)
    assert at("edition", tuesday.pk, 1) in text_of(client.get(at("show", tuesday.pk)))
    page = text_of(client.get(at("edition", tuesday.pk, 2)))
    assert "What changed since edition 1" in page
    assert "<ins>We bring our own.</ins>" in page
    assert client.get(at("edition", tuesday.pk, 3)).status_code == 404
    assert client_as(otis).get(at("edition", tuesday.pk, 1)).status_code == 404


def test_taking_them_out_of_force_leaves_them_readable(client_as, published, tuesday, dana):
    page = text_of(client_as(dana).post(at("retire", tuesday.pk), follow=True))
    assert "No rules are in force now" in page
    assert "Edition 1" in page
    assert client_as(dana).post(at("retire", tuesday.pk)).status_code == 404


def test_the_texts_for_young_people_are_chosen_on_the_page(client_as, tuesday, dana):
    client = client_as(dana)
    page = text_of(client.get(at("show", tuesday.pk), {"is_for_young": "yes"}))
    assert 'name="is_for_young" value="yes"' in page
    client.post(at("publish_starter", tuesday.pk), {"is_for_young": "yes"})
    found = queries.published(tuesday)
    assert found
    assert found.is_for_young


@pytest.mark.parametrize("name", ["draft", "publish"])
def test_twenty_members_cost_what_two_cost(client_as, draft, tuesday, dana, heron, wren, name):
    client, url = client_as(dana), at(name, tuesday.pk)

    def cost() -> int:
        client.get(url)
        with CaptureQueriesContext(connection) as asked:
            client.get(url)
        return len(asked)

    few = cost()
    for number in range(18):
        make_member(tuesday, f"Name {number}")
    assert cost() == few
