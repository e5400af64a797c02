"""Measures every text of the starter sets that members read, and writes docs/reading-level.md.

`python -m tests.safeguards.rules.reading_level` writes it anew; a test holds it to the texts.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import django
from django.apps import apps

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "underrose.config.settings")
if not apps.ready:
    django.setup()

from underrose.safeguards.accountability import texts as accountability
from underrose.safeguards.agreements import starter as agreement
from underrose.safeguards.rules import reading_level
from underrose.safeguards.rules import starter as rules
from underrose.safeguards.rules.reading_level import CEILING, Level

TABLE = Path(__file__).resolve().parents[3] / "docs" / "reading-level.md"
_SETS = {
    "all": "Rules for every group",
    "in-person": "Rules for groups that meet in person",
    "online": "Rules for groups that meet online",
    "part2": "Rules for groups under 42 CFR Part 2",
    "adolescent": "Rules for groups of young people",
}
_AGREEMENT, _LADDER = "The agreement", "The ladder, a chapter of the agreement"
_HEAD = f"""# Reading level

What members read is written for grade 6 and measured: no clause and no question may be harder than grade {CEILING:.0f},
by Flesch-Kincaid and by SMOG. A formula says how long words and sentences are, and not whether they are understood.
SMOG was made for thirty sentences; of a short clause it is a rough guide. Five people who read each language tell more.
A test keeps this table true; `python -m tests.safeguards.rules.reading_level` writes it anew.

Groups write clauses of their own; those are theirs, and are not in this table.
"""


@dataclass(frozen=True, slots=True)
class Measured:
    """One text and how hard it is."""

    chapter: str
    name: str
    level: Level

    def __str__(self) -> str:
        return f"{self.chapter}: {self.name}"


def measured() -> list[Measured]:
    """Every starter text that members read, and every question with its answers."""
    found: list[Measured] = []
    for chapter in _SETS:
        for text in rules.texts(rules.RULES):
            if text.set == chapter:
                found += _of(_SETS[chapter], text)
    for text in agreement.texts():
        found += _of(_AGREEMENT, text)
    for step in accountability.starter_ladder():
        words = "\n\n".join(step[name] for name in accountability.FIELDS if name != "title")
        found.append(Measured(_LADDER, step["title"], reading_level.level(words)))
    return found


def table() -> str:
    """The page of the docs."""
    found = measured()
    parts = [_HEAD]
    for chapter in (*_SETS.values(), _AGREEMENT, _LADDER):
        rows = [one for one in found if one.chapter == chapter]
        parts.append(f"\n## {chapter}\n\n| text | words | Flesch-Kincaid | SMOG |\n|---|---:|---:|---:|\n")
        parts += [_row(one.name, one.level) for one in rows]
    mean = [sum(kind) / len(found) for kind in zip(*[_grades(one.level) for one in found], strict=True)]
    most = [max(kind) for kind in zip(*[_grades(one.level) for one in found], strict=True)]
    parts.append(f"\n## All {len(found)} texts\n\n| | Flesch-Kincaid | SMOG |\n|---|---:|---:|\n")
    parts.append(f"| on average | {mean[0]:.1f} | {mean[1]:.1f} |\n| the hardest | {most[0]:.1f} | {most[1]:.1f} |\n")
    return "".join(parts)


def _of(chapter: str, text: rules.Text) -> Iterator[Measured]:
    yield Measured(chapter, text.title, reading_level.level(text.words))
    if precise := text.more.get("precise"):
        yield Measured(chapter, f"{text.title}, in precise words", reading_level.level(precise))
    if check := text.more.get("check"):
        yield Measured(chapter, f"{text.title}, the question", reading_level.level(asked(check)))


def asked(check: Mapping[str, Any]) -> str:
    """A question with its answers and their reasons, as one text."""
    return "\n\n".join([check["question"], *(f"{one['words']}\n\n{one['because']}" for one in check["options"])])


def _row(name: str, level: Level) -> str:
    return f"| {name} | {level.words} | {level.flesch_kincaid:.1f} | {level.smog:.1f} |\n"


def _grades(level: Level) -> tuple[float, float]:
    return max(level.flesch_kincaid, 0.0), level.smog


if __name__ == "__main__":
    TABLE.write_text(table(), encoding="utf-8")
