"""The two commands on a machine where something is missing: one line to copy, and nothing half made."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """A checkout's tools, and a first place in PATH for programs that are not what they should be."""
    shutil.copytree(ROOT / "tools", tmp_path / "tools")
    shutil.copytree(ROOT / "requirements", tmp_path / "requirements")
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    (tmp_path / "bin").mkdir()
    program(tmp_path, "id", "echo 1000")  # not root
    return tmp_path


def program(machine: Path, name: str, body: str) -> None:
    path = machine / "bin" / name
    path.write_text(f"#!/bin/sh\n{body}\n")
    path.chmod(0o755)


def call(machine: Path, *words: str, python: str = "python3") -> subprocess.CompletedProcess[str]:
    path = f"{machine}/bin:{os.environ['PATH']}"
    return subprocess.run(
        words, cwd=machine, capture_output=True, text=True, check=False, env={"PATH": path, "PYTHON": python}
    )


def test_a_missing_python_is_named_with_the_line_to_copy(machine: Path) -> None:
    said = call(machine, "tools/set-up", "run", python="python-that-is-not-there")
    assert said.returncode == 1
    assert "sudo apt-get install -y python3 python3-venv" in said.stderr


def test_an_old_python_is_refused_before_anything_is_made(machine: Path) -> None:
    program(machine, "old", 'case "$1" in -V) echo Python 3.9.2 ;; *) exit 1 ;; esac')
    said = call(machine, "tools/set-up", "run", python="old")
    assert "needs Python 3.11 or newer" in said.stderr
    assert not (machine / ".venv").exists()


def test_without_venv_somebody_who_is_not_root_gets_one_line(machine: Path) -> None:
    program(machine, "bare", 'case "$2" in *ensurepip*) exit 1 ;; *python%d*) echo python3.11-venv ;; esac')
    said = call(machine, "tools/set-up", "run", python="bare")
    assert said.returncode == 1
    assert "sudo apt-get install -y python3.11-venv" in said.stderr


def test_what_the_tests_need_of_the_system_is_named_in_one_line(machine: Path) -> None:
    for name in ("sh", "printf", "ls"):
        (machine / "bin" / name).symlink_to(shutil.which(name) or "")
    bare = {"PATH": f"{machine}/bin"}
    found = subprocess.run(["tools/system"], cwd=machine, capture_output=True, text=True, check=True, env=bare)
    assert "sudo apt-get install -y --no-install-recommends chromium chromium-driver" in found.stdout


def test_a_part_that_was_not_run_is_said_and_fails_where_all_must_run(machine: Path) -> None:
    code = (
        "import sys; sys.path.insert(0, 'tools'); import test\n"
        "def absent(): raise test.NotRun('It was not found. Copy: sudo apt-get install it')\n"
        "test.PARTS['sqlite'] = absent; sys.exit(test.main(['sqlite']))"
    )
    for surroundings, status in (({}, 0), ({"CI": "true"}, 1)):
        ran = subprocess.run(
            [shutil.which("python3") or "python3", "-c", code],
            cwd=machine,
            capture_output=True,
            text=True,
            check=False,
            env={"PATH": os.environ["PATH"], **surroundings},
        )
        assert "NOT RUN: sqlite. It was not found." in ran.stdout
        assert "Parts not run: 1." in ran.stdout
        assert ran.returncode == status
