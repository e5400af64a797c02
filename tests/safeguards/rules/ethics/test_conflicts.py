"""Conflict reviews: never decided by whoever has the tie, known to nobody who wasn't told, kept as they were."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.safeguards.counting import statements
from tests.world import NOON, assign, make_member, make_staff
from underrose.ground import clock
from underrose.ground.ledger import verifying
from underrose.ground.ledger.models import Entry
from underrose.ground.refusal import Absent, Refused
from underrose.ground.vault import sealing
from underrose.people import policy
from underrose.people.matters import actions as matters
from underrose.people.models import Role
from underrose.rose import exports
from underrose.safeguards.protection import looks
from underrose.safeguards.rules.ethics import desk, queries, reading, who
from underrose.safeguards.rules.ethics.actions import conflicts
from underrose.safeguards.rules.ethics.models import ConflictReview, Decision, Option

WORDS = "We share an office on the third floor."
LATER = NOON + dt.timedelta(days=2)


@pytest.fixture(autouse=True)
def _at_noon(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOON)


@pytest.fixture
def review(heron, dana, sam):
    """Dana works with Heron; Sam, who supervises, is asked to decide."""
    return conflicts.open_review(heron, leader=dana, decider=sam, words=WORDS, by=dana, at=NOON)


@pytest.fixture
def quiet(heron, dana, sam, orla):
    """Orla, the reviewer of ties, has found that Heron and Dana share a manager. Dana doesn't know."""
    words = {"words": "The same manager.", "leader_knows": False}
    return conflicts.open_for_a_tie(heron, leader=dana, decider=sam, **words, by=orla, at=NOON)


def at(person, moment=NOON):
    return policy.standing(person, moment)


def test_the_leader_with_the_tie_cannot_be_the_one_who_decides(heron, dana, sam):
    with pytest.raises(conflicts.NotAlone):
        conflicts.open_review(heron, leader=dana, decider=dana, words=WORDS, by=dana, at=NOON)
    with pytest.raises(conflicts.NotAlone):
        conflicts.open_review(heron, leader=dana, decider=dana, words=WORDS, by=sam, at=NOON)
    assert not ConflictReview.objects.exists()


def test_nor_can_it_be_handed_to_them_or_decided_by_them_afterwards(review, dana, sam):
    with pytest.raises(conflicts.NotAlone):
        conflicts.ask_somebody_else(review, dana, by=dana, at=NOON)
    with pytest.raises(conflicts.NotAlone):
        conflicts.decide(review, "no conflict", why="It is fine.", by=dana, at=NOON)
    assert not Decision.objects.exists()


def test_only_who_was_asked_decides(review, lee, priya, otis):
    for person in (lee, priya, otis):
        with pytest.raises(Absent):
            conflicts.decide(review, "no conflict", why="It is fine.", by=person, at=NOON)


def test_somebody_of_another_group_or_without_a_role_is_no_decider(heron, dana, otis, alex):
    for person in (otis, alex):
        with pytest.raises(conflicts.NoDecider):
            conflicts.open_review(heron, leader=dana, decider=person, words=WORDS, by=dana, at=NOON)


def test_in_a_practice_of_one_the_outside_person_decides(heron, dana, orla):
    assert [one.staff for one in who.deciders(heron.group_id, besides=dana, at=NOON)] == [orla]
    review = conflicts.open_review(heron, leader=dana, decider=orla, words=WORDS, by=dana, at=NOON)
    conflicts.decide(review, "referral", why="No other leader.", by=orla, at=NOON)
    assert ConflictReview.objects.get().state == "settled"


def test_a_tie_of_somebody_who_does_not_lead_is_no_conflict_review(heron, dana, sam, otis):
    with pytest.raises(conflicts.NotALeader):
        conflicts.open_review(heron, leader=otis, decider=sam, words=WORDS, by=dana, at=NOON)


def test_going_on_takes_safeguards_and_then_the_members_yes(review, sam, dana):
    with pytest.raises(conflicts.NothingSaid):
        conflicts.decide(review, "go on", why="Small town.", by=sam, at=NOON)
    conflicts.decide(review, "go on", why="Small town.", safeguards="Lee alone.", by=sam, at=NOON)
    review.refresh_from_db()
    assert review.state == "consent"
    conflicts.record_consent(review, given=True, told="All of it.", on=NOON.date(), by=dana, at=NOON)
    review.refresh_from_db()
    assert review.state == "settled"


def test_a_no_opens_it_again_and_the_first_decision_stays(review, sam):
    conflicts.decide(review, "go on", why="Small town.", safeguards="Lee alone.", by=sam, at=NOON)
    conflicts.record_consent(review, given=False, told="All of it.", on=NOON.date(), by=sam, at=NOON)
    conflicts.decide(review, "another leader", why="They said no.", by=sam, at=LATER)
    review.refresh_from_db()
    assert review.state == "settled"
    assert [(one.number, one.option, one.consent) for one in review.decisions.order_by("number")] == [
        (1, "go on", "refused"),
        (2, "another leader", ""),
    ]


def test_consent_can_be_taken_back(review, sam):
    conflicts.decide(review, "go on", why="Small town.", safeguards="Lee alone.", by=sam, at=NOON)
    conflicts.record_consent(review, given=True, told="All of it.", on=NOON.date(), by=sam, at=NOON)
    conflicts.take_back_consent(review, on=LATER.date(), by=sam, at=LATER)
    review.refresh_from_db()
    assert review.state == "open"
    assert review.decisions.get().consent == "taken back"


@pytest.mark.parametrize("day", [NOON.date() + dt.timedelta(days=1), NOON.date() - dt.timedelta(days=1)])
def test_consent_has_a_day_between_the_beginning_and_today(day, review, sam):
    conflicts.decide(review, "go on", why="Small town.", safeguards="Lee alone.", by=sam, at=NOON)
    with pytest.raises(conflicts.NotThatDay):
        conflicts.record_consent(review, given=True, told="All of it.", on=day, by=sam, at=NOON)


def test_the_ledger_vouches_for_all_of_it_and_says_no_word_of_it(review, sam, practice):
    conflicts.decide(review, "go on", why="Small town.", safeguards="Lee alone.", by=sam, at=NOON)
    conflicts.record_consent(review, given=True, told="All of it.", on=NOON.date(), by=sam, at=NOON)
    assert verifying.verify(practice.pk, at=NOON).findings == []
    said = " ".join(f"{entry.action} {sealing.reveal(entry, 'details')}" for entry in Entry.objects.all())
    assert "office" not in said
    assert "town" not in said


def test_nobody_but_those_it_names_opens_it(review, dana, sam, lee, priya, alex, otis, orla, client_as):
    url = f"/ethics/reviews/{review.pk}/"
    assert client_as(dana).get(url).status_code == 200
    assert client_as(sam).get(url).status_code == 200
    nothing = client_as(lee).get("/no-such-page/").content
    for person in (lee, priya, alex, otis, orla):
        answer = client_as(person).get(url)
        assert answer.status_code == 404
        assert answer.content == nothing


PAGES = (
    "/",
    "/ethics/",
    "/groups/",
    "/groups/{group}/",
    "/people/{heron}/",
    "/people/{heron}/review/",
    "/sessions/{tonight}/",
)


def pages(client_as, person, heron, tonight):
    """Every page of a leader's that could tell, without what is different each time."""
    import re

    browser = client_as(person)
    shown = []
    for page in PAGES:
        answer = browser.get(page.format(group=heron.group_id, heron=heron.pk, tonight=tonight.pk))
        body = re.sub(r'name="(csrfmiddlewaretoken|form_key)" value="[^"]*"', "", answer.content.decode())
        shown.append((page, answer.status_code, re.sub(r'nonce="[^"]*"|content="[\w-]{32,}"', "", body)))
    return shown


@pytest.mark.sqlite
@pytest.mark.parametrize("who_looks", ["dana", "lee"])
def test_a_review_that_a_leader_was_not_told_of_changes_no_byte_and_no_statement(
    who_looks, heron, tonight, dana, lee, sam, orla, client_as, request
):
    person = request.getfixturevalue(who_looks)
    pages(client_as, person, heron, tonight)  # what is made at a first visit is made
    before = pages(client_as, person, heron, tonight)
    counted = statements(lambda: pages(client_as, person, heron, tonight))
    conflicts.open_for_a_tie(
        heron, leader=dana, decider=sam, words="The same manager.", leader_knows=False, by=orla, at=NOON
    )
    assert pages(client_as, person, heron, tonight) == before
    assert statements(lambda: pages(client_as, person, heron, tonight)) == counted


def test_nor_does_it_stop_them_from_opening_one_of_their_own(quiet, heron, dana, lee):
    mine = conflicts.open_review(heron, leader=dana, decider=lee, words=WORDS, by=dana, at=NOON)
    assert [line.row for line in reading.reviews(at(dana), at=NOON)] == [mine]
    with pytest.raises(conflicts.AlreadyOpen):
        conflicts.open_review(heron, leader=dana, decider=lee, words=WORDS, by=dana, at=NOON)


def test_an_untold_leader_can_do_nothing_with_it(quiet, dana):
    for act in (
        lambda: conflicts.tell_leader(quiet, by=dana, at=NOON),
        lambda: conflicts.open_again(quiet, by=dana, at=NOON),
        lambda: conflicts.decide(quiet, "no conflict", why="Mine.", by=dana, at=NOON),
        lambda: conflicts.record_consent(quiet, given=True, told="x", on=NOON.date(), by=dana, at=NOON),
    ):
        with pytest.raises(Absent):
            act()


def test_once_told_it_is_on_their_desk(quiet, dana, orla):
    assert not queries.open_reviews([quiet.membership.group_id], at(dana))
    conflicts.tell_leader(quiet, by=orla, at=NOON)
    assert queries.open_reviews([quiet.membership.group_id], at(dana)) == {quiet.membership.group_id: 1}


def test_the_outside_person_sees_a_number_and_no_name(quiet, orla, sam, client_as):
    page = client_as(orla).get(f"/ethics/reviews/{quiet.pk}/").content.decode()
    assert "Heron" not in page
    assert quiet.membership.member_id.hex[:8] in page
    assert "Heron" in client_as(sam).get(f"/ethics/reviews/{quiet.pk}/").content.decode()


def test_each_look_is_one_entry_and_tells_no_member_whom_it_is_about(review, sam, heron, juniper, rook, client_as):
    browser = client_as(sam)
    before = Entry.objects.count()
    browser.get(f"/ethics/reviews/{review.pk}/")
    assert Entry.objects.count() == before + 1
    said = {one.pk: looks.of_member(one.member, groups=[one.group_id]) for one in (heron, juniper, rook)}
    assert [str(line.said) for line in said[heron.pk]] == ["Looked at how your group is led"]
    assert said[juniper.pk] == said[heron.pk]
    assert said[rook.pk] == []


def test_a_look_under_a_matter_waits_until_it_closes(review, dana, heron, juniper, practice, client_as):
    about = {"practice_id": practice.pk, "member": heron.member, "group_id": heron.group_id}
    matters.open_matter("safety worry", reason="A call.", **about, by=dana, at=NOON)
    client_as(dana).get(f"/ethics/reviews/{review.pk}/")
    for one in (heron, juniper):
        assert looks.of_member(one.member, groups=[one.group_id]) == []


def test_the_members_copy_holds_their_answer_and_no_more(review, sam, heron):
    def section():
        return next(one for one in exports.sections(heron.member, NOON) if one.key == "how_it_is_led")

    before = section()
    conflicts.decide(review, "go on", why="Small town.", safeguards="Lee alone.", by=sam, at=NOON)
    assert section() == before
    conflicts.record_consent(review, given=True, told="That we share an office.", on=NOON.date(), by=sam, at=NOON)
    (entry,) = section().entries
    assert [fact.value for fact in entry] == ["That we share an office.", "Yes", NOON.date()]


def test_the_desk_says_whose_turn_it_is(review, dana, sam):
    assert [str(one.sentence) for one in desk.due(at(sam), NOON)] == [
        "A conflict review waits for your decision. (Appointment, Tuesday 18:00)"
    ]
    assert desk.due(at(dana), NOON) == []
    again = NOON.date() + dt.timedelta(days=30)
    conflicts.decide(review, "no conflict", why="Long ago.", look_again_on=again, by=sam, at=NOON)
    assert desk.due(at(sam), NOON) == []
    month = NOON + dt.timedelta(days=30)
    assert [one.is_late for one in desk.due(at(dana), month)] == [True]
    conflicts.looked_again(review, by=dana, at=month)
    assert desk.due(at(dana), month) == []


def test_words_of_names_are_pointed_at_where_somebody_from_afar_decides(heron, dana, orla, sam, client_as):
    browser = client_as(dana)
    given = {"leader": str(dana.pk), "words": "Heron and I share an office.", "decider": str(orla.pk)}
    answer = browser.post(f"/people/{heron.pk}/review/", given)
    assert answer.status_code == 200
    assert "Would these words say who somebody is?" in answer.content.decode()
    assert not ConflictReview.objects.exists()
    assert browser.post(f"/people/{heron.pk}/review/", given | {"known": "heron"}).status_code == 302
    near = {**given, "decider": str(sam.pk), "leader": str(dana.pk)}
    ConflictReview.objects.all().delete()
    assert browser.post(f"/people/{heron.pk}/review/", near).status_code == 302


def test_a_form_with_something_wrong_loses_nothing(heron, dana, sam, client_as):
    given = {"leader": str(dana.pk), "words": WORDS, "decider": str(dana.pk)}
    answer = client_as(dana).post(f"/people/{heron.pk}/review/", given)
    assert answer.status_code == 422
    assert WORDS in answer.content.decode()


def test_the_desk_asks_as_often_for_one_as_for_many(review, practice, tuesday, dana, sam):
    few = statements(lambda: (reading.reviews(at(sam), at=NOON), desk.due(at(sam), NOON)))
    for number in range(6):
        member = make_member(tuesday, f"Bird {number}")
        conflicts.open_review(member, leader=dana, decider=sam, words=WORDS, by=dana, at=NOON)
    assert statements(lambda: (reading.reviews(at(sam), at=NOON), desk.due(at(sam), NOON))) == few


def test_another_practice_sees_nothing(review, other_practice):
    far = make_staff(other_practice, "Fay")
    assign(far, Role.OUTSIDE, None)
    with pytest.raises(Absent):
        reading.review(review.pk, at(far), at=NOON)
    with pytest.raises(Absent):
        conflicts.tell_leader(review, by=far, at=NOON)


STEPS = st.sampled_from("decide go_on yes no back again told hand_lee hand_sam looked".split())


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.tuples(STEPS, st.sampled_from(["dana", "lee", "sam", "priya"])), max_size=10))
def test_whatever_is_tried_in_whatever_order_the_tied_leader_never_decides_and_nothing_is_overwritten(
    steps, heron, dana, lee, sam, priya
):
    from django.db import transaction

    people = {"dana": dana, "lee": lee, "sam": sam, "priya": priya}
    with transaction.atomic():
        review = conflicts.open_review(heron, leader=dana, decider=sam, words=WORDS, by=dana, at=NOON)
        kept: dict[int, tuple[str, str]] = {}
        for step, name in steps:
            by = people[name]
            acts = {
                "decide": lambda by=by: conflicts.decide(review, "referral", why="w", by=by, at=NOON),
                "go_on": lambda by=by: conflicts.decide(review, "go on", why="w", safeguards="s", by=by, at=NOON),
                "yes": lambda by=by: conflicts.record_consent(
                    review, given=True, told="t", on=NOON.date(), by=by, at=NOON
                ),
                "no": lambda by=by: conflicts.record_consent(
                    review, given=False, told="t", on=NOON.date(), by=by, at=NOON
                ),
                "back": lambda by=by: conflicts.take_back_consent(review, on=NOON.date(), by=by, at=NOON),
                "again": lambda by=by: conflicts.open_again(review, by=by, at=NOON),
                "told": lambda by=by: conflicts.tell_leader(review, by=by, at=NOON),
                "hand_lee": lambda by=by: conflicts.ask_somebody_else(review, lee, by=by, at=NOON),
                "hand_sam": lambda by=by: conflicts.ask_somebody_else(review, sam, by=by, at=NOON),
                "looked": lambda by=by: conflicts.looked_again(review, by=by, at=NOON),
            }
            before = ConflictReview.objects.get(pk=review.pk)
            try:
                acts[step]()
            except Refused:
                assert ConflictReview.objects.get(pk=review.pk).state == before.state
            now = ConflictReview.objects.get(pk=review.pk)
            decisions = {one.number: (one.option, one.by_id) for one in now.decisions.all()}
            assert kept.items() <= decisions.items()
            assert dana.pk not in {by_id for _option, by_id in decisions.values()}
            assert by not in (priya,) or now.state == before.state
            newest = now.decisions.order_by("-number").first()
            assert (now.state == "consent") == bool(newest and newest.option == "go on" and not newest.consent)
            assert now.state != "settled" or newest.option != "go on" or newest.consent == "given"
            kept = decisions
        transaction.set_rollback(True)


# The member's own page


@pytest.fixture
def agreed(review, sam):
    """Heron was told, and said yes."""
    conflicts.decide(review, Option.GO_ON, why="No other group.", safeguards="Lee talks with Heron.", by=sam, at=NOON)
    return conflicts.record_consent(
        review, given=True, told="That we share an office.", on=NOON.date(), by=sam, at=NOON
    )


def test_a_member_reads_what_they_said_yes_to_and_nothing_else(client_as, agreed, heron, juniper):
    page = client_as(heron).get("/me/led/").content.decode()
    assert "That we share an office." in page
    assert WORDS not in page
    assert "No other group." not in page
    assert "That we share an office." not in client_as(juniper).get("/me/led/").content.decode()


def test_the_page_is_the_same_for_who_was_never_asked_and_for_whom_somebody_thinks_over(
    client_as, heron, juniper, quiet
):
    pages = [client_as(who).get("/me/led/").content.decode() for who in (heron, juniper)]
    assert len({page.partition("<main")[2].partition("</main>")[0] for page in pages}) == 1
    assert "We have asked you nothing of this kind." in pages[0]


def test_a_member_takes_a_yes_back_and_whoever_decides_has_it_on_the_desk(client_as, agreed, review, heron, sam, dana):
    way = f"/me/led/{agreed.pk}/take-back/"
    assert way in client_as(heron).get("/me/led/").content.decode()
    assert client_as(heron).post(way).status_code == 302
    review.refresh_from_db()
    agreed.refresh_from_db()
    assert (review.state, agreed.consent, agreed.consent_by) == ("open", "taken back", None)
    assert Entry.objects.filter(action="conflict consent taken back").count() == 1
    assert verifying.verify(review.practice_id, at=NOON).is_sound
    assert "by themselves" in client_as(sam).get(f"/ethics/reviews/{review.pk}/").content.decode()
    assert list(desk.due(at(sam), NOON))
    assert way not in client_as(heron).get("/me/led/").content.decode()
    assert client_as(heron).post(way).status_code == 409


def test_nobody_takes_back_what_another_said(client_as, agreed, juniper, dana, sam):
    way = f"/me/led/{agreed.pk}/take-back/"
    assert [client_as(who).post(way).status_code for who in (juniper, dana, sam)] == [404, 404, 404]
    with pytest.raises(Absent):
        conflicts.take_back_own_consent(agreed, by=juniper.member, at=NOON)


def test_a_no_and_what_was_decided_anew_are_not_taken_back(agreed, review, heron, sam):
    conflicts.open_again(review, by=sam, at=NOON)
    with pytest.raises(conflicts.NotOpen):
        conflicts.take_back_own_consent(agreed, by=heron.member, at=NOON)
