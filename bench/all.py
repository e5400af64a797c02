"""Run every bench, one process each, and print its JSON lines."""

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
failed = [
    path.name
    for path in sorted(HERE.glob("*.py"))
    if path.name not in ("__init__.py", "all.py", "spellings.py")
    and subprocess.run([sys.executable, "-m", f"bench.{path.stem}"], cwd=HERE.parent, check=False).returncode
]
if failed:
    sys.exit(f"Not measured: {', '.join(failed)}")
