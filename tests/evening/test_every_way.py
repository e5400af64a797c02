"""The pages of an evening by keys alone, in text of twice the size, and in a longer language from right to left."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.evening.visitor import DESK, PHONE, Visitor

pytestmark = pytest.mark.browser
MEMBER = ("/", "/me/circle/", "/me/contact/", "/me/emergency/", "/me/where/")
STAFF = ("/", "/groups/")


@pytest.mark.parametrize("path", MEMBER)
def test_a_member_in_every_way(being: Callable[..., Visitor], path: str) -> None:
    heron = being("Heron", PHONE)
    heron.go(path)
    heron.every_way()


@pytest.mark.parametrize("path", STAFF)
def test_a_leader_in_every_way(being: Callable[..., Visitor], path: str) -> None:
    dana = being("Dana", DESK)
    dana.go(path)
    dana.every_way()
