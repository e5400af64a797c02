"""A member asks for a correction, a deletion or more of the record, and is answered in time."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.world import NOON
from underrose.ground import clock
from underrose.ground.ledger import verifying
from underrose.ground.ledger.models import Entry, Look
from underrose.ground.refusal import Absent
from underrose.people import policy
from underrose.people.matters import actions as matters
from underrose.people.packs import actions as laws
from underrose.safeguards.protection.circle import actions, desk, law
from underrose.safeguards.protection.circle.models import DataRequest

KINDS = DataRequest.Kind.values


@pytest.fixture(autouse=True)
def _at_noon(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOON)


@pytest.fixture
def asked(heron) -> DataRequest:
    return actions.ask("correction", "My name has two l", by=heron.member, at=NOON)


def test_until_the_practice_says_its_law_the_strictest_sets_the_day(practice, asked):
    assert asked.due_on == dt.date(2026, 4, 3)  # one month, Art. 12(3) GDPR
    assert law.due("record", dt.date(2026, 3, 3), practice.pk) == dt.date(2026, 4, 2)  # 30 days, 45 CFR 164.524(b)(2)


def test_the_law_that_the_practice_named_sets_the_day(practice, heron, priya):
    laws.choose_laws(["us-ny"], by=priya, at=NOON)
    asked = actions.ask("correction", "My name has two l", by=heron.member, at=NOON)
    assert asked.due_on == dt.date(2026, 5, 2)  # 60 days, 45 CFR 164.526(b)(2)
    laws.choose_laws(["us-ny", "eu"], by=priya, at=NOON)
    assert law.due("correction", dt.date(2026, 3, 3), practice.pk) == dt.date(2026, 4, 3)


@given(day=st.dates(dt.date(2000, 1, 1), dt.date(2200, 1, 1)), kind=st.sampled_from(KINDS))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
def test_no_law_gives_less_time_than_the_day_we_name(practice, day, kind):
    assert day < law.due(kind, day, practice.pk) < law.latest(kind, day, practice.pk)
    assert all(law.due(kind, day, practice.pk) <= time.due(day) for time in law.times(kind, practice.pk))
    assert (law.due(kind, day, practice.pk) - day).days <= 31


@pytest.mark.parametrize("kind", KINDS)
def test_every_time_has_a_source_and_a_day(practice, kind):
    assert len(law.times(kind, practice.pk)) >= 2
    assert all(time.source and time.looked_at for time in law.times(kind, practice.pk))


def test_words_are_sealed(asked):
    row = DataRequest.objects.values_list("words", flat=True).get()
    assert b"two l" not in bytes(row)


def test_rows_and_ledger_agree_after_every_act(practice, heron, priya, asked):
    actions.extend(asked, why="The file is elsewhere", by=priya, at=NOON)
    actions.answer(asked, outcome="refused", words="It is right as it stands", by=priya, at=NOON)
    actions.disagree(asked, "It is not", by=heron.member, at=NOON)
    actions.take_back(actions.ask("record", "Notes", by=heron.member, at=NOON), by=heron.member, at=NOON)
    assert verifying.verify(practice.pk, at=NOON).findings == []


def test_time_is_made_longer_once(priya, asked):
    actions.extend(asked, why="The file is elsewhere", by=priya, at=NOON)
    asked.refresh_from_db()
    assert asked.due_on == dt.date(2026, 6, 3)
    with pytest.raises(actions.WasExtended):
        actions.extend(asked, why="Again", by=priya, at=NOON)


def test_only_the_privacy_officer_answers(asked, dana, otis, alex):
    for staff in (dana, otis, alex):
        with pytest.raises(Absent):
            actions.answer(asked, outcome="done", words="Done", by=staff, at=NOON)


def test_nobody_touches_somebody_elses_request(client_as, asked, juniper):
    browser = client_as(juniper)
    for way in ("", "take-back/", "disagree/"):
        call = browser.post if way else browser.get
        assert call(f"/me/circle/{asked.pk}/{way}").status_code == 404
    asked.refresh_from_db()
    assert asked.state == "asked"


def test_a_settled_request_stays_settled(priya, heron, asked):
    actions.take_back(asked, by=heron.member, at=NOON)
    with pytest.raises(actions.IsSettled):
        actions.answer(asked, outcome="done", words="Done", by=priya, at=NOON)


def test_one_disagrees_with_a_no_and_not_with_a_yes(priya, heron, asked):
    with pytest.raises(actions.NothingToDisagree):
        actions.disagree(asked, "No", by=heron.member, at=NOON)
    actions.answer(asked, outcome="done", words="Done", by=priya, at=NOON)
    with pytest.raises(actions.NothingToDisagree):
        actions.disagree(asked, "No", by=heron.member, at=NOON)


def test_from_asking_to_the_answer_on_pages(client_as, heron, priya):
    phone, desk_ = client_as(heron), client_as(priya)
    assert phone.post("/me/circle/delete/", {"words": " "}).status_code == 422
    asked = phone.post("/me/circle/delete/", {"words": "Everything"})
    assert asked.status_code == 302
    assert "You have an answer by" in phone.get(asked["Location"]).content.decode()
    found = DataRequest.objects.get()
    assert f"/requests/{found.pk}/" in desk_.get("/requests/").content.decode()
    assert "Everything" in desk_.get(f"/requests/{found.pk}/").content.decode()
    half = desk_.post(f"/requests/{found.pk}/", {"outcome": "partly", "words": ""})
    assert half.status_code == 422
    assert "checked" in half.content.decode()
    assert desk_.post(f"/requests/{found.pk}/later/", {"why": ""}).status_code == 422
    desk_.post(f"/requests/{found.pk}/", {"outcome": "partly", "words": "Gone but for what you signed"})
    assert "Gone but for what you signed" in phone.get(f"/me/circle/{found.pk}/").content.decode()
    phone.post(f"/me/circle/{found.pk}/disagree/", {"words": "I want it gone"})
    assert "I want it gone" in desk_.get(f"/requests/{found.pk}/").content.decode()


def test_opening_a_request_is_one_entry_and_the_member_sees_the_look(client_as, asked, priya):
    browser = client_as(priya)
    before = Entry.objects.count()
    browser.get(f"/requests/{asked.pk}/")
    assert Entry.objects.count() == before + 1
    assert Look.objects.get().action == "request seen"


def test_the_desk_says_what_waits_and_what_is_late(priya, dana, asked):
    found = desk.due(policy.standing(priya, NOON), NOON)
    assert [due.count for due in found] == [1]
    assert not found[0].is_late
    late = NOON + dt.timedelta(days=40)
    assert desk.due(policy.standing(priya, late), late)[0].is_late
    assert not desk.due(policy.standing(dana, NOON), NOON)


def test_the_desk_asks_to_look_at_a_matter_again(practice, tuesday, heron, dana, priya):
    about = {"practice_id": practice.pk, "member": heron.member, "group_id": tuesday.pk}
    matters.open_matter("safety worry", reason="A threat", **about, by=dana, at=NOON)
    assert not desk.due(policy.standing(priya, NOON), NOON)
    later = NOON + dt.timedelta(days=31)
    assert desk.due(policy.standing(priya, later), later)[0].is_late


def test_matters_are_opened_kept_and_closed_on_pages(client_as, heron, dana, otis, priya):
    leader = client_as(dana)
    assert leader.post(f"/people/{heron.pk}/matter/", {"kind": "safety worry", "reason": ""}).status_code == 422
    assert leader.post(f"/people/{heron.pk}/matter/", {"kind": "case", "reason": "x"}).status_code == 422
    assert (
        client_as(otis).post(f"/people/{heron.pk}/matter/", {"kind": "safety worry", "reason": "x"}).status_code == 404
    )
    leader.post(f"/people/{heron.pk}/matter/", {"kind": "safety worry", "reason": "A threat at home"})
    page = client_as(priya).get("/matters/").content.decode()
    assert "A threat at home" in page
    assert "Heron" not in page
    assert "A threat at home" not in client_as(otis).get("/matters/").content.decode()
    matter = matters.Matter.objects.get()
    assert client_as(otis).post(f"/matters/{matter.pk}/close/").status_code == 404
    client_as(priya).post(f"/matters/{matter.pk}/keep/")
    leader.post(f"/matters/{matter.pk}/close/")
    assert "Nothing is open" in leader.get("/matters/").content.decode()


def test_where_nobody_would_read_it_the_page_says_so(client_as, heron, request):
    browser = client_as(heron)
    assert "Nobody is privacy officer" in browser.get("/me/circle/correct/").content.decode()
    request.getfixturevalue("priya")
    assert "Nobody is privacy officer" not in browser.get("/me/circle/correct/").content.decode()


def test_a_deletion_leads_into_retention_for_that_member(client_as, heron, priya):
    """By the number that the request shows; the officer still meets nobody's name."""
    asked = actions.ask("deletion", "Everything", by=heron.member, at=NOON)
    officer = client_as(priya)
    number = heron.member_id.hex[:8]
    way = f"/protection/retention/early/?number={number}"
    assert way in officer.get(f"/requests/{asked.pk}/").content.decode()
    assert f'value="{number}"' in officer.get(way).content.decode()
