"""A running house: keys are replaced under people's hands, the house is shut and opened, and comes back from paper."""

from __future__ import annotations

import json
import re
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyotp
import pytest

from tests.house import House
from tests.promises.browser import Browser

pytestmark = pytest.mark.sqlite


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[House, dict[str, Any]]]:
    house = House(tmp_path_factory.mktemp("house"))
    yield house, house.start_example()
    house.stop()


def signed_in(house: House, person: dict[str, str]) -> Browser:
    browser = Browser(house.base)
    browser.get("/staff/sign-in/")
    browser.post("/staff/sign-in/", {"login": person["email"], "password": person["password"]})
    second = browser.get(browser.visited[-1].headers.get("Location", "/staff/second-factor/"))
    browser.post(second.address, {"code": pyotp.TOTP(person["totp_secret"]).now()})
    return browser


def test_keys_are_replaced_under_peoples_hands_and_nobody_fails(example: tuple[House, dict[str, Any]]) -> None:
    house, told = example
    pages = [f"/groups/{told['group']}/", f"/sessions/{told['session']}/"]
    leader = signed_in(house, told["staff"]["facilitator"])
    assert leader.get(pages[0]).status == 200
    cookies = "; ".join(f"{c.name}={c.value}" for h in leader.web.handlers for c in getattr(h, "cookiejar", ()))
    stop, failed, answered = threading.Event(), [], [0]

    def ask() -> None:
        while not stop.is_set():
            for path in pages:
                request = urllib.request.Request(house.base + path, headers={"Cookie": cookies})
                try:
                    with urllib.request.urlopen(request) as answer:
                        answer.read()
                        answered[0] += 1
                except (urllib.error.HTTPError, OSError) as error:
                    failed.append(f"{path}: {error}")

    threads = [threading.Thread(target=ask) for _each in range(2)]
    for thread in threads:
        thread.start()
    practice = re.search(r"practice ([0-9a-f-]{36})", house.run("keys", "list").stdout)
    assert practice
    said = [house.run(*words) for words in (("keys", "rotate", "--root"), ("keys", "rotate"))]
    said.append(house.run("keys", "reseal", "--practice", practice[1]))
    stop.set()
    for thread in threads:
        thread.join()
    for done in said:
        assert done.returncode == 0, done.stderr
        print(done.stdout)
    print(f"{answered[0]} pages meanwhile, {len(failed)} failed")
    assert failed == []
    assert answered[0] > 20
    assert house.run("ledger", "verify").returncode == 0


def test_locked_now_every_process_answers_closed_and_unlock_opens_it(example: tuple[House, dict[str, Any]]) -> None:
    house, told = example
    leader = signed_in(house, told["staff"]["facilitator"])
    page = f"/groups/{told['group']}/"
    assert leader.get(page).status == 200
    assert house.run("lock", "now").returncode == 0
    began = time.monotonic()
    assert {leader.get(page).status for _each in range(40)} == {503}
    print(f"40 requests to all processes refused in {time.monotonic() - began:.2f} s")
    assert Browser(house.base).get("/").status == 503
    assert house.run("worker", "--once").returncode == 1
    assert "locked" in house.run("worker", "--once").stderr
    opened = house.run("unlock")
    assert opened.returncode == 0, opened.stderr
    assert leader.get(page).status == 200
    assert house.run("ledger", "verify").returncode == 0


def test_the_list_of_keys_names_every_file_and_holder(example: tuple[House, dict[str, Any]]) -> None:
    house, _told = example
    found = json.loads(house.run("keys", "list", "--json").stdout)
    purposes = {key["purpose"] for key in found}
    assert {"wraps practice keys", "wraps subject keys", "seals fields", "web sessions and forms"} <= purposes
    assert "another file in the folder of keys" not in purposes


class TestPassphrase:
    """A house that is handed over to a passphrase, from the command line."""

    WORDS = "six words that do not belong together"

    def test_it_starts_locked_and_opens_with_the_passphrase(self, tmp_path: Path) -> None:
        house = House(tmp_path, environment={"UNDERROSE_RUNTIME": f"/dev/shm/test-{tmp_path.name}"})
        house.start()
        house.stop()
        twice = f"{self.WORDS}\n{self.WORDS}\n"
        held = self._told(house, twice, "keys", "hold", "passphrase")
        assert "behind a passphrase" in held
        assert self._told(house, "", "lock", "now").startswith("Locked")
        house.start()
        try:
            assert "The house is locked" in house.log.read_text()
            assert Browser(house.base).get("/").status == 503
            wrong = self._run(house, "not these words, I think\n", "unlock", "--from", "-")
            assert wrong.returncode == 1
            assert "not the passphrase" in wrong.stderr
            assert Browser(house.base).get("/").status == 503
            assert "Unlocked" in self._told(house, f"{self.WORDS}\n", "unlock", "--from", "-")
            assert Browser(house.base).get("/").status == 200
        finally:
            house.stop()
            self._run(house, "", "lock", "now")
            Path(f"/dev/shm/test-{tmp_path.name}").rmdir()

    def _told(self, house: House, typed: str, *words: str) -> str:
        done = self._run(house, typed, *words)
        assert done.returncode == 0, done.stderr
        return str(done.stdout)

    def _run(self, house: House, typed: str, *words: str) -> Any:
        import subprocess

        from tests.house import COMMAND

        return subprocess.run(
            ["setsid", "--wait", COMMAND, *words, "--data", house.data],
            input=typed,
            capture_output=True,
            text=True,
            check=False,
            env=house._environment(),
        )
