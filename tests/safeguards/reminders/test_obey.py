"""Reminders keep to what each member said: which way, which hours, which words; also after they were planned."""

from __future__ import annotations

import datetime as dt
import re

from django.db import transaction

from tests.safeguards.reminders.conftest import wants
from tests.world import NOON
from underrose.ground.ledger import recording
from underrose.ground.outbox import leases
from underrose.ground.outbox.models import Delivery
from underrose.ground.vault import sealing
from underrose.groups.petals import State
from underrose.people import actions as people
from underrose.people import policy
from underrose.people.models import System
from underrose.people.reaching import ContactRules
from underrose.safeguards.reminders import petal, ticks
from underrose.safeguards.reminders.models import Reminder

YESTERDAY = NOON - dt.timedelta(days=1)


def test_the_least_words_say_no_day_no_time_and_no_label(tonight, heron):
    says(heron, may_say="least")
    ticks.tick(at=YESTERDAY)
    text = said()
    assert "planned in the next days" in text
    assert not re.search(r"Tuesday|March|18:00|Appointment", text)


def test_a_name_stands_only_where_they_allow_one(tonight, heron, juniper):
    says(heron, may_say="name", mail_name="Mrs. Rondell")
    ticks.tick(at=YESTERDAY)
    assert "Hello Mrs. Rondell,\n\nAppointment on Tuesday 3 March" in said()
    says(heron, may_say="time", mail_name="Mrs. Rondell")
    Delivery.objects.all().delete()
    ticks.tick(at=NOON - dt.timedelta(hours=1))
    assert "Rondell" not in "".join(sealing.reveal(row, "words") for row in Delivery.objects.all())


def test_one_name_that_tells_keeps_nobody_from_their_reminder(tonight, heron, juniper):
    says(heron, may_say="name", mail_name="Therapy Helen")
    wants(juniper)
    ticks.tick(at=YESTERDAY)
    assert Delivery.objects.count() == 2
    assert not [row for row in Delivery.objects.all() if "Therapy" in sealing.reveal(row, "words")]


def test_who_changes_the_rules_after_it_was_planned_is_reminded_by_the_new_ones(tonight, heron):
    wants(heron)
    ticks.tick(at=YESTERDAY)
    member = heron.member
    new = ContactRules("mail", may_say="least", opens="08:00", closes="12:00")
    people.set_contact(member, mail="helen.rondell@mail.example", phone="", rules=new, by=member, at=YESTERDAY)
    ticks.tick(at=YESTERDAY)
    old, planned = Delivery.objects.order_by("key")
    assert old.state == "suppressed"
    assert (planned.state, planned.due_at) == ("planned", tonight.starts_at.replace(hour=8))
    assert Reminder.objects.living().count() == 1
    assert "planned in the next days" in sealing.reveal(planned, "words")


def test_who_says_dont_contact_me_hears_nothing_more(tonight, heron):
    wants(heron)
    ticks.tick(at=YESTERDAY)
    member = heron.member
    none = ContactRules("mail", do_not_contact=True)
    people.set_contact(member, mail="helen.rondell@mail.example", phone="", rules=none, by=member, at=YESTERDAY)
    for hours in (0, 6, 20):
        ticks.tick(at=YESTERDAY + dt.timedelta(hours=hours))
    assert [row.state for row in Delivery.objects.all()] == ["suppressed"]


def test_what_their_hours_shut_out_is_planned_for_the_next_ones(tonight, heron):
    wants(heron, hours="17:00-19:00")
    ticks.tick(at=YESTERDAY)
    first = Delivery.objects.get()
    assert (first.due_at, first.stale_at) == (YESTERDAY.replace(hour=18), YESTERDAY.replace(hour=19))
    leases.sweep(at=YESTERDAY.replace(hour=19))  # no worker came by
    ticks.tick(at=YESTERDAY.replace(hour=20))
    second = Delivery.objects.exclude(pk=first.pk).get()
    assert second.due_at == tonight.starts_at.replace(hour=17)


def test_an_address_that_was_not_confirmed_is_told_in_the_room(tonight, heron, dana):
    wants(heron)
    heron.member.channel_confirmed_at = None
    heron.member.save()
    ticks.tick(at=YESTERDAY)
    assert not Delivery.objects.exists()
    marks = petal.petal(tonight, policy.standing(dana, NOON)).marks
    assert marks[heron.pk] == (State.WAITING, "Address not confirmed")


def says(membership, *, mail_name="", **rules):
    wants(membership)
    member = membership.member
    sealing.seal(member, contact_rules=ContactRules("mail", **rules).words(), mail_name=mail_name)
    member.save()
    with transaction.atomic():
        recording.record("world made", by=System(member.practice_id, "world"), at=NOON, rows=[member])


def said() -> str:
    delivery = Delivery.objects.get()
    return sealing.reveal(delivery, "subject_line") + sealing.reveal(delivery, "words")
