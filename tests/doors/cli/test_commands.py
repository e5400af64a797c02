"""Commands as people run them, on an example house."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.doors.cli.conftest import PROGRAM, environment
from tests.house import copy_example

Run = Callable[..., subprocess.CompletedProcess[str]]
pytestmark = pytest.mark.sqlite


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    """A house with the example in it, and what `demo --json` says of it."""
    folder = tmp_path_factory.mktemp("example")
    return folder, copy_example(folder)


@pytest.fixture
def house(example: tuple[Path, dict[str, Any]], tmp_path: Path) -> Path:
    """A copy of it of one's own."""
    shutil.copytree(example[0], tmp_path / "house")
    return tmp_path / "house" / "data"


@pytest.fixture
def on(run: Run, house: Path) -> Run:
    return lambda *words, **more: run(*words, "--data", str(house), **more)


def test_verify_finds_an_untouched_house_sound(on: Run) -> None:
    answer = on("ledger", "verify", "--json")
    assert answer.returncode == 0, answer.stdout + answer.stderr
    assert json.loads(answer.stdout)["sound"] is True


def test_verify_ends_with_one_when_a_row_was_changed_behind_its_back(on: Run) -> None:
    change = "from underrose.people.models import Staff; Staff.objects.update(name='Somebody else')"
    on("django", "shell", "-v0", "-c", change)
    answer = on("ledger", "verify")
    assert answer.returncode == 1
    assert "NOT sound" in answer.stdout


def test_an_entry_is_proven_and_an_unknown_one_is_not(on: Run) -> None:
    ask = "from underrose.ground.ledger.models import Entry; print(Entry.objects.first().pk)"
    entry = on("django", "shell", "-v0", "-c", ask).stdout.split()[-1]
    assert on("ledger", "proof", entry).stdout.startswith("c2sp.org/tlog-proof@v1\n")
    unknown = on("ledger", "proof", "00000000-0000-0000-0000-000000000001")
    assert (unknown.returncode, unknown.stderr) == (
        1,
        "Error: No entry has the id 00000000-0000-0000-0000-000000000001.\n",
    )


def test_a_backup_is_made_proven_and_restored(on: Run, tmp_path: Path) -> None:
    made = json.loads(on("backup", str(tmp_path / "copies"), "--json").stdout)
    assert on("backup", "verify", made["data"]).returncode == 0
    on("user", "leave", "--yes", "dana@linden.example")
    answer = on("restore", made["data"])
    assert answer.returncode == 0, answer.stderr
    assert on("user", "link", "dana@linden.example").returncode == 0


def test_a_damaged_backup_changes_nothing(on: Run, tmp_path: Path, house: Path) -> None:
    made = json.loads(on("backup", str(tmp_path / "copies"), "--json").stdout)
    bytes_ = bytearray(Path(made["data"]).read_bytes())
    bytes_[len(bytes_) // 2] ^= 1
    Path(made["data"]).write_bytes(bytes_)
    before = (house / "underrose.sqlite3").read_bytes()
    answer = on("restore", made["data"])
    assert answer.returncode == 1
    assert answer.stderr.startswith("Error: ")
    assert (house / "underrose.sqlite3").read_bytes() == before


def test_a_one_time_link_carries_its_secret_behind_the_hash(on: Run) -> None:
    answer = on("user", "link", "dana@linden.example", UNDERROSE_PUBLIC_URL="https://rose.example.org")
    assert re.fullmatch(r"https://rose\.example\.org/staff/link/#[\w-]{22}\n", answer.stdout)


def test_a_leaver_gets_no_more_links(on: Run) -> None:
    assert on("user", "leave", "--yes", "lee@linden.example").returncode == 0
    answer = on("user", "link", "lee@linden.example")
    assert (answer.returncode, "No active member of staff" in answer.stderr) == (1, True)


def test_keys_are_listed_and_renewed_while_everything_still_opens(on: Run) -> None:
    assert {"purpose", "name", "state", "oldest"} <= set(json.loads(on("keys", "list", "--json").stdout)[0])
    assert on("keys", "rotate", "--root").returncode == 0
    answer = on("ledger", "verify")
    assert answer.returncode == 0, answer.stdout


def test_a_roster_waits_for_the_leader_and_is_taken_in_on_demand(
    on: Run, example: tuple[Path, dict[str, Any]], tmp_path: Path
) -> None:
    (tmp_path / "list.csv").write_text("Name;E-mail\nNora Quist;nora@mail.example\nBad Row;nonsense\n")
    words = ("import", str(tmp_path / "list.csv"), "--group", example[1]["group"], "--json")
    looked = json.loads(on(*words).stdout)
    assert (looked["good"], len(looked["bad"]), looked["taken_in"]) == (1, 1, 0)
    assert "Nora" not in json.dumps(looked)
    assert json.loads(on(*words, "--take-in").stdout)["taken_in"] == 1


def test_the_worker_does_what_is_due_and_ends(on: Run) -> None:
    answer = on("worker", "--once")
    assert (answer.returncode, answer.stdout + answer.stderr) == (0, "")


def test_demo_prints_one_json_line_and_serves(tmp_path: Path) -> None:
    import signal
    import socket
    import urllib.request

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [*PROGRAM, "demo", "--json", "--port", str(port)]
    process = subprocess.Popen(command, env=environment(), cwd=tmp_path, stdout=subprocess.PIPE, text=True)
    assert process.stdout
    try:
        line = json.loads(process.stdout.readline())
        assert set(line) >= {"url", "staff", "member", "group", "session", "sealed"}
        with urllib.request.urlopen(f"{line['url']}/in/", timeout=30) as answer:
            assert answer.status == 200
    finally:
        process.send_signal(signal.SIGTERM)
        rest = process.communicate(timeout=40)[0]
    assert (process.returncode, rest) == (0, "")
