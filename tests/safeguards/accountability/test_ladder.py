"""The ladder: drafted, published, never changed again, known to everyone."""

from __future__ import annotations

import re

import pytest

from tests.world import NOON
from underrose.ground.ledger.models import Entry
from underrose.ground.refusal import Absent
from underrose.safeguards.accountability import actions, queries, texts
from underrose.safeguards.accountability.models import LadderEdition


def publish(by):
    actions.draft_ladder(by=by, at=NOON)
    return actions.publish_ladder(by=by, at=NOON)


def test_the_starter_is_published_in_two_acts(practice, priya):
    publish(priya)
    ladder = queries.published_ladder(practice.pk)
    assert (ladder.edition, len(ladder.steps)) == (1, 7)
    assert sorted(Entry.objects.filter(by=priya.ref).values_list("action", flat=True)) == [
        "ladder drafted",
        "ladder published",
    ]


def test_a_draft_is_not_in_force(practice, priya):
    actions.draft_ladder(by=priya, at=NOON)
    assert queries.published_ladder(practice.pk) is None


def test_a_new_draft_leaves_the_edition_in_force_as_it_is(practice, priya):
    publish(priya)
    steps = texts.starter_ladder()
    steps[0]["title"] = "Changed"
    actions.draft_ladder(steps, by=priya, at=NOON)
    assert queries.published_ladder(practice.pk).steps[0].title == "You tell us yourself"
    assert actions.publish_ladder(by=priya, at=NOON).number == 2
    assert queries.published_ladder(practice.pk).steps[0].title == "Changed"


def test_a_step_without_its_sentences_is_refused(priya):
    with pytest.raises(actions.EmptyStep):
        actions.draft_ladder([{"title": "Only a title"}], by=priya, at=NOON)


def test_nothing_to_publish_is_said(priya):
    with pytest.raises(actions.NoDraft):
        actions.publish_ladder(by=priya, at=NOON)


@pytest.mark.parametrize("person", ["dana", "lee", "sam", "otis"])
def test_nobody_else_publishes(request, priya, person):
    actions.draft_ladder(by=priya, at=NOON)
    with pytest.raises(Absent):
        actions.publish_ladder(by=request.getfixturevalue(person), at=NOON)


def test_each_practice_has_its_own(priya, other_practice):
    publish(priya)
    assert queries.published_ladder(other_practice.pk) is None


def test_the_starter_is_in_plain_words():
    for step in texts.starter_ladder():
        for said in step.values():
            sentences = [sentence for sentence in re.split(r"[.?!:]\s+", said) if sentence]
            assert len(said.split()) / len(sentences) <= 15, said


def test_a_member_reads_it(client_as, priya, heron):
    assert "not written down yet" in client_as(heron).get("/me/ladder/").content.decode()
    publish(priya)
    assert "A private talk" in client_as(heron).get("/me/ladder/").content.decode()


def test_the_pages_write_check_and_publish(client_as, priya, practice):
    client = client_as(priya)
    page = client.get("/ladder/edit/").content.decode()
    assert "You tell us yourself" in page
    steps = texts.starter_ladder()
    form = {"form-TOTAL_FORMS": "8", "form-INITIAL_FORMS": "7", "form-MIN_NUM_FORMS": "1", "form-MAX_NUM_FORMS": "12"}
    for n, step in enumerate(steps):
        form |= {f"form-{n}-{name}": words for name, words in step.items()}
    bad = {**form, "form-2-means": ""}
    answer = client.post("/ladder/edit/", bad)
    assert answer.status_code == 422
    assert "A private talk" in answer.content.decode()
    client.post("/ladder/edit/", {**form, "form-6-DELETE": "on"})
    assert LadderEdition.objects.get().published_at is None
    assert "Publish the ladder" in client.get("/ladder/check/").content.decode()
    client.post("/ladder/publish/")
    assert len(queries.published_ladder(practice.pk).steps) == 6


@pytest.mark.parametrize("person", ["dana", "heron"])
def test_the_draft_is_not_there_for_others(client_as, request, person):
    client = client_as(request.getfixturevalue(person))
    for path in ("/ladder/edit/", "/ladder/check/"):
        assert client.get(path).status_code == 404
    assert client.post("/ladder/publish/").status_code == 404
