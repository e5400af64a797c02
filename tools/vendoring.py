"""`make vendor`: bundle other people's code anew from its locked packages and compare with what is committed.

Needs node and npm, and nobody else in the house does. `python tools/vendoring.py --write` renews what is committed
after a change of tools/vendor/package.json; then look at the difference before you commit it.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
RECIPE = ROOT / "tools" / "vendor"
KEPT = ROOT / "src" / "underrose" / "people" / "readers" / "static" / "readers" / "vendor"
BUNDLE = "--bundle --format=esm --target=es2022 --charset=utf8 --legal-comments=none --minify-syntax".split()


def main(write: bool) -> int:
    with tempfile.TemporaryDirectory() as folder:
        made = bundle(Path(folder))
    differs = [name for name, data in made.items() if not same(KEPT / name, data)]
    if write:
        for name, data in made.items():
            (KEPT / name).write_bytes(data)
        print(f"Written: {', '.join(differs) or 'nothing new'}.")
        return 0
    for name in made:
        print(f"{name}: {'DIFFERS from what is committed' if name in differs else 'the same, byte for byte'}")
    return 1 if differs else 0


def same(path: Path, data: bytes) -> bool:
    return path.exists() and path.read_bytes() == data


def bundle(folder: Path) -> dict[str, bytes]:
    """The bundle, its packages' licences, and the page that names both."""
    for path in RECIPE.iterdir():
        shutil.copy(path, folder)
    run("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", cwd=folder)
    run("node_modules/.bin/esbuild", "hpke.js", *BUNDLE, "--outfile=made/hpke.js", "--log-level=error", cwd=folder)
    packages = inside(folder)
    files = {"hpke.js": (folder / "made" / "hpke.js").read_bytes(), "LICENSES.txt": licences(folder, packages)}
    return {**files, "VENDORED.md": page(packages, files)}


def inside(folder: Path) -> dict[str, str]:
    """What the bundle is made of, by name: the lock's packages but for the tool itself."""
    lock = json.loads((folder / "package-lock.json").read_text())["packages"]
    return {
        place.removeprefix("node_modules/"): package["version"]
        for place, package in sorted(lock.items())
        if place and not package.get("dev")
    }


def licences(folder: Path, packages: dict[str, str]) -> bytes:
    texts = []
    for name, version in packages.items():
        text = next((folder / "node_modules" / name).glob("LICENSE*")).read_text().strip()
        texts.append(f"{name} {version}\n\n{text}\n")
    return "\n\n".join(texts).encode()


def page(packages: dict[str, str], files: dict[str, bytes]) -> bytes:
    esbuild = json.loads((RECIPE / "package.json").read_text())["devDependencies"]["esbuild"]
    rows = [f"| `{name}` | `{hashlib.sha256(data).hexdigest()}` |" for name, data in files.items()]
    parts = [f"| `{name}` | {version} |" for name, version in packages.items()]
    return "\n".join(
        [
            "# Cryptography in the page",
            "",
            f"Bundled unchanged from npm packages by esbuild {esbuild}, not minified, so that it can be read. "
            "`make vendor` makes it",
            "anew from `tools/vendor/` and compares byte for byte. All of it is under the MIT licence "
            "(`LICENSES.txt`).",
            "",
            "| package | version |",
            "|---|---|",
            *parts,
            "",
            "| file | sha256 |",
            "|---|---|",
            *rows,
            "",
        ]
    ).encode()


def run(*command: str, cwd: Path) -> None:
    if shutil.which(command[0]) is None and not (cwd / command[0]).exists():
        sys.exit(f"{command[0]} was not found. `make vendor` needs node and npm; nothing else does.")
    if subprocess.run(command, cwd=cwd, check=False).returncode:
        sys.exit(f"Not compared: {command[0]} failed.")


if __name__ == "__main__":
    sys.exit(main("--write" in sys.argv[1:]))
