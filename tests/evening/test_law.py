"""An officer says whose law counts, by keys alone; a member reads on a phone who must keep what."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.evening.visitor import DESK, PHONE, Visitor

pytestmark = pytest.mark.browser


def test_whose_law_counts_is_chosen_and_members_read_who_must_keep_what(being: Callable[..., Visitor]) -> None:
    priya = being("Priya Nair", DESK)
    priya.go("/law/")
    assert priya.reads("European Union and United Kingdom")
    priya.every_way()
    priya.picture("law", full=True)
    priya.key("Choose whose law counts", role="link", looks=False)
    priya.page.wait_for_url("**/law/choose/")
    priya.look()
    priya.every_way()
    for place in (0, 1):  # it counts, and our lawyer has read it
        priya.key("Kansas", role="checkbox", nth=place, looks=False)
    priya.picture("law-choose", full=True)
    priya.key("Keep this choice", looks=False)
    priya.page.wait_for_url("**/law/")
    priya.look()
    assert priya.reads("K.S.A. 65-5602(a)")
    assert priya.reads("Your lawyer has read this")
    priya.follow("Kansas")
    assert priya.reads("What is said more widely counts here too")
    priya.every_way()

    hazel = being("Hazel", PHONE)
    hazel.go("/me/law/")
    assert hazel.reads("Who must keep what")
    assert hazel.reads("In Kansas, a law lets you keep the staff from telling")
    hazel.every_way()
    hazel.picture("law-phone", full=True)
