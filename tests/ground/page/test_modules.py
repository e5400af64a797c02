"""The small modules: short, without packages, and their own tests run where node is."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

import underrose

PACKAGE = Path(underrose.__file__).parent
MODULES = sorted(module for module in PACKAGE.rglob("static/**/*.js") if "vendor" not in module.parts)
TESTS = [module for module in MODULES if module.name.endswith(".test.js")]


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.name)
def test_a_module_is_short_and_imports_only_its_neighbours(module: Path) -> None:
    text = module.read_text()
    assert len(text.splitlines()) <= 120
    if module not in TESTS:
        assert "http://" not in text
        assert "https://" not in text
        assert not any(word in text for word in ("eval(", "innerHTML", "outerHTML", "document.write"))


@pytest.mark.parametrize("module", TESTS, ids=lambda module: module.name)
def test_what_node_says_of_a_module(module: Path) -> None:
    node = shutil.which("node")
    if node is None:
        pytest.skip("needs node 18 or newer: the modules' own tests were not run")
    said = subprocess.run([node, "--test", str(module)], capture_output=True, text=True, timeout=60)
    assert said.returncode == 0, said.stdout + said.stderr
