"""A page that shows staff a member's data has exactly one entry, which names whom it showed, or isn't served.

The addresses come from the URL map, so that no page is forgotten. What counts as sensitive isn't asked of the pages:
whatever is sealed under a member's key is a canary, and a page on which one sings was sensitive.
"""

from __future__ import annotations

import html
import json
import re
import uuid
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest
from django.apps import apps
from django.core.cache import cache
from django.db import transaction

from tests.promises.test_every_role_at_every_door import OURS, Door, _address
from tests.promises.things import Thing, World
from tests.world import NOON
from underrose.ground import clock
from underrose.ground.ledger import sequencing
from underrose.ground.ledger.models import Entry, Look
from underrose.ground.outbox.models import Delivery
from underrose.ground.vault import sealing
from underrose.ground.vault.models import SealedRow
from underrose.people import actions
from underrose.people.models import Member, Practice
from underrose.safeguards.agreements.models import Signature

pytestmark = pytest.mark.sqlite  # what a page shows is decided above the database
# The pages of staff, and those of everybody that a member of staff can open. The example's switch shows who is who in a
# made-up practice.
STAFF_DOORS = [door for door in OURS if door.view.audience in ("staff", "public") and not door.name.startswith("demo:")]
SAY_NOTHING = (Delivery, Entry, Signature)  # messages, entries, and the one sentence that everybody signs
STAFF = "dana lee sam priya alex".split()


@pytest.fixture(autouse=True)
def _at_noon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOON)
    cache.clear()


@pytest.fixture
def world(practice, tuesday, tonight, heron, juniper, wren, rook, dana, lee, sam, priya, alex) -> World:
    made = World(practice, tuesday, tonight, heron, dana, sam, priya)
    heron.member.refresh_from_db()
    actions.set_emergency_contact(heron.member, name="Hildegard Amsel", phone="+15550777", by=heron.member, at=NOON)
    for door in OURS:  # all of it before anybody looks; an address without an example fails the test of the doors
        with suppress(KeyError):
            _things(door, made)
    return made


def _things(door: Door, world: World) -> dict[str, Thing]:
    return {name: world.of(door.name, name) for name in door.wanted}


def canaries() -> dict[str, uuid.UUID]:
    """What must not be seen without an entry: whatever is sealed under a member's key, and whose it is.

    Of texts only the longer ones, since a word such as “Care” stands on many pages.
    """
    whose = dict(Member.objects.values_list("subject_id", "pk"))
    common = set(Practice.objects.values_list("name", flat=True))
    found: dict[str, uuid.UUID] = {}
    for model in apps.get_models():
        if not issubclass(model, SealedRow) or model in SAY_NOTHING:
            continue
        for row in model.objects.filter(subject_id__in=whose):
            least = 4 if model.__module__.endswith((".people.models", ".groups.models")) else 12
            words = [word for word in sealing.open_all(row).values() if len(word) >= least and word[0] not in "[{"]
            found |= dict.fromkeys(set(words) - common, whose[row.subject_id])
    return found


def sung(body: str, canaries: dict[str, uuid.UUID]) -> set[uuid.UUID]:
    """Whose canaries sing on a page."""
    body = html.unescape(body)
    return {whose for word, whose in canaries.items() if re.search(rf"(?<!\w){re.escape(word)}(?!\w)", body)}


def opened_by(browser: Any, world: World) -> Iterator[tuple[Door, str, list[Entry]]]:
    """Each staff page that opens by looking, its words, and the entries that it left."""
    for door in STAFF_DOORS:
        try:
            address = _address(door, _things(door, world))
        except KeyError:
            continue
        known = set(Entry.objects.values_list("pk", flat=True))
        with transaction.atomic():
            answer = browser.get(address)
        if answer.status_code == 200 and "html" in answer.headers["Content-Type"]:
            yield door, answer.content.decode(), list(Entry.objects.exclude(pk__in=known))


@pytest.mark.parametrize("who", STAFF)
def test_each_sensitive_page_leaves_one_entry_that_names_whom_it_showed(who, world, client_as, request):
    birds, browser, wrong = canaries(), client_as(request.getfixturevalue(who)), []
    pages = 0
    for door, body, entries in opened_by(browser, world):
        singing = sung(body, birds)
        if len(entries) > 1:
            wrong.append(f"{door}: {len(entries)} entries: {[entry.action for entry in entries]}")
        elif singing and not entries:
            wrong.append(f"{door}: shows {len(singing)} members and leaves no entry")
        elif singing:
            pages += 1
            named = set(json.loads(sealing.reveal(entries[0], "details") or "{}").get("subjects", ()))
            looked = set(Look.objects.filter(entry=entries[0]).values_list("member_id", flat=True))
            if not {str(member) for member in singing} <= named or not singing <= looked:
                wrong.append(f"{door}: its entry doesn't name everybody it shows")
    assert not wrong, "\n".join(wrong)
    assert pages or who in ("priya", "alex")


@pytest.mark.parametrize("who", STAFF)
def test_when_the_ledger_cant_append_no_sensitive_page_is_served(who, world, client_as, request, monkeypatch):
    birds, browser = canaries(), client_as(request.getfixturevalue(who))
    browser.raise_request_exception = False

    def full(*_args: Any, **_more: Any) -> None:
        raise OSError("no space left on device")

    monkeypatch.setattr(sequencing, "place", full)
    leaking = [f"{door}" for door, body, _entries in opened_by(browser, world) if sung(body, birds)]
    assert not leaking


def test_naming_somebody_is_one_entry_with_its_reason_and_its_look(world, client_as, dana, heron):
    browser = client_as(dana)
    known = set(Entry.objects.values_list("pk", flat=True))
    answer = browser.post(f"/people/{heron.pk}/who/", {"purpose": "emergency", "words": ""})
    assert "Hildegard Amsel" in answer.content.decode()
    entry = Entry.objects.exclude(pk__in=known).get()
    assert entry.action == "person named: emergency"
    assert json.loads(sealing.reveal(entry, "details"))["subjects"] == [str(heron.member_id)]
    assert "safeguards_protection.naming:" in entry.rows


def test_members_reads_of_their_own_data_leave_none(world, client_as, heron):
    browser, before = client_as(heron), Entry.objects.count()
    for door in OURS:
        if door.view.audience == "member":
            with suppress(KeyError):
                browser.get(_address(door, _things(door, world)))
    assert Entry.objects.count() == before
