"""A form handed in twice does its act once; a form with other words is another form."""

from __future__ import annotations

import datetime as dt
import re
import threading
from typing import Any

import pytest
from django.db import connection, connections
from django.urls import reverse

from tests.world import NOON
from underrose.ground import clock
from underrose.ground.ledger.models import Entry
from underrose.ground.page import once
from underrose.ground.page.models import HandedIn
from underrose.groups.models import Membership
from underrose.safeguards.accountability.models import Report
from underrose.safeguards.rules.actions import editions as rules
from underrose.safeguards.rules.models import Question
from underrose.safeguards.training.models import Attestation

pytestmark = pytest.mark.django_db
WHAT = "Someone told my story at the bakery"
TELL = "/me/report/"


def key_on(page: Any) -> str:
    found = re.search(r'name="form_key" value="([\w-]{20,})"', page.content.decode())
    assert found
    return found[1]


def test_a_report_handed_in_twice_is_one_report_and_both_lead_to_its_receipt(client_as, heron):
    client = client_as(heron)
    told = {"what": WHAT, "with_name": "no", "form_key": key_on(client.get(TELL))}
    first, second = client.post(TELL, told), client.post(TELL, told)
    assert Report.objects.count() == 1
    assert first.headers["Location"] == second.headers["Location"] == f"/me/reports/{Report.objects.get().pk}/"
    assert Entry.objects.filter(action="report received").count() == 1


@pytest.mark.postgresql  # on SQLite one writer waits for the other in any case, and tests share one connection's tables
@pytest.mark.django_db(transaction=True)
def test_two_that_come_at_the_same_time_are_one(client_as, heron):
    clients = [client_as(heron), client_as(heron)]
    told = {"what": WHAT, "with_name": "no", "form_key": key_on(clients[0].get(TELL))}
    both, led_to = threading.Barrier(2), []

    def hand_in(client: Any) -> None:
        both.wait(10)
        try:
            led_to.append(client.post(TELL, told).headers.get("Location"))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=hand_in, args=[client]) for client in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert led_to == [f"/me/reports/{Report.objects.get().pk}/"] * 2


def test_whoever_goes_back_and_writes_something_else_loses_nothing(client_as, heron):
    client = client_as(heron)
    told = {"what": WHAT, "with_name": "no", "form_key": key_on(client.get(TELL))}
    client.post(TELL, told)
    client.post(TELL, {**told, "what": "Another thing"})
    assert Report.objects.count() == 2


def test_another_person_with_the_same_form_is_another(client_as, heron, juniper):
    told = {"what": WHAT, "with_name": "no", "form_key": key_on(client_as(heron).get(TELL))}
    answers = {client_as(person).post(TELL, told).headers["Location"] for person in (heron, juniper)}
    assert len(answers) == Report.objects.count() == 2


def test_bad_input_uses_the_key_up_for_nobody(client_as, heron):
    client = client_as(heron)
    told = {"what": "", "with_name": "no", "form_key": key_on(client.get(TELL))}
    client.post(TELL, told)
    assert not HandedIn.objects.exists()
    client.post(TELL, {**told, "what": WHAT})
    assert Report.objects.count() == 1


def test_what_is_kept_speaks_of_nobody_and_nothing(client_as, heron):
    client = client_as(heron)
    client.post(TELL, {"what": WHAT, "with_name": "no", "form_key": key_on(client.get(TELL))})
    with connection.cursor() as cursor:
        cursor.execute("SELECT mark, led_to FROM page_handed_in")
        kept = str(cursor.fetchone())
    assert not [word for word in (WHAT, str(heron.member_id), heron.member_id.hex, "/me/", "report") if word in kept]


def test_it_is_gone_after_a_day(client_as, heron, practice):
    client = client_as(heron)
    client.post(TELL, {"what": WHAT, "with_name": "no", "form_key": key_on(client.get(TELL))})
    at = HandedIn.objects.get().at
    once.forget(at=at + dt.timedelta(hours=23))
    assert HandedIn.objects.exists()
    once.forget(at=at + dt.timedelta(hours=25))
    assert not HandedIn.objects.exists()


def test_a_member_of_staff_reports_once(client_as, dana):
    client = client_as(dana)
    told = {"what": WHAT, "with_name": "no", "form_key": key_on(client.get("/cases/report/"))}
    assert client.post("/cases/report/", told).headers["Location"] == client.post("/cases/report/", told)["Location"]
    assert Report.objects.count() == 1


def test_a_member_is_added_once_and_the_second_leads_to_the_group(client_as, dana, tuesday):
    client, path = client_as(dana), reverse("groups:add_member", args=[tuesday.pk])
    form = {"legal_name": "Noor Ahmadi", "chosen_name": "Plover", "form_key": key_on(client.get(path))}
    first, second = client.post(path, form), client.post(path, form)
    assert Membership.objects.filter(group=tuesday).count() == 1
    assert first.status_code == 200
    assert second.headers["Location"] == reverse("groups:show", args=[tuesday.pk])


def test_training_is_attested_once(client_as, sam, dana):
    client, path = client_as(sam), reverse("training:attest", args=[dana.pk])
    form = {"course": "Two days", "valid_until": clock.now().date() + dt.timedelta(days=300)}
    form["form_key"] = key_on(client.get(path))
    answers = [client.post(path, form) for _each in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert Attestation.objects.count() == 1


def test_a_question_is_asked_once(client_as, dana, tuesday, heron):
    rules.publish_starter(tuesday, by=dana, at=NOON)
    client, path = client_as(heron), reverse("rules:ask", args=[heron.pk, 1])
    asked = {"words": "And my sister?", "form_key": key_on(client.get(path))}
    answers = [client.post(path, asked) for _each in range(2)]
    assert answers[0].headers["Location"] == answers[1].headers["Location"]
    assert Question.objects.count() == 1
