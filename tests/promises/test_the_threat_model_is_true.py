"""Every promise on the page names tests, and each of them is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs/threat-model.md").read_text()
PROMISED = PAGE.partition("## What is promised")[2].partition("\n## ")[0]
PROMISES = [line for line in PROMISED.splitlines() if line.startswith("| ") and "| promise |" not in line]


def test_every_promise_names_a_test() -> None:
    assert len(PROMISES) > 10
    assert [line for line in PROMISES if not re.search(r"`tests/[\w/]+\.py` *\|$|`tests/[\w/]+\.py`, ", line)] == []


@pytest.mark.parametrize("path", sorted(set(re.findall(r"`(tests/[^`]*)`", PAGE))))
def test_each_named_test_is_there(path: str) -> None:
    file = ROOT / path
    assert file.is_file(), "A promise names a test file; write the file's path, not a folder's."
    assert re.search(r"^def test_", file.read_text(), re.M)
