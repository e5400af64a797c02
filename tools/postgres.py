"""A PostgreSQL of the tests' own, from the system's binaries, in a scratch folder, gone afterwards."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def binaries() -> Path | None:
    """The folder with initdb and pg_ctl of version 15 or newer, or None."""
    found = [Path(path).parent for path in [shutil.which("initdb")] if path and Path(path).exists()]
    found += sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name), reverse=True)
    for folder in found:
        if (folder / "pg_ctl").exists() and _version(folder) >= 15:
            return folder
    return None


def _version(folder: Path) -> int:
    words = subprocess.run([folder / "initdb", "--version"], capture_output=True, text=True, check=True).stdout
    return int(words.split()[2].split(".")[0])


@contextmanager
def running() -> Iterator[str]:
    """Start a cluster and yield its DATABASE_URL. PostgreSQL refuses root, so root steps down to `postgres`."""
    folder = binaries()
    if folder is None:
        raise FileNotFoundError("PostgreSQL 15 or newer was not found")
    home = Path(tempfile.mkdtemp(prefix="house-pg-", dir="/tmp"))
    step_down: dict[str, object] = {}
    if os.geteuid() == 0:
        names = {entry.pw_name: entry for entry in pwd.getpwall()}
        who = names.get("postgres") or names["nobody"]
        os.chown(home, who.pw_uid, who.pw_gid)
        step_down = {"user": who.pw_uid, "group": who.pw_gid}
    data = home / "data"

    def call(*command: object) -> None:
        subprocess.run([str(part) for part in command], check=True, capture_output=True, cwd=home, **step_down)  # type: ignore[call-overload]

    call(folder / "initdb", "-D", data, "-U", "underrose", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
    options = f"-c listen_addresses='' -k {home} -c fsync=off -c full_page_writes=off -c max_connections=60"
    call(folder / "pg_ctl", "-D", data, "-w", "-l", home / "log", "-o", options, "start")
    try:
        yield f"postgresql://underrose@/postgres?host={home}"
    finally:
        call(folder / "pg_ctl", "-D", data, "-m", "immediate", "stop")
        shutil.rmtree(home, ignore_errors=True)
