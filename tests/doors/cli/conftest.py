"""An `underrose` command run as people run it, in a process of its own."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest

START_SECONDS = 60
PROGRAM = [sys.executable, "-c", "from underrose.doors.cli import main; main()"]


def environment(**more: str) -> dict[str, str]:
    ours = ("UNDERROSE_", "DJANGO_", "DATABASE_URL")
    return {name: value for name, value in os.environ.items() if not name.startswith(ours)} | more


@pytest.fixture
def run(tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run one command to its end."""

    def run(*words: str, **more: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*PROGRAM, *words], env=environment(**more), cwd=tmp_path, capture_output=True, text=True, timeout=90
        )

    return run


@dataclass
class Server:
    """`underrose serve`, running."""

    process: subprocess.Popen[str]
    port: int
    said: list[str] = field(default_factory=list)

    def get(self, path: str = "/in/") -> int:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=20) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as error:
            with error:
                return error.code

    def answers(self) -> bool:
        with suppress(OSError):
            return bool(self.get())
        return False

    def children(self) -> list[int]:
        tasks = Path(f"/proc/{self.process.pid}/task").glob("*/children")
        return [int(child) for task in tasks for child in task.read_text().split()]

    def until(self, true: Callable[[], bool]) -> bool:
        end = time.monotonic() + START_SECONDS
        while not true():
            if time.monotonic() > end or self.process.poll() is not None:
                return true()
            time.sleep(0.1)
        return True


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty house whose tables stand, to copy: making them takes seconds."""
    folder = tmp_path_factory.mktemp("prepared")
    command = [*PROGRAM, "serve", "--worker", "--data", str(folder / "data")]
    process = subprocess.Popen(command, env=environment(), cwd=folder)
    end = time.monotonic() + START_SECONDS
    while not (folder / "data" / "worker.beat").exists() and time.monotonic() < end:
        time.sleep(0.1)
    process.send_signal(signal.SIGTERM)
    assert process.wait(30) == 0
    return folder


@pytest.fixture
def serve(tmp_path: Path, prepared: Path) -> Iterator[Callable[..., Server]]:
    """Start `underrose serve` on a free port; it is stopped afterwards."""
    servers: list[Server] = []

    def serve(*words: str, empty: bool = False, **more: str) -> Server:
        if not empty:
            shutil.copytree(prepared, tmp_path, dirs_exist_ok=True)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        command = [*PROGRAM, "serve", "--data", str(tmp_path / "data"), "--port", str(port), *words]
        process = subprocess.Popen(
            command,
            env=environment(**more),
            cwd=tmp_path,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        servers.append(Server(process, port))
        assert process.stdout
        servers[-1].said.append(process.stdout.readline())
        return servers[-1]

    yield serve
    for server in servers:
        if server.process.poll() is None:
            server.process.send_signal(signal.SIGTERM)
            server.process.wait(40)
        assert server.process.stdout
        server.process.stdout.close()


def is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
