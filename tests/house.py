"""A real house: `underrose serve` (or `demo`) in a scratch folder, as an operator starts it."""

from __future__ import annotations

import fcntl
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

MINUTES = 10  # after these the example is made anew, because its evening draws near
KEPT = "KEPT_EXAMPLE"  # where this run of the tests keeps the one that the others are copied from
COMMAND = Path(sys.executable).parent / "underrose"
# The house's own settings, and the language of tests/pseudo for whoever asks for it.
PSEUDO = {"DJANGO_SETTINGS_MODULE": "tests.pseudo.settings", "PYTHONPATH": str(Path(__file__).parent.parent)}


@dataclass
class House:
    """A data folder, and the server that runs on it now."""

    folder: Path
    port: int = 0
    process: subprocess.Popen[str] | None = None
    environment: dict[str, str] = field(default_factory=dict)

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def log(self) -> Path:
        return self.folder / "log"

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self, command: str = "serve", *words: str) -> None:
        """Start a server and wait until it answers."""
        self.port = self.port or free_port()
        with self.log.open("w") as out:
            self.process = subprocess.Popen(
                [COMMAND, command, "--port", str(self.port), "--data", self.data, *words],
                stdout=out,
                stderr=subprocess.STDOUT,
                text=True,
                env=self._environment(),
                start_new_session=True,
            )
        until = time.monotonic() + 90
        while time.monotonic() < until:
            assert self.process.poll() is None, self.log.read_text()
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0 and "http" in self.log.read_text():
                    return
            time.sleep(0.1)
        raise TimeoutError(self.log.read_text())

    def start_example(self) -> dict[str, Any]:
        """Start the example practice, as a copy; what `demo --json` says of it."""
        told = copy_example(self.folder)
        self.environment["UNDERROSE_EXAMPLE_SWITCH"] = "True"
        self.start()
        return told | {"url": self.base}

    def stop(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(40)

    def kill(self) -> None:
        """`kill -9` of every process of the server at once."""
        assert self.process is not None
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(10)

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Another command on the same data."""
        return subprocess.run(
            [COMMAND, *words, "--data", self.data], capture_output=True, text=True, check=False, env=self._environment()
        )

    def first_run(self) -> str:
        """The one-time address that the terminal printed."""
        found = re.search(r"http\S+/first-run/#\S+", self.log.read_text())
        assert found, self.log.read_text()
        return found[0]

    def _environment(self) -> dict[str, str]:
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("UNDERROSE_", "DJANGO_"))}
        return kept | {"PYTHONUNBUFFERED": "1"} | self.environment


def copy_example(folder: Path) -> dict[str, Any]:
    """Put a copy of the example that was made for this run there; what `demo --json` said of it.

    Making one takes as long as a dozen pages. `underrose demo` itself is tried in tests/doors/cli/test_commands.py.
    """
    kept = Path(os.environ[KEPT])
    with (kept / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        first = House(kept / "example")
        if not first.log.exists() or time.time() - first.log.stat().st_mtime > MINUTES * 60:
            shutil.rmtree(first.folder, ignore_errors=True)
            first.folder.mkdir()
            first.start("demo", "--json")
            first.stop()
        shutil.copytree(first.folder, folder, dirs_exist_ok=True)
    return dict(json.loads(next(line for line in (folder / "log").read_text().splitlines() if line.startswith("{"))))


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
