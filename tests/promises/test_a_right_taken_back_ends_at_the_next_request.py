"""A page is open, the right to it is taken back, and the next request is refused: at once, and under a second."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache

from tests.world import NOON
from underrose.ground import clock
from underrose.groups.actions import joining
from underrose.people import actions
from underrose.people.actions import cards
from underrose.safeguards.protection.emergency import actions as emergency

QUARTER_OF_AN_HOUR = timedelta(minutes=15)


@pytest.fixture(autouse=True)
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[[timedelta], None]:
    """The hands of the clock."""
    cache.clear()

    def set_(after: timedelta = timedelta()) -> None:
        monkeypatch.setattr(clock, "now", lambda: NOON + after)

    set_()
    return set_


def refused(browser: Any, address: str) -> bool:
    began = time.perf_counter()
    answer = browser.get(address)
    assert time.perf_counter() - began < 1
    return answer.status_code == 404 or (
        answer.status_code in (302, 303) and answer.headers["Location"] in ("/staff/sign-in/", "/in/")
    )


def test_a_role_that_ended(client_as, dana, alex, tuesday, tonight):
    browser = client_as(dana)
    pages = (f"/groups/{tuesday.pk}/", f"/sessions/{tonight.pk}/")
    assert [browser.get(page).status_code for page in pages] == [200, 200]
    actions.end_assignment(dana.assignments.get(), by=alex, at=NOON)
    assert all(refused(browser, page) for page in pages)


def test_whoever_left_the_practice(client_as, dana, alex, tuesday):
    browser = client_as(dana)
    assert browser.get(f"/groups/{tuesday.pk}/").status_code == 200
    actions.leave(dana, by=alex, at=NOON)
    assert refused(browser, f"/groups/{tuesday.pk}/")


def test_a_visitors_time(client_as, vera, tuesday, at):
    browser = client_as(vera)
    assert browser.get(f"/groups/{tuesday.pk}/").status_code == 200
    vera.assignments.update(until=NOON + timedelta(minutes=1))
    at(timedelta(minutes=1))
    assert refused(browser, f"/groups/{tuesday.pk}/")


@pytest.mark.parametrize("how", ["closed by hand", "its time is over"])
def test_an_emergency_view(client_as, priya, tuesday, heron, at, how):
    browser = client_as(priya)
    scope = emergency.Scope(tuesday)
    grant = emergency.break_the_glass(scope, kind="danger", reason="A worrying call.", by=priya, at=NOON)
    page = f"/people/{heron.pk}/"
    assert browser.get(page).status_code == 200
    assert "Rondell" in browser.post(f"/emergency/{grant.pk}/person/{heron.pk}/").content.decode()
    if how == "closed by hand":
        emergency.close(grant, by=priya, at=NOON)
    at(QUARTER_OF_AN_HOUR if how == "its time is over" else timedelta())
    assert refused(browser, page)
    asked = browser.post(f"/emergency/{grant.pk}/person/{heron.pk}/", follow=True)
    assert "Rondell" not in asked.content.decode()


@pytest.mark.parametrize("how", ["their card was ended", "they left the practice"])
def test_a_members_own_pages(client_as, heron, dana, tuesday, how):
    browser = client_as(heron)
    assert browser.get("/me/contact/").status_code == 200
    if how == "their card was ended":
        cards.make_card(heron.member, group_id=tuesday.pk, by=dana, at=NOON)
        cards.end_card(heron.member, group_id=tuesday.pk, by=dana, at=NOON)
    else:
        joining.leave(heron, by=heron.member, at=NOON)
        actions.end_member(heron.member, by=heron.member, at=NOON)
    assert refused(browser, "/me/contact/")
