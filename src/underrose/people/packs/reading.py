"""Read the packs. A file has `name`, `version`, `looked_at`, and lists of statements, one list for each topic.

A practice's own packs lie in `packs/` of the data folder; one with the code of ours stands in its place. One in which
the linter finds an error is left out whole and named: nothing is counted that doesn't say where it stands.
"""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings

from underrose.people.packs import checking

CONTENT = Path(__file__).parent / "content"
_COMMON = ("says", "plain", "source", "kind", "basis", "confirm", "looked_at", "link")


class PackDamaged(ValueError):
    """A pack that says something without saying where it stands."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing that a pack says on a topic: its values, and where it comes from."""

    says: str
    source: str
    kind: str  # law: binds; guidance: of a profession or an authority; house: our own reasoning
    looked_at: dt.date
    values: Mapping[str, Any]
    plain: str = ""  # the same for members
    basis: str = ""  # how it is known: text, secondary, memory; reasoned
    confirm: bool = False  # a lawyer has to say yes before anybody leans on it
    link: str = ""


@dataclass(frozen=True, slots=True)
class Pack:
    """What is known of one place."""

    code: str
    name: str
    looked_at: dt.date
    topics: Mapping[str, tuple[Statement, ...]]
    version: int = 1
    under: str = ""  # the wider place whose pack counts too
    is_own: bool = False  # from the practice's own folder

    def on(self, topic: str) -> tuple[Statement, ...]:
        return self.topics.get(topic, ())


def own_folder() -> Path:
    """Where a practice puts packs of its own."""
    return Path(settings.DATA_DIR) / "packs"


def packs() -> Mapping[str, Pack]:
    """Every pack by its code, in the order of their names. Raises PackDamaged for one of ours."""
    return _joined(_stamp())


def damaged() -> tuple[str, ...]:
    """The names of files in the practice's own folder that can't be read."""
    return _own(_stamp())[1]


@cache
def shipped() -> Mapping[str, Pack]:
    """The packs that come with the house."""
    return {path.stem: read(path.read_text("utf-8"), path.stem) for path in sorted(CONTENT.glob("*.toml"))}


def read(text: str, code: str, *, is_own: bool = False) -> Pack:
    """One pack from its text. Raises PackDamaged."""
    try:
        held = tomllib.loads(text)
        looked_at, version, under = held["looked_at"], held.get("version", 1), held.get("under", "")
        if type(looked_at) is not dt.date or not isinstance(held["name"], str) or not isinstance(under, str):
            raise PackDamaged(code)
        topics = {
            topic: tuple(_statement(row, looked_at, f"{code}: {topic}") for row in rows)
            for topic, rows in held.items()
            if isinstance(rows, list)
        }
        return Pack(code, held["name"], looked_at, topics, int(version), under, is_own)
    except (tomllib.TOMLDecodeError, KeyError, AttributeError, TypeError, ValueError, RecursionError) as error:
        raise PackDamaged(f"{code}: {error}") from None


def _statement(row: Mapping[str, Any], looked_at: dt.date, where: str) -> Statement:
    says, source, kind = (str(row.get(name, "")).strip() for name in ("says", "source", "kind"))
    if not says or not source or kind not in ("law", "guidance", "house"):
        raise PackDamaged(f"{where}: a statement needs says, source and kind")
    return Statement(
        says,
        source,
        kind,
        row.get("looked_at", looked_at),
        {name: value for name, value in row.items() if name not in _COMMON},
        plain=str(row.get("plain", "")).strip(),
        basis=str(row.get("basis", "")),
        confirm=row.get("confirm") is True,
        link=str(row.get("link", "")),
    )


_Stamp = tuple[tuple[str, int, int], ...]


def _stamp() -> _Stamp:
    """What would differ if the practice's own folder had changed: so that no restart is needed."""
    return tuple(sorted(_files(own_folder())))


def _files(folder: Path) -> Iterator[tuple[str, int, int]]:
    if not folder.is_dir():
        return
    for path in folder.glob("*.toml"):
        try:
            found = path.stat()
        except OSError:
            continue  # gone since it was listed
        yield str(path), found.st_mtime_ns, found.st_size


@cache
def _joined(stamp: _Stamp) -> Mapping[str, Pack]:
    found = {**shipped(), **_own(stamp)[0]}
    return {pack.code: pack for pack in sorted(found.values(), key=lambda pack: pack.name)}


@cache
def _own(stamp: _Stamp) -> tuple[Mapping[str, Pack], tuple[str, ...]]:
    paths = [Path(name) for name, _changed, _size in stamp]
    ours = [CONTENT / f"{code}.toml" for code in shipped()]
    # No day is still to come for the last of all days: how old a look is, is for whoever keeps the file.
    found = checking.check(paths, beside=ours, today=dt.date.max)
    broken = {finding.path for finding in found if finding.level == "error"}
    packs: dict[str, Pack] = {}
    for path in paths:
        try:
            if str(path) not in broken:
                packs[path.stem] = read(path.read_text("utf-8"), path.stem, is_own=True)
        except (PackDamaged, OSError, UnicodeDecodeError):  # changed since it was checked
            broken.add(str(path))
    return packs, tuple(sorted(Path(name).name for name in broken))
