"""All that is left is a backup and some papers: two bring nothing back, three bring back everything."""

from __future__ import annotations

import subprocess
import time
from pathlib import Path
from typing import Any

import pytest

from tests.house import COMMAND
from tests.world import NOON
from underrose.ground.vault import backup, shares

pytestmark = pytest.mark.sqlite


@pytest.mark.usefixtures("heron_at_home")
def test_two_papers_bring_nothing_back_and_three_everything(house: Path, own_root_key: Path, tmp_path: Path) -> None:
    papers = shares.make(at=NOON)
    kept = backup.make(tmp_path / "last.backup", at=NOON)
    blank = tmp_path / "blank"

    def run(*words: str) -> Any:
        return subprocess.run(
            [COMMAND, *words, "--data", blank],
            capture_output=True,
            text=True,
            check=False,
            env={"PATH": "/usr/bin:/bin", "HOME": str(tmp_path)},
        )

    two = [word for paper in papers[:2] for word in ("--share", paper.text)]
    refused = run("keys", "recover", *two)
    assert refused.returncode == 1
    assert "2 of 3 shares are here" in refused.stderr
    assert not (tmp_path / "blank.keys" / "root.key").exists()
    began = time.monotonic()
    three = [word for paper in papers[2:] for word in ("--share", paper.text)]
    brought = run("keys", "recover", *three)
    assert brought.returncode == 0, brought.stderr
    print(brought.stdout)
    assert (tmp_path / "blank.keys" / "root.key").read_bytes() == own_root_key.read_bytes()
    restored = run("restore", str(kept.data))
    assert restored.returncode == 0, restored.stderr
    print(restored.stdout, f"From papers to a restored house in {time.monotonic() - began:.1f} s")
    assert "sealed field" in restored.stdout
    verified = run("ledger", "verify")
    assert verified.returncode == 0, verified.stdout + verified.stderr
