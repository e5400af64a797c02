"""The pages of retention: numbers and days, no names; the date until which a copy opens it; one entry a view."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from tests.world import NOON, make_staff
from underrose.ground import clock
from underrose.ground.ledger.models import Entry
from underrose.ground.vault.models import SubjectKey
from underrose.people import policy
from underrose.people.matters.models import Matter
from underrose.people.models import Role
from underrose.people.packs import actions as laws
from underrose.safeguards.protection.retention import actions, desk
from underrose.safeguards.protection.retention.models import Destruction, Schedule

LATER = NOON.replace(year=2036)


@pytest.fixture(autouse=True)
def later(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> None:
    monkeypatch.setattr(clock, "now", lambda: LATER)
    settings.DATA_DIR = tmp_path


@pytest.fixture
def a_copy(tmp_path: Path) -> None:
    row = {"path": str(tmp_path / "x.keys"), "backup_id": "x", "made_at": (LATER - dt.timedelta(days=2)).isoformat()}
    (tmp_path / "copies-of-keys.json").write_text(json.dumps({"copies": [row], "folders": []}))


def _ask(client, membership):
    return client.post("/protection/retention/", {"records": [str(membership.subject_id)]})


def test_one_asks_and_another_confirms(client_as, rook, priya, alex):
    asked = _ask(client_as(priya), rook)
    assert asked.status_code == 302 or asked.status_code == 303
    page = client_as(alex).get(asked.headers["Location"]).content.decode()
    assert "Shall these be destroyed?" in page
    done = client_as(alex).post(f"{asked.headers['Location']}confirm/", follow=True).content.decode()
    assert "Destroyed for good" in done
    assert "Confirmed by Alex" in done
    assert SubjectKey.objects.get(pk=rook.subject_id).shredded_at == LATER


def test_the_page_names_the_day_before_it_is_confirmed(client_as, rook, priya, alex, a_copy):
    before = client_as(priya).get("/protection/retention/").content.decode()
    assert "15 April" not in before
    day = (LATER + dt.timedelta(days=5)).strftime("%-d %B %Y")
    assert day in before
    asked = _ask(client_as(priya), rook)
    assert day in client_as(alex).get(asked.headers["Location"]).content.decode()


def test_no_page_names_anybody(client_as, rook, heron, priya, alex):
    asked = actions.ask([rook.subject_id], by=priya, at=LATER)
    for address in ("", "schedule/", "holds/", f"{asked.pk}/"):
        page = client_as(priya).get(f"/protection/retention/{address}")
        assert page.status_code == 200
        for canary in ("Rook", "Rory", "Oakes", "Heron", "Rondell", "Tuesday"):
            assert canary not in page.content.decode()


@pytest.mark.parametrize("address", ["", "holds/", "destruction"])
def test_each_view_is_one_entry(client_as, rook, priya, address):
    asked = actions.ask([rook.subject_id], by=priya, at=LATER)
    browser = client_as(priya)
    before = Entry.objects.count()
    browser.get(f"/protection/retention/{f'{asked.pk}/' if address == 'destruction' else address}")
    assert Entry.objects.count() == before + 1


def test_nothing_chosen_loses_nothing_and_says_so(client_as, rook, priya):
    page = client_as(priya).post("/protection/retention/", {"form_key": "x"})
    assert page.status_code == 422
    assert "Choose at least one record." in page.content.decode()
    assert not Destruction.objects.exists()


def test_the_form_handed_in_twice_asks_once(client_as, rook, priya):
    browser = client_as(priya)
    key = browser.get("/protection/retention/").content.decode().split('name="form_key" value="')[1].split('"')[0]
    for _twice in range(2):
        browser.post("/protection/retention/", {"records": [str(rook.subject_id)], "form_key": key})
    assert Destruction.objects.count() == 1


def test_a_record_in_use_that_is_smuggled_in_is_refused(client_as, rook, heron, priya):
    page = client_as(priya).post("/protection/retention/", {"records": [str(heron.subject_id)]})
    assert page.status_code == 422
    assert not Destruction.objects.exists()


def test_the_schedule_is_kept_and_too_short_a_time_is_said_at_its_field(client_as, priya):
    browser = client_as(priya)
    laws.choose_laws(["de"], by=priya, at=NOON)
    given = {"member": 7, "group": 10, "case": 3, "note": 10}
    page = browser.post("/protection/retention/schedule/", given)
    assert page.status_code == 422
    assert "at least 10 years" in page.content.decode()
    assert not Schedule.objects.exists()
    assert browser.post("/protection/retention/schedule/", {**given, "member": 10}).status_code in (302, 303)
    assert Schedule.objects.get().months["member"] == 120


def test_a_hold_is_placed_by_number_and_lifted(client_as, rook, priya):
    browser = client_as(priya)
    given = {"number": rook.member_id.hex[:8], "reason": "A letter from the court"}
    browser.post("/protection/retention/holds/", given)
    page = browser.get("/protection/retention/holds/").content.decode()
    assert "A letter from the court" in page
    assert "1 hold" in page
    assert "Nothing falls due now" in browser.get("/protection/retention/").content.decode()
    browser.post(f"/protection/retention/holds/{Matter.objects.get().pk}/lift/")
    assert "1 record has been kept long enough" in browser.get("/protection/retention/").content.decode()


def test_a_number_that_is_nobodys_keeps_the_words(client_as, rook, priya):
    page = client_as(priya).post("/protection/retention/holds/", {"number": "00000000", "reason": "A letter"})
    assert page.status_code == 422
    assert "A letter" in page.content.decode()
    assert not Matter.objects.exists()


def test_the_outside_person_sees_it_only_where_nobody_else_can_confirm(client_as, practice, rook, priya):
    olive = make_staff(practice, "Olive", Role.OUTSIDE)
    asked = actions.ask([rook.subject_id], by=priya, at=LATER)
    browser = client_as(olive)
    assert browser.get(f"/protection/retention/{asked.pk}/").status_code == 200
    assert browser.get("/protection/retention/").status_code == 404
    make_staff(practice, "Second", Role.PRACTICE_ADMIN)
    assert browser.get(f"/protection/retention/{asked.pk}/").status_code == 404


def test_the_desk_says_what_waits_and_to_whom(rook, priya, alex, dana):
    def said(person):
        return [due.sentence for due in desk.due(policy.standing(person, LATER), LATER)]

    assert said(dana) == []
    assert said(priya) == said(alex) == ["1 record has been kept long enough."]
    actions.ask([rook.subject_id], by=priya, at=LATER)
    assert said(priya) == []
    assert said(alex) == ["A destruction waits for your yes or no."]


def test_pages_of_the_group_go_on_without_the_destroyed_record(client_as, rook, heron, tuesday, dana, priya, alex):
    """The others' page must not break because one who left long ago can't be read any more."""
    asked = actions.ask([rook.subject_id], by=priya, at=LATER)
    actions.confirm(asked, by=alex, at=LATER)
    browser = client_as(dana)
    page = browser.get(f"/groups/{tuesday.pk}/")
    assert page.status_code == 200
    assert "Heron" in page.content.decode()
    assert browser.get(f"/people/{rook.pk}/").status_code < 500


def test_the_page_for_a_member_who_asked_says_why_it_may_not_go(client_as, rook, heron, priya):
    browser = client_as(priya)
    page = browser.post("/protection/retention/early/", {"number": heron.member_id.hex[:8]})
    assert page.status_code == 422
    assert "Nothing of theirs is over" in page.content.decode()
    made = browser.post("/protection/retention/early/", {"number": rook.member_id.hex[:8]})
    assert "because the member asked for it" in browser.get(made.headers["Location"]).content.decode()


def test_the_number_of_somebody_elsewhere_finds_nobody(client_as, other_practice, rook):
    far = make_staff(other_practice, "Far", Role.PRIVACY_OFFICER)
    page = client_as(far).post("/protection/retention/early/", {"number": rook.member_id.hex[:8]})
    assert page.status_code == 422
    assert "No member has this number" in page.content.decode()


def test_the_desk_asks_no_more_for_more_that_waits(practice, tuesday, rook, priya, alex, django_assert_max_num_queries):
    from tests.world import make_member

    def ask_for_one():
        left = make_member(tuesday, "Gone")
        left.left_at = NOON
        left.save()
        actions.ask([left.subject_id], by=priya, at=LATER)

    ask_for_one()
    viewer = policy.standing(alex, LATER)
    with django_assert_max_num_queries(30) as seen:
        desk.due(viewer, LATER)
    for _more in range(3):
        ask_for_one()
    with django_assert_max_num_queries(len(seen)):
        assert sum(found.url_name == "retention:show" for found in desk.due(viewer, LATER)) == 4
