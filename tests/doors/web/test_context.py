"""The shell's words: what the bar offers to whom, without a query, and safe where nothing was found out."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.test import RequestFactory
from django.urls import resolve

from underrose.doors.web.context import shell
from underrose.people.models import Practice, Role, Staff, Standing


def asked(path: str, *roles: str, example: bool = False, is_staff: bool = True) -> Any:
    request: Any = RequestFactory().get(path)
    request.resolver_match = resolve(path)
    request.practice = Practice(name="Linden", label="Appointment", is_example=example)
    staff = Staff(practice=request.practice, name="Dana")
    request.standing = Standing(staff, frozenset(roles), {uuid.uuid4(): Role.FACILITATOR}) if is_staff else None
    return shell(request)["shell"]


def labels(items: Any) -> list[str]:
    return [str(item.label) for item in items]


def test_a_page_where_nothing_was_found_out_still_has_its_shell() -> None:
    request = RequestFactory().get("/")
    found = shell(request)["shell"]
    assert found["who"] == ""
    assert found["nav"] == found["mine"] == ()
    assert found["example"] == ""


def test_the_bar_asks_the_database_nothing() -> None:
    """No database mark on this test: a query would fail it."""
    assert asked("/", Role.FACILITATOR)["who"] == "Dana"


def test_a_member_is_offered_no_way_of_the_staff() -> None:
    found = asked("/", is_staff=False)
    assert found["nav"] == found["mine"] == ()


def test_the_room_one_is_in_is_marked_and_no_other() -> None:
    nav = asked("/training/", Role.FACILITATOR)["nav"]
    assert [str(item.label) for item in nav if item.is_here] == ["Training"]


def test_an_act_that_no_role_of_ours_has_is_not_offered(monkeypatch: pytest.MonkeyPatch) -> None:
    from underrose.people import policy

    act = resolve(asked("/", Role.FACILITATOR)["nav"][-1].url).func.act  # type: ignore[attr-defined]
    before = labels(asked("/", Role.FACILITATOR)["nav"])
    monkeypatch.setitem(policy.TABLE, act, {Role.PRIVACY_OFFICER: policy.TABLE[act].get(Role.PRIVACY_OFFICER)})
    assert labels(asked("/", Role.FACILITATOR)["nav"]) == before[:-1]
    assert before[-1] in labels(asked("/", Role.FACILITATOR, Role.PRIVACY_OFFICER)["nav"])


def test_an_example_says_so_on_every_page() -> None:
    assert "Nobody here is real" in asked("/", Role.FACILITATOR, example=True)["example"]
    assert asked("/", Role.FACILITATOR)["example"] == ""
