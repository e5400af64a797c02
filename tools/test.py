"""`make test`: every check, in order; at the end what ran, what failed, and what was not run and why.

`python tools/test.py [lint|sqlite|browser|postgresql|endure …]` runs those parts alone.
With CI=true anything not run is a failure.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import postgres

ROOT = Path(__file__).parent.parent
BIN = Path(sys.executable).parent
CORES = str(os.cpu_count() or 1)


class NotRun(Exception):
    """A part that this machine can't run; says why and the line to copy."""


def call(*command: str, **environment: str) -> bool:
    print("$", *command, flush=True)
    return subprocess.run(command, cwd=ROOT, env={**os.environ, **environment}, check=False).returncode == 0


def tool(name: str, *words: str) -> bool:
    return call(str(BIN / name), *words)


def lint() -> bool:
    return all(
        [
            tool("ruff", "check", "."),
            tool("ruff", "format", "--check", "."),
            tool("lint-imports", "--config", "contracts.ini"),
            tool("mypy"),
            tool("python", "-m", "django", "makemigrations", "--check", "--dry-run", "--settings=tests.settings"),
        ]
    )


def sqlite() -> bool:
    return tool("pytest", "-q", "-n", CORES, "-m", "not browser and not endure and not postgresql")


def browser() -> bool:
    if not any(shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome")):
        raise NotRun("Chromium was not found. Copy: sudo apt-get install -y chromium")
    # By file, because a file's tests share one house and one Chromium.
    return tool("pytest", "-q", "-n", CORES, "--dist", "loadfile", "-m", "browser and not endure")


def postgresql() -> bool:
    if postgres.binaries() is None:
        raise NotRun("PostgreSQL 15 or newer was not found. Copy: sudo apt-get install -y postgresql")
    with postgres.running() as url:
        kept = "not browser and not endure and not sqlite"
        return call(str(BIN / "pytest"), "-q", "-n", CORES, "-m", kept, DATABASE_URL=url)


def endure() -> bool:
    return tool("pytest", "-q", "-m", "endure", "--timeout", "3600", "-o", "faulthandler_timeout=0")


PARTS: dict[str, Callable[[], bool]] = {part.__name__: part for part in (lint, sqlite, browser, postgresql, endure)}
USUAL = ("lint", "sqlite", "browser", "postgresql")


def main(names: list[str]) -> int:
    failed, left_out = [], {}
    for name in names or USUAL:
        began = time.monotonic()
        try:
            if not PARTS[name]():
                failed.append(name)
        except NotRun as reason:
            left_out[name] = str(reason)
        print(f"· {name}: {time.monotonic() - began:.0f} s", flush=True)
    for name, reason in left_out.items():
        print(f"NOT RUN: {name}. {reason}")
    print(f"Parts that failed: {', '.join(failed) or 'none'}. Parts not run: {len(left_out)}.")
    return 1 if failed or (left_out and os.environ.get("CI") == "true") else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
