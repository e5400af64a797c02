"""Renew requirements/*.txt: pins with hashes, and no registry's address in them. Needs uv and a network."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
COMMON = ["--python-version", "3.11", "--universal", "--generate-hashes", "--no-header", "--no-emit-index-url", "-q"]
LOCKS = {
    "build": ["requirements/build.in"],
    "run": ["pyproject.toml"],
    "test": ["pyproject.toml", "--extra", "dev"],
}

for name, sources in LOCKS.items():
    target = ROOT / "requirements" / f"{name}.txt"
    if subprocess.run(
        ["uv", "pip", "compile", *sources, *COMMON, "-U", "-o", target], cwd=ROOT, check=False
    ).returncode:
        sys.exit("Not renewed. Is uv installed?  pip install uv")
    print(f"{target.relative_to(ROOT)}: {target.read_text().count('==')} packages")
