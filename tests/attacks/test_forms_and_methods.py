"""Somebody else's page sends our forms, or a link does what only a button may."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.promises.test_every_role_at_every_door import DOORS, OURS, Door, _address
from tests.promises.things import World

pytestmark = pytest.mark.sqlite  # what a page answers to is decided above the database

# What looking may leave behind: the entry of the look, the web's own session, a count of tries.
LOOKING_LEAVES = ("ground_ledger", "ledger_", "vault_subject_key", "django_session", "cache", "SAVEPOINT")
WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE")


def address(world: World, door: Door) -> str:
    return _address(door, {name: world.of(door.name, name) for name in door.wanted if name != "pk"})


def ours(world: World) -> list[tuple[Door, str]]:
    return [(door, address(world, door)) for door in OURS]


@pytest.mark.parametrize("who", ["nobody", "dana", "heron"])
def test_no_form_is_taken_without_its_token(request: Any, world, client_as, lee, otis, alex, who) -> None:
    person = None if who == "nobody" else request.getfixturevalue(who)
    browser = client_as(person)
    browser.handler.enforce_csrf_checks = True
    taken = []
    for door in DOORS:
        path = door.path.replace("<int:pk>", "1") if door not in OURS else address(world, door)
        answer = browser.post(path, {"secret": "x", "reason": "x"}, HTTP_ORIGIN="https://evil.example")
        if answer.status_code != 403:
            taken.append(f"{door}: {answer.status_code}")
    assert taken == []


def test_no_page_is_exempt_from_the_token() -> None:
    exempt = [door.name for door in DOORS if getattr(door.view, "csrf_exempt", False)]
    assert exempt == []


@pytest.mark.parametrize("who", ["nobody", "dana", "priya", "alex", "heron"])
def test_looking_changes_nothing(request: Any, world, client_as, alex, juniper, who) -> None:
    """No GET of any page writes anything but the trace of the look: a link can do nothing."""
    browser = client_as(None if who == "nobody" else request.getfixturevalue(who))
    changed = []
    for door, path in ours(world):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            browser.get(path)
        changed += [
            f"{door}: {query['sql'][:120]}"
            for query in asked.captured_queries
            if query["sql"].lstrip().upper().startswith(WRITES)
            and not any(left in query["sql"].split("WHERE")[0][:90] for left in LOOKING_LEAVES)
        ]
    assert changed == []


def test_what_only_a_button_may_do_refuses_a_link(world, client_as, dana, priya, alex, heron) -> None:
    """A page without a GET says 405 to who may use it, 404 to who may not, and never runs."""
    people = [client_as(person) for person in (dana, priya, alex, heron)]
    for door, path in ours(world):
        answers = {browser.get(path).status_code for browser in people}
        posts = {browser.options(path).status_code for browser in people}
        assert posts <= {200, 302, 404, 405}, f"{door}: {posts}"
        if 405 in answers:
            assert answers <= {404, 405, 302}, f"{door}: {answers}"


@pytest.mark.parametrize("method", ["put", "patch", "delete", "trace"])
def test_unknown_methods_do_nothing(world, client_as, dana, method) -> None:
    browser = client_as(dana)
    for door, path in ours(world):
        answer = getattr(browser, method)(path)
        assert answer.status_code in (302, 403, 404, 405), f"{door}: {answer.status_code}"


def test_a_method_cannot_be_put_into_a_header_or_a_field(world, client_as, dana) -> None:
    browser = client_as(dana)
    path = f"/groups/{world.tuesday.pk}/end/"
    assert browser.get(path, {"_method": "POST"}, HTTP_X_HTTP_METHOD_OVERRIDE="POST").status_code == 405
    world.tuesday.refresh_from_db()
    assert world.tuesday.ended_at is None


def test_a_forms_token_is_of_one_browser(client_as, alex, settings) -> None:
    """A token that somebody got for themselves is of no use in another's browser."""
    theirs, mine = Client(enforce_csrf_checks=True), client_as(alex)
    mine.handler.enforce_csrf_checks = True
    theirs.get("/join/")
    token = theirs.cookies[settings.CSRF_COOKIE_NAME].value
    assert mine.post("/lock/", {"csrfmiddlewaretoken": token}).status_code == 403
