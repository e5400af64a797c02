"""Look for what must not be there: in every file of the house while it runs, its log, its backup and its addresses."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from tests.house import House


def found(house: House, words: Sequence[str], addresses: Iterable[str]) -> list[str]:
    """Every place that holds one of the words, whatever its case; as UTF-8, UTF-16 and percent-encoded."""
    backup = house.folder / "backup"
    made = house.run("backup", str(backup))
    assert made.returncode == 0, made.stdout + made.stderr
    places = {str(path.relative_to(house.folder)): path.read_bytes() for path in _files(house.folder)}
    assert any("sqlite3-wal" in name for name in places), "The write-ahead log was not looked at."
    places["addresses"] = "\n".join(addresses).encode()
    return [
        f"{word!r} in {name}"
        for name, content in places.items()
        for word in words
        if any(form in content.lower() for form in _forms(word))
    ]


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def _forms(word: str) -> list[bytes]:
    plain = word.lower()
    return [
        plain.encode(),
        plain.encode("utf-16-le"),
        plain.replace(" ", "%20").encode(),
        plain.replace(" ", "+").encode(),
    ]
