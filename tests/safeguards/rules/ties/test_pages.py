"""The pages of ties: a member writes and takes back, leaders see what they may, the reviewer sees the rest."""

from __future__ import annotations

import html
import re

import pytest

from tests.safeguards.rules.ties.telling import answers, walk
from tests.world import NOON
from underrose.ground import clock
from underrose.ground.ledger.models import Entry, Look
from underrose.groups import actions as groups
from underrose.people import policy
from underrose.people.models import Staff
from underrose.safeguards.rules.ties import desk, queries, steps
from underrose.safeguards.rules.ties.actions import comparing, preparing, telling
from underrose.safeguards.rules.ties.kinds import Kind
from underrose.safeguards.rules.ties.models import Check, Recognition

MILL = {"employer": ["Northgate Mill Ltd"]}


@pytest.fixture(autouse=True)
def _at_noon(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOON)


@pytest.fixture
def check(tuesday, dana, lee, priya) -> Check:
    """Begun, reviewed by Priya, with the leaders' own ties told: nothing."""
    begun = preparing.begin(tuesday, by=dana, at=NOON)
    preparing.name_reviewer(begun, priya, by=dana, at=NOON)
    for leader in (dana, lee):
        nothing(begun, leader)
    return begun


def nothing(check: Check, staff: Staff) -> None:
    sheet = telling.begin_sheet(check, by=staff, at=NOON)
    for kind in Kind:
        telling.keep(sheet, kind, [], may_be_raised=True, by=staff, at=NOON)
    telling.hand_in(sheet, by=staff, at=NOON)


def words(answer) -> str:
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())))


# A member


def test_a_member_is_told_what_is_kept_before_the_first_line(client_as, heron, check):
    page = words(client_as(heron).get(f"/me/ties/{heron.pk}/"))
    assert "Priya" in page
    assert "Then your words are destroyed" in page
    assert "stays that a machine can compare" in page
    assert "sure" not in page


def test_in_a_small_place_they_read_beforehand_that_ties_are_certain(client_as, heron, check, dana):
    client_as(dana).post(f"/groups/{check.group_id}/ties/place/", {"is": "small"})
    assert "Some people in the group will know each other; that is sure" in words(
        client_as(heron).get(f"/me/ties/{heron.pk}/")
    )


def test_a_member_walks_the_pages_and_hands_in(client_as, heron, check):
    assert walk(client_as(heron), heron, MILL) == [200, *[200, 302] * 8, 200, 302, 200]
    assert queries.own(heron).state == "handed in"


def test_whoever_writes_nothing_walks_the_very_same_pages(client_as, heron, juniper, check):
    assert walk(client_as(heron), heron, MILL) == walk(client_as(juniper), juniper)


def test_the_yes_or_no_is_needed_and_nothing_typed_is_lost(client_as, heron, check):
    sent = answers("employer", ["Northgate Mill Ltd"]) | {"may": ""}
    answer = client_as(heron).post(f"/me/ties/{heron.pk}/1/", sent)
    assert answer.status_code == 422
    assert "Northgate Mill Ltd" in answer.content.decode()


def test_what_was_written_can_be_changed_until_the_check(client_as, heron, check):
    browser = client_as(heron)
    walk(browser, heron, MILL)
    assert "Northgate Mill Ltd" in browser.get(f"/me/ties/{heron.pk}/look/").content.decode()
    browser.post(f"/me/ties/{heron.pk}/1/", answers("employer", ["Bakery"]))
    browser.post(f"/me/ties/{heron.pk}/look/")
    page = browser.get(f"/me/ties/{heron.pk}/look/").content.decode()
    assert "Bakery" in page
    assert "Northgate" not in page


def test_after_the_check_nobody_can_read_it_any_more(client_as, heron, check):
    browser = client_as(heron)
    walk(browser, heron, MILL)
    comparing.run(check, at=NOON)
    assert "Northgate" not in browser.get(f"/me/ties/{heron.pk}/1/").content.decode()
    assert "compared, and then destroyed" in words(browser.get(f"/me/ties/{heron.pk}/"))


def test_a_member_takes_it_all_back(client_as, heron, check):
    browser = client_as(heron)
    walk(browser, heron, MILL)
    browser.post(f"/me/ties/{heron.pk}/take-back/")
    assert queries.own(heron).state == "none"


def test_a_member_changes_what_leaders_may_hear(client_as, heron, check):
    browser = client_as(heron)
    walk(browser, heron, MILL)
    comparing.run(check, at=NOON)
    browser.post(f"/me/ties/{heron.pk}/choices/", {kind.value: "no" for kind in Kind})
    assert set(queries.own(heron).choices.values()) == {False}


def test_nobody_opens_another_members_pages(client_as, heron, juniper, finch, check):
    for other in (juniper, finch):
        assert client_as(other).get(f"/me/ties/{heron.pk}/").status_code == 404
        assert client_as(other).post(f"/me/ties/{heron.pk}/1/", answers("employer", ["X"])).status_code == 404


def test_before_the_check_has_begun_there_is_no_page_and_no_step(client_as, heron):
    assert client_as(heron).get(f"/me/ties/{heron.pk}/").status_code == 404
    assert steps.sheet(heron) == ()


# Leaders


def test_leaders_hear_of_a_tie_after_two_yeses_and_not_which(client_as, heron, juniper, dana, check):
    walk(client_as(heron), heron, MILL)
    walk(client_as(juniper), juniper, {"employer": ["northgate mill"]})
    comparing.run(check, at=NOON)
    page = words(client_as(dana).get(f"/groups/{check.group_id}/ties/"))
    assert "They work, or worked, for the same employer." in page
    assert "Northgate" not in page


@pytest.mark.parametrize("who", ["heron", "juniper"])
def test_one_no_and_leaders_see_what_they_would_see_without_a_tie(client_as, heron, juniper, dana, check, who):
    for one in (heron, juniper):
        walk(client_as(one), one, MILL, may="no" if one is {"heron": heron, "juniper": juniper}[who] else "yes")
    comparing.run(check, at=NOON)
    assert "Nothing here for you." in words(client_as(dana).get(f"/groups/{check.group_id}/ties/"))


def test_a_look_of_the_leaders_names_everybody_in_the_group(client_as, heron, juniper, wren, dana, check):
    browser = client_as(dana)
    before = set(Entry.objects.values_list("pk", flat=True))
    browser.get(f"/groups/{check.group_id}/ties/")
    entry = Entry.objects.exclude(pk__in=before).get()
    named = set(Look.objects.filter(entry=entry).values_list("member_id", flat=True))
    assert named == {one.member_id for one in (heron, juniper, wren)}


def test_leaders_write_down_what_came_of_it(client_as, heron, juniper, dana, check):
    for one in (heron, juniper):
        walk(client_as(one), one, MILL)
    tie = queries.released(comparing.run(check, at=NOON))[0]
    browser = client_as(dana)
    wrong = browser.post(f"/groups/{check.group_id}/ties/settle/", {"finding": tie.id, "words": "They laughed."})
    assert wrong.status_code == 422
    assert "They laughed." in wrong.content.decode()
    browser.post(
        f"/groups/{check.group_id}/ties/settle/", {"finding": tie.id, "outcome": "talked", "words": "They laughed."}
    )
    page = words(browser.get(f"/groups/{check.group_id}/ties/"))
    assert "Talked through with both" in page
    assert "They laughed." in page


def test_whoever_leads_the_group_cant_be_named_as_reviewer(client_as, dana, lee, check):
    answer = client_as(dana).post(f"/groups/{check.group_id}/ties/reviewer/", {"reviewer": str(lee.pk)})
    assert answer.status_code == 422


def test_the_outsider_finds_no_page(client_as, otis, sam, alex, check):
    for one in (otis, sam, alex):
        assert client_as(one).get(f"/groups/{check.group_id}/ties/").status_code == 404


def test_a_leaders_own_ties_take_the_same_pages(client_as, tuesday, dana):
    browser = client_as(dana)
    browser.post(f"/groups/{tuesday.pk}/ties/begin/")
    for place, kind in enumerate([*Kind, "person"], start=1):
        answer = browser.post(f"/groups/{tuesday.pk}/ties/mine/{place}/", answers(kind, ["Oak House"]))
        assert answer.status_code == 302
    assert "Oak House" in browser.get(f"/groups/{tuesday.pk}/ties/mine/").content.decode()
    browser.post(f"/groups/{tuesday.pk}/ties/mine/hand-in/")
    assert "Handed in" in words(browser.get(f"/groups/{tuesday.pk}/ties/mine/"))


# The reviewer


def test_the_reviewer_sees_every_tie_and_leaves_one_entry(client_as, heron, juniper, priya, check):
    walk(client_as(heron), heron, MILL | {"person": ["June Piper"]}, may="no")
    walk(client_as(juniper), juniper, MILL)
    comparing.run(check, at=NOON)
    browser = client_as(priya)
    before = set(Entry.objects.values_list("pk", flat=True))
    page = words(browser.get(f"/ties/{check.group_id}/"))
    assert "must not meet" in page
    assert "They work, or worked, for the same employer." in page
    assert "Northgate" not in page
    assert Entry.objects.exclude(pk__in=before).count() == 1


@pytest.mark.parametrize("who", ["dana", "lee", "sam", "alex", "otis", "orla"])
def test_nobody_else_opens_the_reviewers_page(client_as, who, check, request):
    person = request.getfixturevalue(who)
    browser = client_as(person)
    assert browser.get(f"/ties/{check.group_id}/").status_code == 404
    assert browser.post(f"/ties/{check.group_id}/release/", {"finding": "x"}).status_code == 404


def test_the_reviewer_finds_their_groups_by_label_alone(client_as, priya, check):
    page = words(client_as(priya).get("/ties/"))
    assert "Appointment" in page
    assert "Tuesday evening group" not in page


# The look round


def test_everybody_is_asked_when_somebody_is_new(client_as, heron, juniper, dana, tonight):
    groups.check_in(tonight, heron, by=dana, at=NOON)
    assert [step.url_name for step in steps.before_we_begin(heron)] == ["ties:look_round"]
    assert steps.before_we_begin(juniper) == ()


@pytest.mark.parametrize("answer", ["no", "word"])
def test_both_answers_lead_to_the_same_page(client_as, heron, dana, tonight, answer):
    groups.check_in(tonight, heron, by=dana, at=NOON)
    browser = client_as(heron)
    where = f"/me/before-we-begin/{heron.pk}/{tonight.pk}/"
    assert browser.get(where).status_code == 200
    answered = browser.post(where, {"answer": answer})
    assert answered.headers["Location"] == f"/me/before-we-begin/{heron.pk}/"
    assert browser.get(answered.headers["Location"]).status_code == 200
    assert Recognition.objects.count() == 1
    assert steps.before_we_begin(heron) == ()


def test_only_leaders_see_who_would_like_a_word(client_as, heron, juniper, dana, sam, priya, tonight):
    for one, answer in ((heron, "word"), (juniper, "no")):
        groups.check_in(tonight, one, by=dana, at=NOON)
        client_as(one).post(f"/me/before-we-begin/{one.pk}/{tonight.pk}/", {"answer": answer})
    page = words(client_as(dana).get(f"/sessions/{tonight.pk}/word/"))
    assert "Heron" in page
    assert "Juniper" not in page
    for other in (sam, priya):
        assert client_as(other).get(f"/sessions/{tonight.pk}/word/").status_code == 404


def test_a_leaders_own_tie_goes_to_the_reviewer_alone_who_opens_a_conflict_review(
    client_as, heron, tuesday, dana, lee, priya
):
    check = preparing.begin(tuesday, by=dana, at=NOON)
    preparing.name_reviewer(check, priya, by=dana, at=NOON)
    sheet = telling.begin_sheet(check, by=dana, at=NOON)
    for kind in Kind:
        told = ["Northgate Mill"] if kind == Kind.EMPLOYER else []
        telling.keep(sheet, kind, told, may_be_raised=True, by=dana, at=NOON)
    telling.hand_in(sheet, by=dana, at=NOON)
    walk(client_as(heron), heron, MILL)
    check = comparing.run(check, at=NOON)
    assert "Nothing here for you." in words(client_as(dana).get(f"/groups/{tuesday.pk}/ties/"))
    tie = queries.for_review(check)[0]
    browser = client_as(priya)
    where = f"/ties/{tuesday.pk}/conflict/"
    assert browser.post(where, {"finding": tie.id, "words": ""}).status_code == 422
    opened = browser.post(where, {"finding": tie.id, "words": "They may be in the same team."})
    assert browser.get(opened.headers["Location"]).status_code == 200
    assert client_as(dana).get(opened.headers["Location"]).status_code == 404
    assert client_as(lee).get(opened.headers["Location"]).status_code == 404


def test_what_waits_for_the_reviewer_stands_on_their_page_and_on_no_leaders(
    client_as, heron, juniper, dana, priya, check
):
    def line(who):
        return [str(one.sentence) for one in desk.due(policy.standing(who, NOON), NOON)]

    for one in (heron, juniper):
        walk(client_as(one), one, MILL, may="no")
    assert line(priya) == []
    comparing.run(check, at=NOON)
    assert line(priya) == ["1 tie waits for you to look at it."]
    assert line(dana) == []


def test_of_a_person_not_to_meet_nobody_is_said_to_have_talked_with_both(client_as, heron, juniper, priya, check):
    walk(client_as(heron), heron, {"person": ["June Piper"]})
    comparing.run(check, at=NOON)
    page = words(client_as(priya).get(f"/ties/{check.group_id}/"))
    assert "Heron must not meet Juniper" in page
    assert "Talked through with both" not in page
    assert "Talked through with the one who said so" in page
