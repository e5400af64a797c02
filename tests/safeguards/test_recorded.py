"""Each act of the five smaller safeguards leaves rows that the ledger vouches for, as they are."""

from __future__ import annotations

import datetime as dt

from tests.safeguards.reminders.conftest import wants
from tests.world import NOON
from underrose.ground.ledger import verifying
from underrose.groups.actions import planning
from underrose.people.models import System
from underrose.safeguards.accountability import actions as accountability
from underrose.safeguards.feedback import actions as feedback
from underrose.safeguards.protection import actions as protection
from underrose.safeguards.reminders import actions as reminders
from underrose.safeguards.training import actions as training


def test_after_every_act_rows_and_ledger_agree(settings, practice, tuesday, tonight, heron, dana, sam, priya, alex):
    settings.MAIL_SERVER, settings.MAIL_FROM = "smtp://localhost:2525", "practice@linden.example"
    wants(heron)
    house = System(practice.pk, "worker")
    protection.name_a_person(heron, purpose="billing", words="An invoice", by=dana, at=NOON)
    reminders.remind(tonight, by=house, at=NOON)
    planning.move_session(tonight, starts_at=tonight.starts_at + dt.timedelta(hours=1), by=dana, at=NOON)
    reminders.remind(tonight, by=house, at=NOON)
    reminders.tell(tonight, heron, by=dana, at=NOON)
    reminders.read_prompt_aloud(tonight, by=dana, at=NOON)
    accountability.draft_ladder(by=priya, at=NOON)
    accountability.publish_ladder(by=priya, at=NOON)
    accountability.draft_ladder(by=priya, at=NOON)
    found = accountability.report(tuesday, what="Something", by=heron.member, at=NOON)
    accountability.open_report(found, by=priya, at=NOON)
    accountability.read_report(found, by=priya, at=NOON)
    accountability.close_report(found, outcome="Done", by=priya, at=NOON)
    accountability.acknowledge(accountability.try_the_way(tuesday, by=dana, at=NOON), by=priya, at=NOON)
    for name in ("Ruth", "Vera"):
        person = feedback.name_someone(tuesday, name=name, who="", reach="555", by=dana, at=NOON)
    feedback.see_someone(person, by=heron.member, at=NOON)
    next_year = dt.date(2027, 3, 3)
    attested = training.attest(dana, course="Twelve hours", valid_until=next_year, by=sam, at=NOON)
    training.withdraw(attested, by=sam, at=NOON)
    words = {"course": "x", "supervisor": "Ruth", "reason": "none here"}
    training.attest_from_outside(dana, **words, valid_until=next_year, by=alex, at=NOON)
    assert verifying.verify(practice.pk, at=NOON).findings == []
