"""A reader's pages: theirs alone, told no more than the server has, and nothing lost when something is odd."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from django.urls import reverse

from tests.people.readers.making import handed_in, make_key, new_private, passphrase_wrap, sheets_of
from tests.world import NOON
from underrose.ground import clock
from underrose.people import readers
from underrose.people.readers import actions, keys
from underrose.people.readers.binding import to_base64
from underrose.people.readers.models import KeyWrap

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _at_noon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOON)


def test_a_key_made_in_the_page_is_kept_once(client_as, dana):
    page = client_as(dana)
    said = {"made": json.dumps(handed_in(dana, "own", new_private())), "form_key": "k" * 32}
    first, second = (page.post(reverse("readers:new_own"), said) for _ in range(2))
    assert (first.status_code, second.status_code) == (302, 302)
    assert keys.living(dana, "own").epoch == 1


@pytest.mark.parametrize("made", ["", "{}", "[1", "null", '{"suite":"other"}', "x" * 70_000])
def test_an_odd_key_is_a_422_with_a_sentence(client_as, dana, made):
    answer = client_as(dana).post(reverse("readers:new_shared"), {"made": made})
    assert answer.status_code == 422
    assert b"Nothing was kept" in answer.content


def test_the_page_of_keys_names_holders_and_asks_a_constant_number_of_queries(
    client_as, dana, django_assert_max_num_queries
):
    make_key(dana, "shared", holders=["Sam Reed", "Priya Nair"])
    make_key(dana, "own")
    page = client_as(dana)
    page.get(reverse("readers:mine"))
    with django_assert_max_num_queries(16):
        answer = page.get(reverse("readers:mine"))
    assert b"Sam Reed" in answer.content
    assert answer.content.count(b"Never tried") == 3


def test_a_change_signed_by_the_key_is_taken_and_another_is_not(client_as, dana):
    key, private = make_key(dana)
    text = json.dumps(passphrase_wrap(private))
    address = reverse("readers:passphrase", args=[key.pk])
    page = client_as(dana)
    wrong = page.post(address, {"made": text, "signature": to_base64(b"\0" * 64)})
    assert wrong.status_code == 409
    signature = to_base64(private.sign(actions.change_of(key, text)))
    assert page.post(address, {"made": text, "signature": signature}).status_code == 302
    assert KeyWrap.objects.filter(key=key, kind="passphrase").count() == 2


def test_new_sheets_handed_in_twice_are_kept_once_and_known_ids_are_refused(client_as, dana, lee):
    key, private = make_key(dana, "shared")
    text = json.dumps(sheets_of(private, ["Sam", "Priya"])[0])
    said = {"made": text, "signature": to_base64(private.sign(actions.change_of(key, text)))}
    page, address = client_as(dana), reverse("readers:sheets", args=[key.pk])
    assert [page.post(address, {**said, "form_key": "k" * 32}).status_code for _ in range(2)] == [302, 302]
    assert keys.living_sheets(key).count() == 2
    assert page.post(address, said).status_code == 409  # the same ids once more
    other, others = make_key(lee, "shared")
    signature = to_base64(others.sign(actions.change_of(other, text)))
    answer = client_as(lee).post(reverse("readers:sheets", args=[other.pk]), {"made": text, "signature": signature})
    assert answer.status_code == 409
    assert keys.living_sheets(key).count() == 2


def test_anothers_key_and_sheet_look_absent(client_as, dana, lee, priya):
    key, _ = make_key(dana)
    sheet = keys.living_sheets(key).get()
    for who in (lee, priya):
        page = client_as(who)
        for name in ("passphrase", "get_back", "passkey", "sheets", "end", "file"):
            assert page.get(reverse(f"readers:{name}", args=[key.pk])).status_code == 404
        assert page.get(reverse("readers:try_sheet", args=[sheet.pk])).status_code == 404


def test_a_member_has_no_reader_key(client_as, heron):
    assert client_as(heron).get(reverse("readers:mine")).status_code == 404


def test_an_unlocked_key_is_found_again_for_a_quarter_of_an_hour(client_as, dana, monkeypatch):
    page, address = client_as(dana), reverse("readers:unlocked")
    name = page.post(address, {"keep": "A" * 43}).json()["id"]
    assert page.post(address, {"ask": name}).json()["key"] == "A" * 43
    assert client_as(dana).post(address, {"ask": name}).json() == {}  # another browser
    monkeypatch.setattr(clock, "now", lambda: NOON + dt.timedelta(minutes=14, seconds=59))
    assert page.post(address, {"ask": name}).json()["until"] <= 1000
    monkeypatch.setattr(clock, "now", lambda: NOON + dt.timedelta(minutes=15))
    assert page.post(address, {"ask": name}).status_code == 410


def test_locking_the_screen_signing_out_and_the_lock_button_end_it(client_as, dana):
    address = reverse("readers:unlocked")
    for end in ("button", "screen", "out"):
        page = client_as(dana)
        name = page.post(address, {"keep": "A" * 43}).json()["id"]
        if end == "button":
            page.post(address, {"forget": "all"})
        elif end == "screen":
            page.post(reverse("people:lock"))
        else:
            page.post(reverse("account_logout"))
        assert b"A" * 43 not in page.post(address, {"ask": name}).content


def test_the_file_holds_wraps_and_nothing_that_opens(client_as, dana):
    key, private = make_key(dana)
    answer = client_as(dana).get(reverse("readers:file", args=[key.pk]))
    assert json.loads(answer.content)["keys"][0]["id"] == key.key_id
    for half in (private.opens, private.signs):
        assert to_base64(half) not in answer.content.decode()


def test_nothing_that_serves_a_page_opens_anything():
    """Opening belongs to the command line and to tests: no view, form or action names it."""
    house = Path(readers.__file__).parent.parent.parent
    opens = ("open_with", "wrapping.by_", "Private.of", "by_passphrase(", "readers.away", "readers import away")
    allowed = {"envelope.py", "wrapping.py", "suites.py", "away.py"}
    found = [
        str(path.relative_to(house))
        for path in house.rglob("*.py")
        if not (path.parent.name == "readers" and path.name in allowed)
        and "cli" not in path.parts
        and any(word in path.read_text() for word in opens)
    ]
    assert found == []
