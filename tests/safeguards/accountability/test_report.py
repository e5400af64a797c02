"""A report: sealed, for the privacy officer alone, with a receipt, and closed to whom it concerns."""

from __future__ import annotations

from typing import Any

import pytest

from tests.world import NOON, assign, make_staff
from underrose.ground.ledger.models import Entry
from underrose.ground.outbox.models import Delivery
from underrose.ground.outbox.words import telling
from underrose.ground.refusal import Absent
from underrose.ground.vault import sealing
from underrose.people.models import Role
from underrose.safeguards.accountability import actions, inbox
from underrose.safeguards.accountability.models import Report

SECRET = "Someone told my story at the bakery"


def report(by: Any, group: Any = None, **more: Any) -> Report:
    person = getattr(by, "member", by)
    return actions.report(group, what=SECRET, by=person, at=NOON, **more)


def test_a_report_reaches_the_privacy_officer(client_as, tuesday, heron, priya):
    found = report(heron, tuesday)
    client = client_as(priya)
    assert "1 thing waits for you" in client.get("/cases/").content.decode()
    client.post(f"/cases/{found.pk}/open/")
    assert SECRET in client.get(f"/cases/{found.pk}/").content.decode()
    found.refresh_from_db()
    assert (found.state, found.seen_by) == ("seen", priya)


@pytest.mark.parametrize("person", ["dana", "lee", "sam", "alex", "otis", "heron", "wren"])
def test_nobody_else_finds_it(client_as, request, tuesday, heron, person):
    found = report(heron, tuesday)
    client = client_as(request.getfixturevalue(person))
    for path in (f"/cases/{found.pk}/open/", f"/cases/{found.pk}/close/"):
        assert client.post(path, {"outcome": "x"}).status_code == 404
    assert client.get(f"/cases/{found.pk}/").status_code == 404
    found.refresh_from_db()
    assert found.state == "received"


def test_nothing_said_stands_in_the_row_or_the_ledger(tuesday, heron, dana):
    found = report(heron, tuesday, involved=[dana.pk], with_name=True)
    for field in Report._meta.concrete_fields:
        value = getattr(found, field.attname)
        assert SECRET.encode() not in (bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode())
    entry = Entry.objects.get(action="report received")
    assert str(heron.member_id) not in entry.by + entry.about + entry.rows


def test_without_a_name_the_officer_sees_none(client_as, tuesday, heron, priya):
    named, unnamed = report(heron, tuesday, with_name=True), report(heron, tuesday)
    client = client_as(priya)
    pages = {}
    for found in (named, unnamed):
        client.post(f"/cases/{found.pk}/open/")
        pages[found.pk] = client.get(f"/cases/{found.pk}/").content.decode()
    assert "Heron" in pages[named.pk]
    assert "Heron" not in pages[unnamed.pk]
    assert "Rondell" not in pages[named.pk]


def test_the_officer_reads_which_group_by_label_and_who_is_named(client_as, tuesday, heron, dana, priya):
    found = report(heron, tuesday, involved=[dana.pk])
    client = client_as(priya)
    client.post(f"/cases/{found.pk}/open/")
    page = client.get(f"/cases/{found.pk}/").content.decode()
    assert "Appointment, Tuesday" in page
    assert "Dana" in page
    assert "Tuesday evening group" not in page


def test_an_officer_who_is_named_in_it_does_not_find_it(client_as, tuesday, heron, practice, priya):
    second = make_staff(practice, "Quinn", Role.PRIVACY_OFFICER)
    found = report(heron, tuesday, involved=[priya.pk])
    assert "Nothing waits for you" in client_as(priya).get("/cases/").content.decode()
    assert client_as(priya).post(f"/cases/{found.pk}/open/").status_code == 404
    assert client_as(second).post(f"/cases/{found.pk}/open/").status_code == 302


def test_an_officer_who_leads_the_group_does_not_find_it(tuesday, heron, practice, priya):
    assign(priya, Role.CO_FACILITATOR, tuesday)
    found = report(heron, tuesday)
    with pytest.raises(Absent):
        actions.open_report(found, by=priya, at=NOON)
    assert inbox.waiting_for(priya, at=NOON) == ([], [])


def test_an_officer_does_not_handle_their_own_report(priya):
    found = report(priya)
    with pytest.raises(Absent):
        actions.open_report(found, by=priya, at=NOON)


def test_where_everyone_is_part_of_it_the_reporter_is_told(client_as, tuesday, heron, priya):
    found = report(heron, tuesday, involved=[priya.pk])
    assert "nobody here can open it yet" in client_as(heron).get(f"/me/reports/{found.pk}/").content.decode()


def test_an_officer_of_another_practice_does_not_find_it(client_as, heron, other_practice):
    stranger = make_staff(other_practice, "Stranger", Role.PRIVACY_OFFICER)
    found = report(heron)
    assert client_as(stranger).get(f"/cases/{found.pk}/").status_code == 404


def test_the_reporter_sees_receipt_and_outcome_and_nobody_else_does(client_as, tuesday, heron, wren, priya):
    found = report(heron, tuesday)
    actions.open_report(found, by=priya, at=NOON)
    actions.close_report(found, outcome="We spoke with the person.", by=priya, at=NOON)
    page = client_as(heron).get(f"/me/reports/{found.pk}/").content.decode()
    assert found.code in page
    assert "We spoke with the person." in page
    assert client_as(wren).get(f"/me/reports/{found.pk}/").status_code == 404


def test_a_closed_report_stays_closed(tuesday, heron, priya):
    found = report(heron, tuesday)
    actions.close_report(found, outcome="Done.", by=priya, at=NOON)
    with pytest.raises(actions.NotNow):
        actions.close_report(found, outcome="Again.", by=priya, at=NOON)


def test_closing_asks_for_words_and_keeps_the_page(client_as, tuesday, heron, priya):
    found = report(heron, tuesday)
    client = client_as(priya)
    client.post(f"/cases/{found.pk}/open/")
    answer = client.post(f"/cases/{found.pk}/close/", {"outcome": ""})
    assert answer.status_code == 422
    assert SECRET in answer.content.decode()


def test_the_form_says_that_it_is_not_anonymous(client_as, heron):
    page = client_as(heron).get("/me/report/").content.decode()
    assert "This is not anonymous." in page


def test_the_form_makes_a_report_and_leads_to_its_receipt(client_as, tuesday, heron, dana):
    form = {"what": SECRET, "group": str(tuesday.pk), "involved": [str(dana.pk)], "with_name": "no", "safe_now": "yes"}
    answer = client_as(heron).post("/me/report/", form)
    found = Report.objects.get()
    assert answer["Location"] == f"/me/reports/{found.pk}/"
    assert sealing.reveal(found, "what") == SECRET


def test_an_empty_form_keeps_what_was_typed(client_as, tuesday, heron):
    answer = client_as(heron).post("/me/report/", {"how_known": "I was there", "with_name": "no"})
    assert answer.status_code == 422
    assert "I was there" in answer.content.decode()


def test_a_member_reports_about_their_own_groups_alone(tuesday, thursday, heron, rook):
    with pytest.raises(Absent):
        report(heron, thursday)
    assert report(rook, tuesday).pk


def test_staff_report_too_and_it_is_hidden_from_their_own_officer_role(client_as, dana, tuesday, priya):
    form = {"what": SECRET, "group": str(tuesday.pk), "with_name": "yes"}
    answer = client_as(dana).post("/cases/report/", form)
    assert answer.status_code == 302
    assert client_as(dana).get(answer["Location"]).status_code == 200
    assert len(inbox.waiting_for(priya, at=NOON)[0]) == 1


def test_an_empty_report_is_refused(tuesday, heron):
    with pytest.raises(actions.NothingSaid):
        actions.report(tuesday, what=" ", by=heron.member, at=NOON)


def test_a_mail_to_the_officer_tells_nothing(settings, tuesday, heron, priya):
    settings.MAIL_SERVER, settings.MAIL_FROM = "smtp://localhost:2525", "practice@linden.example"
    report(heron, tuesday)
    delivery = Delivery.objects.get()
    said = sealing.reveal(delivery, "subject_line") + sealing.reveal(delivery, "words")
    assert telling(said) == ()
    assert sealing.reveal(delivery, "address") == "priya@linden.example"


def test_without_mail_none_is_planned(settings, tuesday, heron, priya):
    settings.MAIL_SERVER = ""
    report(heron, tuesday)
    assert not Delivery.objects.exists()


def test_each_reading_by_the_officer_is_one_entry(client_as, tuesday, heron, priya):
    found = report(heron, tuesday)
    client = client_as(priya)
    client.post(f"/cases/{found.pk}/open/")
    for _again in range(2):
        client.get(f"/cases/{found.pk}/")
    assert Entry.objects.filter(action="report read").count() == 2


def test_a_reporter_reading_their_receipt_leaves_no_entry(client_as, tuesday, heron):
    found = report(heron, tuesday)
    before = Entry.objects.count()
    client_as(heron).get(f"/me/reports/{found.pk}/")
    client_as(heron).get("/me/reports/")
    assert Entry.objects.count() == before


def test_the_inbox_costs_the_same_for_one_report_and_many(tuesday, heron, priya, django_assert_max_num_queries):
    for many in (1, 20):
        for _n in range(many):
            report(heron, tuesday)
        with django_assert_max_num_queries(7):
            inbox.waiting_for(priya, at=NOON)
