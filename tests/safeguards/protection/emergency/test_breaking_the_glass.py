"""The emergency view: it opens at once, for minutes, what the table names, and never quietly."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.world import NOON, assign, make_member, make_staff
from underrose.ground import clock
from underrose.ground.ledger.models import Entry, Look
from underrose.ground.outbox.models import Delivery
from underrose.ground.refusal import Absent
from underrose.ground.vault import sealing
from underrose.people import policy
from underrose.people.emergency.models import LASTS, Grant
from underrose.people.models import Role
from underrose.safeguards.protection import actions as protection
from underrose.safeguards.protection.emergency import actions
from underrose.safeguards.protection.emergency.actions import Scope
from underrose.safeguards.protection.emergency.models import Review

WHY = {"kind": "danger", "reason": "Her sister called, she left a note."}
SECOND = dt.timedelta(seconds=1)


@pytest.fixture
def at_noon(monkeypatch):
    """The web's clock, to be moved."""
    now = {"at": NOON}
    monkeypatch.setattr(clock, "now", lambda: now["at"])
    return now


def break_(who, scope, at=NOON):
    return actions.break_the_glass(scope, **WHY, by=who, at=at)


def test_it_opens_what_the_table_names_and_nothing_else(priya, tuesday, thursday, heron, tonight):
    break_(priya, Scope(tuesday))
    glass = {act for act, row in policy.TABLE.items() if row.get("privacy officer") is policy.GLASS}
    before = {act for act in policy.TABLE if policy.may(priya, act, group_id=thursday.pk, at=NOON)}
    after = {act for act in policy.TABLE if policy.may(priya, act, group_id=tuesday.pk, at=NOON)}
    assert after - before == glass
    assert {"see roster", "name a person"} <= glass


def test_without_it_the_glass_is_whole(priya, tuesday, heron):
    assert policy.reach(priya, "name a person", group_id=tuesday.pk, at=NOON) is policy.GLASS
    assert not policy.may(priya, "name a person", group_id=tuesday.pk, at=NOON)
    with pytest.raises(Absent):
        protection.name_a_person(heron, purpose="emergency", by=priya, at=NOON)


def test_a_member_s_view_opens_that_member_alone(priya, tuesday, heron, juniper):
    break_(priya, Scope(tuesday, heron))
    ask = {"group_id": tuesday.pk, "at": NOON}
    assert policy.may(priya, "name a person", member_id=heron.member_id, **ask)
    assert not policy.may(priya, "name a person", member_id=juniper.member_id, **ask)
    assert not policy.may(priya, "see roster", **ask)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seconds=st.integers(-3600, 3600))
def test_it_holds_for_fifteen_minutes_to_the_second_and_closes_by_itself(priya, tuesday, seconds):
    Grant.objects.filter(staff=priya).exists() or break_(priya, Scope(tuesday))
    at = NOON + dt.timedelta(seconds=seconds)
    is_open = policy.may(priya, "see roster", group_id=tuesday.pk, at=at)
    assert is_open == (0 <= seconds < 15 * 60)


def test_nobody_can_make_it_longer(priya, tuesday):
    grant = break_(priya, Scope(tuesday))
    assert grant.until - grant.since == LASTS == dt.timedelta(minutes=15)
    with pytest.raises(actions.OpenAlready):
        break_(priya, Scope(tuesday), at=NOON + 14 * 60 * SECOND)


def test_a_longer_time_written_into_the_database_opens_nothing_longer(priya, tuesday):
    break_(priya, Scope(tuesday))
    Grant.objects.update(until=NOON + dt.timedelta(hours=8))
    assert not policy.may(priya, "see roster", group_id=tuesday.pk, at=NOON + LASTS)
    assert not Grant.objects.get().is_open(NOON + LASTS)


def test_it_can_be_closed_before_its_time_and_stays_closed(priya, tuesday):
    grant = break_(priya, Scope(tuesday))
    actions.close(grant, by=priya, at=NOON + 60 * SECOND)
    assert policy.may(priya, "see roster", group_id=tuesday.pk, at=NOON + 59 * SECOND)
    assert not policy.may(priya, "see roster", group_id=tuesday.pk, at=NOON + 60 * SECOND)
    again = actions.close(grant, by=priya, at=NOON + 120 * SECOND)
    assert again.closed_at == NOON + 60 * SECOND
    assert Entry.objects.filter(action="emergency view closed").count() == 1


@pytest.mark.parametrize("who", ["dana", "lee", "otis", "alex", "orla", "vera"])
def test_who_the_table_does_not_name_breaks_nothing(who, request, tuesday, heron):
    person = request.getfixturevalue(who)
    for scope in (Scope(tuesday), Scope(tuesday, heron)):
        with pytest.raises(Absent):
            break_(person, scope)
    assert not Grant.objects.exists()


def test_a_supervisor_breaks_the_glass_of_their_own_groups_alone(sam, tuesday, thursday, heron):
    with pytest.raises(Absent):
        break_(sam, Scope(thursday))
    break_(sam, Scope(tuesday))
    assert policy.may(sam, "name a person", group_id=tuesday.pk, member_id=heron.member_id, at=NOON)
    sam.assignments.update(until=NOON + SECOND)  # the role ends; what was open ends with it
    assert not policy.may(sam, "name a person", group_id=tuesday.pk, member_id=heron.member_id, at=NOON + 2 * SECOND)


def test_another_practice_s_group_is_absent(priya, other_practice):
    from tests.world import make_group

    with pytest.raises(Absent):
        break_(priya, Scope(make_group(other_practice, "Far group")))


def test_a_membership_of_another_group_can_not_be_smuggled_in(sam, tuesday, finch):
    with pytest.raises(Absent):
        break_(sam, Scope(tuesday, finch))


@pytest.mark.parametrize(
    "said", [{"kind": "", "reason": "x"}, {"kind": "curious", "reason": "x"}, {"kind": "danger", "reason": " "}]
)
def test_no_reason_no_view(priya, tuesday, said):
    with pytest.raises(actions.NoReason):
        actions.break_the_glass(Scope(tuesday), **said, by=priya, at=NOON)
    assert not Grant.objects.exists()


def test_the_reason_is_sealed_and_the_entry_says_nothing_of_it(priya, tuesday):
    grant = break_(priya, Scope(tuesday))
    assert b"sister" not in bytes(grant.reason)
    assert sealing.reveal(grant, "reason") == WHY["reason"]
    assert Entry.objects.filter(action="glass broken", by=priya.ref).count() == 1


def test_whoever_leaves_loses_what_was_open(priya, tuesday, alex):
    from underrose.people import actions as people

    break_(priya, Scope(tuesday))
    people.leave(priya, by=alex, at=NOON + SECOND)
    priya.refresh_from_db()
    assert not policy.may(priya, "see roster", group_id=tuesday.pk, at=NOON + 2 * SECOND)


# Telling


def addresses():
    return {sealing.reveal(row, "address") for row in Delivery.objects.all()}


def test_the_privacy_officer_is_told_at_once_in_words_that_tell_nothing(priya, sam, orla, alex, tuesday, heron):
    break_(sam, Scope(tuesday, heron))
    assert addresses() == {priya.email}
    message = Delivery.objects.get()
    said = sealing.reveal(message, "subject_line") + sealing.reveal(message, "words")
    for telling in ("Sam", "Heron", "Tuesday", "emergency", "glass", "sister"):
        assert telling.casefold() not in said.casefold()
    assert message.due_at == NOON


def test_where_the_officer_acts_the_outside_person_is_told(priya, orla, alex, tuesday):
    break_(priya, Scope(tuesday))
    assert addresses() == {orla.email}


def test_where_nobody_is_outside_an_admin_is_told(priya, alex, tuesday):
    break_(priya, Scope(tuesday))
    assert addresses() == {alex.email}


def test_care_is_not_blocked_where_there_is_nobody_to_tell(priya, tuesday):
    grant = break_(priya, Scope(tuesday))
    assert grant.is_open(NOON)
    assert not Delivery.objects.exists()


# The pages


def test_the_whole_way_through_the_pages(client_as, priya, sam, heron, juniper, tuesday, at_noon):
    browser = client_as(sam)
    answer = browser.post("/emergency/", {"group": str(tuesday.pk), **WHY})
    grant = Grant.objects.get()
    assert answer.headers["Location"] == f"/emergency/{grant.pk}/"
    shown = browser.get(f"/emergency/{grant.pk}/")
    assert "Heron" in shown.content.decode()
    assert "Helen" not in shown.content.decode()
    person = browser.post(f"/emergency/{grant.pk}/person/{heron.pk}/")
    assert "Helen Rondell" in person.content.decode()
    assert "+15550100" in person.content.decode()
    assert 0 < int(person.headers["Refresh"].split(";")[0]) <= 901
    at_noon["at"] = NOON + LASTS
    closed = browser.get(f"/emergency/{grant.pk}/").content.decode()
    assert "It is closed" in closed
    assert "Heron" not in closed
    late = browser.post(f"/emergency/{grant.pk}/person/{heron.pk}/", follow=True).content.decode()
    assert "Helen" not in late


def test_each_view_is_exactly_one_entry_that_names_whom_it_showed(
    client_as, sam, priya, heron, juniper, tuesday, at_noon
):
    grant = break_(sam, Scope(tuesday))
    browser, before = client_as(sam), Entry.objects.count()
    browser.get(f"/emergency/{grant.pk}/")
    assert Entry.objects.count() == before + 1
    looks = Look.objects.filter(action="emergency view seen").values_list("member_id", flat=True)
    assert set(looks) == {heron.member_id, juniper.member_id}


def test_somebody_else_s_view_is_absent(client_as, priya, sam, alex, dana, tuesday, at_noon):
    grant = break_(sam, Scope(tuesday))
    nothing = client_as(priya).get("/no-such-page/").content
    for person in (priya, alex, dana):
        answer = client_as(person).get(f"/emergency/{grant.pk}/")
        assert (answer.status_code, answer.content) == (404, nothing)


def test_a_person_outside_the_scope_is_absent_even_while_it_is_open(client_as, priya, tuesday, heron, finch, at_noon):
    grant = break_(priya, Scope(tuesday))
    assert client_as(priya).post(f"/emergency/{grant.pk}/person/{finch.pk}/").status_code == 404


def test_the_officer_s_list_of_groups_speaks_no_title(client_as, priya, tuesday, thursday, at_noon):
    page = client_as(priya).get("/emergency/").content.decode()
    assert "Appointment" in page
    assert "Tuesday 18:00" in page
    assert "Tuesday evening group" not in page
    assert "Thursday group" not in page


def test_a_person_is_found_by_the_very_address_and_asking_is_kept(client_as, priya, practice, tuesday, at_noon):
    from tests.world import assign as give
    from underrose.groups import actions as groups

    leader = make_staff(practice, "Lena")
    give(leader, Role.FACILITATOR, tuesday)
    joined = groups.add_member(
        tuesday, legal_name="Ida Found", mail="ida@mail.example", phone="+15550188", by=leader, at=NOON
    )
    browser = client_as(priya)
    wrong = browser.post("/emergency/", {"address": "idb@mail.example", **WHY})
    assert wrong.status_code == 422
    assert WHY["reason"] in wrong.content.decode().replace("&#x27;", "'")
    assert not Grant.objects.exists()
    assert Entry.objects.filter(action="member sought by address").count() == 1
    browser.post("/emergency/", {"address": " IDA@mail.example", **WHY})
    assert Grant.objects.get().member_id == joined.membership.member_id


def test_a_supervisor_may_not_seek_by_address(client_as, sam, heron, tuesday, at_noon):
    page = client_as(sam).get("/emergency/").content.decode()
    assert 'name="address"' not in page
    with pytest.raises(Absent):
        actions.find("helen.rondell@mail.example", by=sam, at=NOON)


def test_handed_in_twice_it_opens_once(client_as, priya, tuesday, at_noon):
    browser, sent = client_as(priya), {"group": str(tuesday.pk), **WHY, "form_key": "k" * 22}
    first, second = browser.post("/emergency/", sent), browser.post("/emergency/", sent)
    assert first.headers["Location"] == second.headers["Location"]
    assert Grant.objects.count() == 1


def test_a_member_sees_that_it_was_opened(client_as, priya, heron, tuesday, at_noon):
    break_(priya, Scope(tuesday))
    protection.name_a_person(heron, purpose="emergency", by=priya, at=NOON)
    page = client_as(heron).get("/me/circle/looks/").content.decode()
    assert "in danger" in page
    assert "Priya" not in page


# Looking back


@pytest.fixture
def waiting(sam, priya, tuesday):
    return Review.objects.select_related("grant").get(grant=break_(sam, Scope(tuesday)))


LATER = NOON + dt.timedelta(hours=1)


def test_it_is_due_in_a_week_and_late_after_it(waiting):
    assert waiting.due_at == NOON + dt.timedelta(days=7)
    assert not waiting.is_late(waiting.due_at - SECOND)
    assert waiting.is_late(waiting.due_at)


def test_the_officer_says_what_they_found(waiting, priya):
    done = actions.review(waiting, verdict="too wide", words="One call would have done.", by=priya, at=LATER)
    assert (done.reviewer, done.reviewed_at) == (priya, LATER)
    assert b"call" not in bytes(done.words)
    with pytest.raises(actions.ReviewedAlready):
        actions.review(waiting, verdict="needed", words="", by=priya, at=LATER)


def test_nobody_looks_back_at_their_own(priya, orla, tuesday):
    found = Review.objects.get(grant=break_(priya, Scope(tuesday)))
    with pytest.raises(Absent):
        actions.review(found, verdict="needed", words="", by=priya, at=LATER)
    actions.review(found, verdict="needed", words="", by=orla, at=LATER)


@pytest.mark.parametrize("who", ["sam", "dana", "alex", "orla", "otis"])
def test_where_there_is_an_officer_nobody_else_looks_back(who, waiting, request):
    with pytest.raises(Absent):
        actions.review(waiting, verdict="needed", words="", by=request.getfixturevalue(who), at=LATER)


def test_what_was_not_right_wants_words(waiting, priya):
    with pytest.raises(actions.NoReason):
        actions.review(waiting, verdict="not needed", words=" ", by=priya, at=LATER)


def test_what_is_open_is_not_looked_back_at_yet(waiting, priya):
    with pytest.raises(actions.StillOpen):
        actions.review(waiting, verdict="needed", words="", by=priya, at=NOON + SECOND)


def test_the_page_shows_the_reason_and_each_page_seen_by_number(
    client_as, waiting, sam, priya, heron, juniper, at_noon
):
    client_as(sam).get(f"/emergency/{waiting.grant_id}/")
    at_noon["at"] = LATER
    browser, before = client_as(priya), Entry.objects.count()
    page = browser.get(f"/emergency/reviews/{waiting.pk}/").content.decode()
    assert "left a note" in page
    assert "Sam" in page
    assert heron.member_id.hex[:8] in page
    assert "Heron" not in page
    assert Entry.objects.count() == before + 1
    answer = browser.post(f"/emergency/reviews/{waiting.pk}/", {"verdict": "not needed", "words": ""})
    assert answer.status_code == 422
    browser.post(f"/emergency/reviews/{waiting.pk}/", {"verdict": "needed", "words": ""})
    assert "Nothing waits" in browser.get("/emergency/reviews/").content.decode()


def test_the_desk_says_what_waits_and_what_is_overdue(client_as, waiting, sam, priya, alex, at_noon):
    assert "open now" in client_as(priya).get("/protection/").content.decode()
    assert "of yours is open" in client_as(sam).get("/protection/").content.decode()
    assert "Nothing waits" in client_as(alex).get("/protection/").content.decode()
    at_noon["at"] = NOON + dt.timedelta(days=8)
    page = client_as(priya).get("/protection/").content.decode()
    assert "look back" in page
    assert "Overdue" in page


def test_whom_nobody_can_look_back_at_is_told_to_name_somebody(client_as, priya, tuesday, at_noon):
    break_(priya, Scope(tuesday))
    assert "Name an outside person" in client_as(priya).get("/protection/").content.decode()


def test_a_closed_view_opens_nothing_for_a_visitor_turned_officer(priya, vera, tuesday, heron):
    """A second role adds its own rights and none of the first's."""
    assign(vera, Role.PRIVACY_OFFICER, None)
    assert not policy.may(vera, "name a person", group_id=tuesday.pk, member_id=heron.member_id, at=NOON)
    make_member(tuesday, "Dove")
    assert policy.may(vera, "see group", group_id=tuesday.pk, at=NOON)


# The petal


def shown(session, who):
    from underrose.safeguards.protection import petal

    return petal.petal(session, policy.standing(who, NOON))


def test_the_petal_waits_for_the_look_back_and_then_misses_it(tonight, heron, dana, priya, sam, practice):
    practice.recovery_checked_at = NOON
    practice.save()
    before = shown(tonight, dana)
    found = Review.objects.get(grant=break_(sam, Scope(tonight.group, heron)))
    after = shown(tonight, dana)
    assert (after.state, str(after.sentence)) == ("waiting", "An emergency view waits to be looked back at.")
    assert after.mend is None
    tonight.starts_at = found.due_at
    late = shown(tonight, dana)
    assert late.state == "missing"
    actions.review(found, verdict="needed", words="", by=priya, at=LATER)
    assert shown(tonight, dana) == before


def test_a_view_with_a_reason_is_no_outsider_s_look(client_as, tonight, heron, dana, priya, practice, at_noon):
    practice.recovery_checked_at = NOON
    practice.save()
    grant = break_(priya, Scope(tonight.group))
    client_as(priya).get(f"/emergency/{grant.pk}/")
    assert "without a reason" not in str(shown(tonight, dana).sentence)


# The set-up and the practice's page


def test_a_practice_of_one_is_asked_for_an_outside_person(client_as, practice, at_noon):
    solo = make_staff(practice, "Solo", Role.PRIVACY_OFFICER, Role.PRACTICE_ADMIN)
    browser = client_as(solo)
    assert "Name them" in browser.get("/practice/setup/").content.decode()
    assert "Name an outside person" in browser.get("/practice/").content.decode()
    made = browser.post("/practice/staff/outside/", {"name": "Una", "email": "una@elsewhere.example"})
    assert "shown once" in made.content.decode()
    assert "somebody else can confirm it" in browser.get("/practice/setup/").content.decode()
    assert "Name an outside person" not in browser.get("/practice/").content.decode()


def test_the_officer_s_first_page_says_that_somebody_opened_something(client_as, priya, sam, tuesday, at_noon):
    break_(sam, Scope(tuesday))
    assert "open now" in client_as(priya).get("/", follow=True).content.decode()
    assign(priya, Role.FACILITATOR, tuesday)
    assert "On your privacy desk" in client_as(priya).get("/tonight/", follow=True).content.decode()


def test_more_that_waits_costs_the_desk_no_more(client_as, sam, priya, practice, tuesday, heron, juniper, at_noon):
    from tests.safeguards.counting import statements
    from underrose.safeguards.protection.emergency import desk

    break_(sam, Scope(tuesday))
    viewer = policy.standing(priya, NOON)
    one = statements(lambda: desk.due(viewer, NOON))
    for name, scope in (("Una", heron), ("Ugo", juniper), ("Uma", heron)):
        other = make_staff(practice, name)
        assign(other, Role.SUPERVISOR, tuesday)
        break_(other, Scope(tuesday, scope))
    assert statements(lambda: desk.due(viewer, NOON)) == one
    assert desk.due(viewer, NOON)[0].count == 4
