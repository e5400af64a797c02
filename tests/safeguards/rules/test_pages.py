"""The pages of the rules: a member's way through them, the leaders' lists, and what outsiders see of it: nothing."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.world import NOON
from underrose.ground.ledger.models import Entry
from underrose.safeguards.rules import queries
from underrose.safeguards.rules.actions import editions, questions
from underrose.safeguards.rules.models import Question, RuleSet


def text_of(answer, status: int = 200) -> str:
    assert answer.status_code == status
    return answer.content.decode()


def refused_with(answer) -> str:
    """A form that came back with what is wrong in it."""
    return text_of(answer, 422)


@pytest.fixture
def question(first, heron):
    return questions.ask(heron, "May I tell my sister?", topic="T", clause_id=first.pk, by=heron.member, at=NOON)


def test_a_member_reads_clause_by_clause_and_returns_where_they_left(client_as, answer, published, heron):
    answer(heron, 1)
    answer(heron, 2)
    found = client_as(heron).get(reverse("rules:read", args=[heron.pk]))
    assert found.headers["Location"] == reverse("rules:clause", args=[heron.pk, 3])


def test_the_last_clause_leads_to_all_of_them(client_as, answer, published, heron):
    for place in range(1, published.clauses.count() + 1):
        answer(heron, place)
    found = client_as(heron).get(reverse("rules:read", args=[heron.pk]), follow=True)
    assert "You have gone through all of them" in text_of(found)


def test_a_clause_page_says_where_one_is_and_offers_a_question(client_as, published, heron):
    page = text_of(client_as(heron).get(reverse("rules:clause", args=[heron.pk, 3])))
    assert "Clause 3 of 20" in page
    assert "I have a question about this" in page
    assert "Back one clause" in page
    assert "Tuesday" not in page


def test_a_question_is_asked_and_its_answer_found(client_as, published, heron, dana):
    client = client_as(heron)
    client.post(reverse("rules:ask", args=[heron.pk, 1]), {"words": "May I tell my sister?"})
    asked = Question.objects.get()
    client_as(dana).post(reverse("rules:answer", args=[heron.group_id, asked.pk]), {"words": "Yes, about yourself."})
    page = text_of(client.get(reverse("rules:my_questions", args=[heron.pk])))
    assert "Yes, about yourself." in page


def test_an_empty_question_says_what_to_do_and_asks_nothing(client_as, published, heron):
    page = refused_with(client_as(heron).post(reverse("rules:ask", args=[heron.pk, 1]), {"words": ""}))
    assert 'data-part="summary"' in page
    assert not Question.objects.exists()


def test_a_member_does_not_see_anothers_questions(client_as, question, juniper):
    page = text_of(client_as(juniper).get(reverse("rules:my_questions", args=[juniper.pk])))
    assert "sister" not in page


@pytest.mark.parametrize("person", ["juniper", "finch", "dana", "otis"])
@pytest.mark.parametrize("name", ["read", "through", "my_questions"])
def test_nobody_opens_anothers_pages(request, client_as, published, heron, person, name):
    client = client_as(request.getfixturevalue(person))
    assert client.get(reverse(f"rules:{name}", args=[heron.pk])).status_code == 404


@pytest.mark.parametrize("person", ["otis", "alex", "heron"])
@pytest.mark.parametrize("name", ["show", "draft", "add_clause", "together", "questions"])
def test_outsiders_find_no_page_of_the_group(request, client_as, published, tuesday, person, name):
    client = client_as(request.getfixturevalue(person))
    there = client.get(reverse(f"rules:{name}", args=[tuesday.pk]))
    nowhere = client.get("/nothing-is-here/")
    assert there.status_code == 404
    assert there.content == nowhere.content


def test_the_supervisor_reads_the_rules_and_changes_nothing(client_as, published, tuesday, sam):
    client = client_as(sam)
    page = text_of(client.get(reverse("rules:show", args=[tuesday.pk])))
    assert "Change the rules" not in page
    assert client.post(reverse("rules:draft", args=[tuesday.pk])).status_code == 404
    assert client.get(reverse("rules:questions", args=[tuesday.pk])).status_code == 404


def test_the_starter_set_is_one_button(client_as, tuesday, dana):
    client = client_as(dana)
    assert "Publish these rules" in text_of(client.get(reverse("rules:show", args=[tuesday.pk])))
    client.post(reverse("rules:publish_starter", args=[tuesday.pk]))
    assert queries.published(tuesday)


def test_a_draft_is_edited_previewed_and_published(client_as, published, tuesday, dana):
    client = client_as(dana)
    client.post(reverse("rules:draft", args=[tuesday.pk]))
    clause = RuleSet.objects.draft().get().clauses.get(position=1)
    typed = {"title": "Here stays here", "words": "All of it.", "meaning": "changed"}
    client.post(reverse("rules:edit_clause", args=[tuesday.pk, clause.pk]), typed)
    assert "Here stays here" in text_of(client.get(reverse("rules:preview", args=[tuesday.pk, 1])))
    client.post(reverse("rules:publish", args=[tuesday.pk]))
    assert RuleSet.objects.published().get().number == 2


def test_a_refusal_is_one_calm_page(client_as, published, tuesday, dana):
    editions.draft(tuesday, by=dana, at=NOON)
    answer = client_as(dana).post(reverse("rules:draft", args=[tuesday.pk]))
    assert answer.status_code == 409
    assert "There is a draft already" in answer.content.decode()


def test_a_look_at_the_questions_is_an_entry(client_as, question, tuesday, dana):
    assert "May I tell my sister?" in text_of(client_as(dana).get(reverse("rules:questions", args=[tuesday.pk])))
    assert Entry.objects.filter(action="questions", by=dana.ref).count() == 1
