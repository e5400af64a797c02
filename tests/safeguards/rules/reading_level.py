"""How hard a text is to read: the Flesch-Kincaid grade, with syllables counted as groups of vowels.

Kincaid et al. 1975 (Research Branch Report 8-75): 0.39 × words per sentence + 11.8 × syllables per word - 15.59.
`python -m tests.safeguards.rules.reading_level` writes docs/reading-level.md anew.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import django
from django.apps import apps

if not apps.ready:
    django.setup()

from underrose.safeguards.agreements import starter as agreement
from underrose.safeguards.rules import starter as rules

TABLE = Path(__file__).resolve().parents[3] / "docs" / "reading-level.md"
_HEAD = """# Reading level

What members read is written for grade 6 and measured: no clause may be harder than grade 8 (Flesch-Kincaid, syllables
counted as groups of vowels). A formula says how long words and sentences are, and not whether they are understood.
A test keeps this table true; `python -m tests.safeguards.rules.reading_level` writes it anew.

| text | words | grade |
|---|---:|---:|
"""


@dataclass(frozen=True, slots=True)
class Level:
    """One text and how hard it is."""

    text: str
    words: int
    grade: float


def grade(text: str) -> float:
    """The school grade at which a text is read with ease."""
    sentences = [part for part in re.split(r"[.!?]+(?:\s|$)|\n\s*\n|\n- |:\n", text) if re.search(r"\w", part)]
    words = re.findall(r"[A-Za-z’']+", text)
    syllables = sum(_syllables(word) for word in words)
    return 0.39 * len(words) / len(sentences) + 11.8 * syllables / len(words) - 15.59


def levels() -> list[Level]:
    """Every starter text that members read, with its checks."""
    found = [_level(f"Rules: {text.title}", text.words) for text in rules.texts(rules.RULES)]
    for text in agreement.texts():
        found.append(_level(f"Agreement: {text.title}", text.words))
        if check := text.more.get("check"):
            said = [check["question"], *(f"{one['words']}\n\n{one['because']}" for one in check["options"])]
            found.append(_level(f"Agreement: {text.title}, the question", "\n\n".join(said)))
    return found


def table() -> str:
    """The page of the docs."""
    rows = [f"| {level.text} | {level.words} | {level.grade:.1f} |" for level in levels()]
    mean = sum(level.grade for level in levels()) / len(rows)
    return _HEAD + "\n".join(rows) + f"\n| **on average** | | **{mean:.1f}** |\n"


def _level(name: str, text: str) -> Level:
    return Level(name, len(re.findall(r"[A-Za-z’']+", text)), grade(text))


def _syllables(word: str) -> int:
    groups = len(re.findall(r"[aeiouy]+", word.lower()))
    if word.lower().endswith("e") and not word.lower().endswith(("le", "ee")) and groups > 1:
        groups -= 1  # a silent last e
    return max(groups, 1)


if __name__ == "__main__":
    TABLE.write_text(table(), encoding="utf-8")
