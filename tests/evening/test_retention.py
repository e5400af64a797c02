"""One officer asks for an old record to be destroyed, another confirms it on a phone, and both read until when."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.evening.visitor import DESK, PHONE, Visitor
from tests.house import House

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """The example, in which two people left ten years ago, and a backup of today."""
    example = House(tmp_path_factory.mktemp("retention"))
    example.start_example()
    with closing(sqlite3.connect(example.data / "underrose.sqlite3", timeout=20)) as database, database:
        database.execute(
            "UPDATE groups_membership SET since = '2014-02-03 10:00:00', left_at = '2016-02-03 10:00:00' "
            "WHERE id IN (SELECT id FROM groups_membership WHERE left_at IS NULL ORDER BY since LIMIT 2)"
        )
    backed_up = example.run("backup", str(example.folder / "usb"))
    assert backed_up.returncode == 0, backed_up.stderr
    yield example
    example.stop()


def _be(example: House, browser: Any, name: str, size: dict[str, int]) -> Visitor:
    who = Visitor(browser, example.base, size=size, who=name)
    who.page.goto(f"{example.base}/example/")
    who.page.get_by_role("button", name=f"Be {name}").first.click()
    return who


def test_one_asks_another_confirms_and_both_read_until_when(example: House, browser: Any) -> None:
    priya = _be(example, browser, "Priya Nair", DESK)
    priya.go("/protection/")
    assert re.search(r"[2-9] records have been kept long enough", priya.page.locator("main").inner_text())
    priya.press(re.compile("Look at it.*kept long enough"), role="link")
    assert priya.reads("A backup's copy of the keys can still open it until")
    priya.picture("retention-due", full=True)
    priya.press("Ask for them to be destroyed")
    assert priya.reads("Choose at least one record.")
    priya.page.get_by_role("checkbox").first.check()
    priya.press("Ask for them to be destroyed")
    assert priya.reads("To be confirmed by: Alex Byrne.")
    expect(priya.page.get_by_text("Destroy for good")).to_have_count(0)
    priya.go("/protection/retention/schedule/")
    priya.picture("retention-schedule", full=True)
    priya.go("/protection/retention/holds/")
    priya.page.get_by_label("The member's number").fill("00000000")
    priya.page.get_by_label("Why it has to be kept").fill("A letter from the court")
    priya.press("Put it on hold")
    assert priya.reads("No member has this number")
    expect(priya.page.get_by_label("Why it has to be kept")).to_have_value("A letter from the court")

    alex = _be(example, browser, "Alex Byrne", PHONE)
    alex.go("/protection/")
    alex.press(re.compile("Look at it.*your yes or no"), role="link")
    assert alex.reads("Shall these be destroyed?")
    alex.page.locator("summary", has_text="Destroy for good").click()
    alex.picture("retention-confirm", full=True)
    alex.press("Yes: Destroy for good")
    assert alex.reads("Confirmed by Alex Byrne.")
    assert alex.reads("A backup's copy of the keys can still open it until")
    alex.picture("retention-done", full=True)
    assert priya.troubles + alex.troubles == []
    listed = example.run("backup", "copies")
    assert "deleted on" in listed.stdout
    assert list((example.folder / "usb").glob("*.shredded")), "the list of the destroyed lies beside the backup"
    assert "failed" not in example.log.read_text()
    for who in (priya, alex):
        who.context.close()
