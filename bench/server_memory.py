"""Memory of the idle server, all its processes together, after each web worker has answered and the worker has ticked.

PSS (proc(5), smaps_rollup) counts a page that several processes share once, in parts.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

GOAL_MIB = 200
REQUESTS = 40  # so that every worker has answered some
START_SECONDS = 90


def main() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with tempfile.TemporaryDirectory() as folder:
        env = os.environ | {
            "UNDERROSE_DATA": f"{folder}/data",
            "UNDERROSE_KEYS": f"{folder}/keys",
        }
        program = [sys.executable, "-c", "from underrose.doors.cli import main; main()", "serve", "--port", str(port)]
        server = subprocess.Popen(program, env=env, stdout=subprocess.DEVNULL)
        try:
            _answered(port)
            for _ in range(REQUESTS):
                _get(port)
            time.sleep(5)
            figures = {pid: _pss(pid) for pid in _family(server.pid)}
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(30)
    total = round(sum(figures.values()) / 1024, 1)
    ratio = round(total / GOAL_MIB, 2)
    print(
        json.dumps(
            {
                "bench": "server.idle_memory",
                "value": total,
                "unit": "MiB PSS",
                "against": "200 MiB",
                "ratio": ratio,
                "goal": f"< {GOAL_MIB}",
                "processes": len(figures),
            }
        )
    )


def _answered(port: int) -> None:
    end = time.monotonic() + START_SECONDS
    while not _get(port):
        if time.monotonic() > end:
            raise SystemExit("The server did not answer.")
        time.sleep(0.3)


def _get(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=10):
            return True
    except urllib.error.HTTPError as error:
        error.close()
        return True
    except OSError:
        return False


def _family(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    for task in Path(f"/proc/{pid}/task").iterdir():
        children += (task / "children").read_text().split() if task.name != str(pid) else []
    return [pid, *(other for child in children for other in _family(int(child)))]


def _pss(pid: int) -> int:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))


if __name__ == "__main__":
    main()
