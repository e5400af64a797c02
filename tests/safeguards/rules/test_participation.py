"""Conscious participation: each answer explains, nobody fails, and what somebody chose first is kept nowhere."""

from __future__ import annotations

import re

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.urls import reverse
from django.utils.html import escape
from hypothesis import given
from hypothesis import strategies as st

from tests.world import NOON
from underrose.safeguards.rules import petal, queries, understanding
from underrose.safeguards.rules.actions import editions, going_through
from underrose.safeguards.rules.models import Reading, RuleSet
from underrose.safeguards.rules.understanding import Check, Option

TEXT = st.text(min_size=1, max_size=40).filter(lambda words: bool(words.strip()))
OPTION = st.builds(Option, TEXT, st.booleans(), TEXT)


def rows() -> dict[str, int]:
    """How many rows every model has; the web's own sessions, which hold no answer, left out."""
    return {model._meta.label: model.objects.count() for model in apps.get_models() if model is not Session}


def page_of(client_as, membership, place: int) -> str:
    found = client_as(membership).get(reverse("rules:clause", args=[membership.pk, place]))
    assert found.status_code == 200
    return found.content.decode()


def test_a_right_answer_leads_to_why_it_is_right(answer, asking, heron):
    found = answer(heron, asking.clause.position)
    assert found.status_code == 302
    assert re.search(r"/#answer-\d$", found.headers["Location"])
    assert Reading.objects.get().clause == asking.clause


def test_another_answer_explains_and_asks_again(client_as, answer, asking, heron):
    found = answer(heron, asking.clause.position, right=False)
    page = page_of(client_as, heron, asking.clause.position)
    place = int(found.headers["Location"].rpartition("#answer-")[2])
    shown = re.search(rf'<div class="callout because" id="answer-{place}".*?</div>', page, re.DOTALL)
    assert shown
    assert escape(asking.check.options[place].because) in shown[0]
    assert "choose again" in shown[0]
    assert "This is my answer" in page
    assert not Reading.objects.exists()


def test_what_was_chosen_first_is_kept_nowhere(answer, asking, heron):
    """No row more, no entry, not in the web's own session: not even the house's owner can count tries."""
    before = rows()
    said = answer(heron, asking.clause.position, right=False)
    assert rows() == before
    assert not said.cookies.keys() - {"csrftoken", "sessionid", "__Host-session"}
    for session in Session.objects.all():
        assert not {"choice", "answer", "tries"} & session.get_decoded().keys()


def test_the_page_is_the_same_whether_somebody_tried_before_or_not(client_as, answer, asking, heron, juniper):
    def plain(membership) -> str:
        page = page_of(client_as, membership, asking.clause.position)
        page = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", page)
        return page.replace(str(membership.pk), "…")

    answer(heron, asking.clause.position, right=False)
    answer(heron, asking.clause.position, right=False)
    assert plain(heron) == plain(juniper)


def test_many_tries_and_one_leave_the_same(answer, asking, heron, juniper):
    for _ in range(5):
        answer(heron, asking.clause.position, right=False)
    answer(heron, asking.clause.position)
    answer(juniper, asking.clause.position)
    kept = [
        {
            field.name: getattr(row, field.name)
            for field in Reading._meta.fields
            if field.name not in ("id", "membership")
        }
        for row in Reading.objects.order_by("membership")
    ]
    times = [row.pop("read_at") for row in kept]
    assert len(times) == 2
    assert kept[0] == kept[1]


def test_no_page_of_the_rules_counts_answers_or_says_failed(client_as, answer, published, heron):
    answer(heron, 1, right=False)
    pages = [page_of(client_as, heron, place) for place in range(1, published.clauses.count() + 1)]
    pages.append(client_as(heron).get(reverse("rules:through", args=[heron.pk])).content.decode())
    for page in pages:
        words = re.sub(r"<[^>]+>", " ", page).lower()
        assert not re.search(r"\b(failed|wrong answer|incorrect|score|attempts?|tries left|points)\b", words)


def test_no_answer_at_all_says_what_to_do(client_as, asking, heron):
    address = reverse("rules:clause", args=[heron.pk, asking.clause.position])
    for data in ({}, {"choice": ""}, {"choice": "9"}, {"choice": "-1"}, {"choice": "x"}):
        found = client_as(heron).post(address, {**data, "pressed": "1"})
        assert found.status_code == 422
        assert 'data-part="summary"' in found.content.decode()
    assert not Reading.objects.exists()


@pytest.mark.parametrize("choice", [None, -1, 3, 99])
def test_a_clause_that_asks_is_not_gone_through_without_an_answer(asking, heron, choice):
    with pytest.raises(going_through.NoAnswer):
        going_through.go_through(asking.clause, choice=choice, membership=heron, by=heron.member, at=NOON)


def test_a_clause_gone_through_shows_the_answer_and_the_way_on(client_as, answer, asking, heron):
    answer(heron, asking.clause.position)
    page = page_of(client_as, heron, asking.clause.position)
    assert page.count("because holds") == 1
    assert "This is my answer" not in page
    assert "What about the other answers?" in page
    assert reverse("rules:clause", args=[heron.pk, asking.clause.position + 1]) in page


def test_gone_through_stays_gone_through_whatever_is_answered_later(answer, asking, heron):
    answer(heron, asking.clause.position)
    answer(heron, asking.clause.position, right=False)
    assert Reading.objects.count() == 1


def test_together_in_the_room_nobody_is_asked_one_by_one(published, heron, dana):
    going_through.go_through_together(published, [heron], by=dana, at=NOON)
    assert queries.read_of(heron, published) == set(published.clauses.values_list("pk", flat=True))


def test_a_question_goes_along_into_the_next_edition(published, tuesday, dana, asking):
    editions.draft(tuesday, by=dana, at=NOON)
    second = editions.publish(RuleSet.objects.draft().get(), by=dana, at=NOON)
    assert [rule.check for rule in queries.opened(second)][asking.clause.position - 1] == asking.check


def test_the_question_is_sealed_with_its_clause(asking):
    assert asking.check.question.encode() not in bytes(asking.clause.check_json)


def test_progress_is_kept_from_one_day_to_the_next(client_as, answer, published, heron):
    for place in (1, 2, 3):
        answer(heron, place)
    step = petal.steps(heron)[0]
    assert (step.sentence, step.done) == ("3 of 20 read", False)
    found = client_as(heron).get(reverse("rules:read", args=[heron.pk]))
    assert found.headers["Location"] == reverse("rules:clause", args=[heron.pk, 4])


def test_the_words_to_be_read_aloud_are_marked_and_the_button_waits_for_a_voice(client_as, published, heron):
    page = page_of(client_as, heron, 1)
    assert "data-aloud-words" in page
    assert re.search(r"<p[^>]*data-aloud hidden>", page)


@given(st.lists(OPTION, min_size=2, max_size=6), TEXT)
def test_a_check_comes_back_as_it_was_sealed(options, question):
    options[0] = Option(options[0].words, True, options[0].because)
    check = Check(question, tuple(options))
    assert understanding.read(understanding.written(check)) == check


@given(st.lists(OPTION, max_size=6), st.text(max_size=20))
def test_a_check_can_be_answered_or_is_refused(options, question):
    try:
        check = Check(question, tuple(options))
    except understanding.Unanswerable:
        blank = not question.strip() or not any(one.right for one in options) or len(options) < 2
        assert blank or any(not one.words.strip() or not one.because.strip() for one in options)
    else:
        assert check.right
        assert all(check.chosen(place) == option for place, option in enumerate(options))
        assert check.chosen(None) is check.chosen(-1) is check.chosen(len(options)) is None


@pytest.mark.parametrize("nothing", ["", "null", "{}"])
def test_no_check_is_none(nothing):
    assert understanding.read(nothing) is None
    assert understanding.written(None) == ""
