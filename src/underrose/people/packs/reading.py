"""Read the packs. A file has `code`, `name`, `looked_at`, and lists of statements, one list for each topic.

Topics know their own shape (`retention` is one); what a file says on topics that nobody here asks about is left alone,
so that a newer pack can be read by an older house.
"""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

CONTENT = Path(__file__).parent / "content"


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


@dataclass(frozen=True, slots=True)
class Pack:
    """What is known of one place."""

    code: str
    name: str
    looked_at: dt.date
    topics: Mapping[str, tuple[Statement, ...]]

    def on(self, topic: str) -> tuple[Statement, ...]:
        return self.topics.get(topic, ())


@cache
def packs() -> Mapping[str, Pack]:
    """Every pack by its code, in the order of their names. Raises PackDamaged."""
    found = [read(path.read_text("utf-8"), path.stem) for path in CONTENT.glob("*.toml")]
    return {pack.code: pack for pack in sorted(found, key=lambda pack: pack.name)}


def read(text: str, code: str) -> Pack:
    """One pack from its text. Raises PackDamaged."""
    try:
        held = tomllib.loads(text)
        looked_at = held["looked_at"]
        if not isinstance(looked_at, dt.date) or not isinstance(held["name"], str):
            raise PackDamaged(code)
        topics = {
            topic: tuple(_statement(row, looked_at, f"{code}: {topic}") for row in rows)
            for topic, rows in held.items()
            if isinstance(rows, list)
        }
    except (tomllib.TOMLDecodeError, KeyError, AttributeError) as error:
        raise PackDamaged(f"{code}: {error}") from None
    return Pack(code, held["name"], looked_at, topics)


def _statement(row: Mapping[str, Any], looked_at: dt.date, where: str) -> Statement:
    says, source, kind = (str(row.get(name, "")).strip() for name in ("says", "source", "kind"))
    if not says or not source or kind not in ("law", "guidance", "house"):
        raise PackDamaged(f"{where}: a statement needs says, source and kind")
    values = {name: value for name, value in row.items() if name not in ("says", "source", "kind", "looked_at")}
    return Statement(says, source, kind, row.get("looked_at", looked_at), values)
