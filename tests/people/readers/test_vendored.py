"""What is vendored is what its page says, and what its packages make."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from underrose.people import readers

ROOT = Path(__file__).parents[3]
VENDOR = Path(readers.__file__).parent / "static" / "readers" / "vendor"
PAGE = (VENDOR / "VENDORED.md").read_text()
LOCK = ROOT / "tools" / "vendor" / "package-lock.json"


def test_each_vendored_file_has_the_hash_that_its_page_says() -> None:
    said = dict(re.findall(r"^\| `([\w.]+)` \| `([0-9a-f]{64})` \|$", PAGE, re.MULTILINE))
    found = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in VENDOR.iterdir()}
    assert said == {name: hash_ for name, hash_ in found.items() if name != "VENDORED.md"}


def test_each_package_is_locked_with_a_hash_and_names_no_address() -> None:
    packages = json.loads(LOCK.read_text())["packages"]
    inside = {name.removeprefix("node_modules/"): each for name, each in packages.items() if name}
    for name, version in re.findall(r"^\| `(@?[\w/.-]+)` \| ([\d.]+) \|$", PAGE, re.MULTILINE):
        assert inside[name]["version"] == version
    assert all(each["integrity"].startswith("sha512-") for each in inside.values())
    assert "resolved" not in LOCK.read_text()


def test_the_bundle_asks_for_nothing_that_the_pages_policy_refuses() -> None:
    code = (VENDOR / "hpke.js").read_text()
    assert not [word for word in ("eval(", "new Function", "WebAssembly", "fetch(", "XMLHttpRequest") if word in code]


@pytest.mark.endure
def test_the_bundle_is_made_again_byte_for_byte() -> None:
    if shutil.which("npm") is None:
        pytest.skip("needs node and npm: the bundle was not made again")
    made = subprocess.run(
        [sys.executable, ROOT / "tools" / "vendoring.py"], capture_output=True, text=True, timeout=280
    )
    assert made.returncode == 0, made.stdout + made.stderr
