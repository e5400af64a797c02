"""`kill -9` of the whole server under writes: what a page said is kept, and the ledger agrees with the data."""

from __future__ import annotations

import datetime as dt
import http.client
import http.cookiejar
import re
import sqlite3
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

import pytest

from tests.house import House

FIRST = dt.datetime(2031, 1, 1, 8, 0)  # noqa: DTZ001 - a wall-clock time, as the form takes it


class Writer(threading.Thread):
    """Plans one session after another, as a person would by the form, and remembers each that the server confirmed."""

    def __init__(self, house: House, group: str, number: int) -> None:
        super().__init__(daemon=True)
        self.base, self.group, self.place = house.base, group, number * 30_000
        self.confirmed: list[dt.datetime] = []
        self.web = urllib.request.build_opener(_NoRedirect, urllib.request.HTTPCookieProcessor())
        self.over = False

    def enter(self) -> None:
        page = self._read("/example/")
        dana = re.search(r'action="(/example/staff/[^"]+)">(?:(?!</form>).)*Be Dana', page, re.DOTALL)
        assert dana, page
        self._send(dana[1], {})
        self.token = self._token(self._read(f"/groups/{self.group}/"))

    def run(self) -> None:
        while not self.over:
            # Minutes apart, so that each has a place of its own in the plan.
            at = FIRST + dt.timedelta(minutes=self.place)
            self.place += 1
            try:
                answer = self._send(f"/groups/{self.group}/plan-one/", {"starts_at": at.isoformat(timespec="minutes")})
            except (OSError, http.client.HTTPException):
                time.sleep(0.05)
                continue
            if answer == 302:
                self.confirmed.append(at)

    def _read(self, path: str) -> str:
        page: str = self.web.open(self.base + path, timeout=20).read().decode()
        self.token = self._token(page)
        return page

    def _send(self, path: str, fields: dict[str, str]) -> int:
        body = urllib.parse.urlencode({**fields, "csrfmiddlewaretoken": self.token}).encode()
        request = urllib.request.Request(self.base + path, body, {"Origin": self.base})
        try:
            return int(self.web.open(request, timeout=20).status)
        except urllib.error.HTTPError as answer:
            return answer.code

    @staticmethod
    def _token(page: str) -> str:
        found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        assert found, page
        return found[1]


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args: object) -> None:  # type: ignore[override]
        return None


def planned(data: Path) -> set[dt.datetime]:
    """The sessions that the database holds, by their wall-clock start (London, winter: UTC)."""
    with sqlite3.connect(f"file:{data}/underrose.sqlite3?mode=ro", uri=True) as database:
        rows = database.execute("select starts_at from groups_groupsession where starts_at like '2031%'").fetchall()
    return {dt.datetime.fromisoformat(row[0]).replace(tzinfo=None) for row in rows}


def endure(folder: Path, kills: int) -> None:
    house = House(folder)
    group = house.start_example()["group"]
    try:
        writers = [Writer(house, group, number) for number in range(2)]
        for writer in writers:
            writer.enter()
            writer.start()
        for number in range(kills):
            threading.Event().wait(0.7 + 0.13 * (number % 7))
            house.kill()
            house.start()
        threading.Event().wait(1)
        for writer in writers:
            writer.over = True
            writer.join(30)
    finally:
        house.stop()
    confirmed = {at for writer in writers for at in writer.confirmed}
    assert len(confirmed) > 2 * kills, "The writers hardly wrote; this says nothing."
    assert not confirmed - planned(house.data)
    verified = house.run("ledger", "verify", "--json")
    assert verified.returncode == 0, verified.stdout


@pytest.mark.sqlite
def test_three_kills_lose_nothing(tmp_path: Path) -> None:
    endure(tmp_path, 3)


@pytest.mark.sqlite
@pytest.mark.endure
def test_fifty_kills_lose_nothing(tmp_path: Path) -> None:
    endure(tmp_path, 50)
