"""A real house for the evening: `underrose serve` in a scratch folder, and a browser."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

ARGS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
COMMAND = Path(sys.executable).parent / "underrose"


@dataclass
class House:
    """A running `underrose serve`."""

    process: subprocess.Popen[str]
    data: Path
    base: str
    log: Path

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Another command on the same data."""
        return subprocess.run(
            [COMMAND, *words, "--data", self.data], capture_output=True, text=True, check=False, env=_environment()
        )

    def first_run(self) -> str:
        """The one-time address that the terminal printed."""
        found = re.search(r"http\S+/first-run/#\S+", self.log.read_text())
        assert found, self.log.read_text()
        return found[0]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _environment() -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("UNDERROSE_", "DJANGO_"))}
    return kept | {"PYTHONUNBUFFERED": "1"}


@pytest.fixture(scope="module")
def open_house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[], House]]:
    """Start a server on an empty folder."""
    running: list[House] = []

    def start() -> House:
        folder = tmp_path_factory.mktemp("house")
        port, log = free_port(), folder / "log"
        with log.open("w") as out:
            process = subprocess.Popen(
                [COMMAND, "serve", "--port", str(port), "--data", folder / "data"],
                stdout=out,
                stderr=subprocess.STDOUT,
                text=True,
                env=_environment(),
            )
        house = House(process, folder / "data", f"http://127.0.0.1:{port}", log)
        running.append(house)
        _wait(house, port)
        return house

    yield start
    for house in running:
        house.process.send_signal(signal.SIGTERM)
        house.process.wait(30)


def _wait(house: House, port: int) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        assert house.process.poll() is None, house.log.read_text()
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0 and "http" in house.log.read_text():
                return
        time.sleep(0.2)
    raise TimeoutError(house.log.read_text())


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    alone = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=ARGS + alone)
        yield chromium
        chromium.close()
