"""What members read and sign never says what a law says: the packs do, with source and date, place by place.

A clause that named a section or a state would be wrong in the next place, and old in the next year. It looks at the
words of every starter text and its check (their `source` lines may and should cite), the ladder, and plain sentences.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import underrose
from underrose.people.packs import reading
from underrose.safeguards.agreements import starter as agreements
from underrose.safeguards.rules import starter as rules

ROOT = Path(underrose.__file__).parent
STATES = """Alabama Alaska Arizona Arkansas California Colorado Connecticut Delaware Florida Georgia Hawaii Idaho
Illinois Indiana Iowa Kansas Kentucky Louisiana Maine Maryland Massachusetts Michigan Minnesota Mississippi Missouri
Montana Nebraska Nevada Hampshire Jersey Mexico York Carolina Dakota Ohio Oklahoma Oregon Pennsylvania Tennessee Texas
Utah Vermont Virginia Washington Wisconsin Wyoming Columbia Germany England Scotland Ireland France Europe European
America American Federal""".split()
LAW = re.compile(
    r"§|\bCFR\b|\bU\.\s?S\.|\bUSC\b|\bArt\.\s*\d|\bArticle \d|\b[Ss]ections? \d|\bPart 2\b|\bStat\.|\bK\.S\.A|\bD\.C\."
    r"|\bCode §|\bHIPAA\b|\bGDPR\b|\bFERPA\b|\bESIGN\b|\bUETA\b|\bBGB\b|\bTarasoff\b|\bAct of\b|\b\d+ days\b"
    rf"|\b(?:{'|'.join(STATES)})\b"
)


def _words(text: rules.Text) -> str:
    return "\n".join([text.title, text.words, *_said(text.more.get("check"))])


def _said(found: Any) -> Iterator[str]:
    match found:
        case dict():
            for held in found.values():
                yield from _said(held)
        case list():
            for held in found:
                yield from _said(held)
        case str():
            yield found


def _clauses() -> dict[str, str]:
    found = {f"rules {path.name}": _words(rules.read(path)) for path in sorted(rules.RULES.glob("*.md"))}
    return found | {
        f"agreement {path.name}": _words(rules.read(path)) for path in sorted(agreements.FOLDER.glob("*.md"))
    }


def _plain() -> dict[str, str]:
    return {
        f"{pack.code} {topic} {place}": statement.plain
        for pack in reading.shipped().values()
        for topic, statements in pack.topics.items()
        for place, statement in enumerate(statements)
        if statement.plain
    }


CLAUSES, PLAIN = _clauses(), _plain()


def test_the_search_finds_what_is_there() -> None:
    for law in ("See § 12.", "Under 42 CFR Part 2", "In California you must", "within 30 days", "the GDPR"):
        assert LAW.search(law), law
    for plain in ("A law may ask us to.", "In some places everyone has to.", "This part may change."):
        assert not LAW.search(plain), plain
    assert len(CLAUSES) > 30
    assert len(PLAIN) > 20


@pytest.mark.parametrize("name", CLAUSES)
def test_no_clause_says_what_a_law_says(name: str) -> None:
    assert not (found := LAW.search(CLAUSES[name])), f"“{found[0]}” belongs into a pack" if found else ""


def test_the_ladder_says_none_either() -> None:
    ladder = (ROOT / "safeguards" / "accountability" / "content" / "ladder.toml").read_text("utf-8")
    held = [line for line in ladder.splitlines() if not line.lstrip().startswith(("#", "source", "reviewed", "note"))]
    found = [match[0] for line in held if (match := LAW.search(line))]
    assert not [words for words in found if not words.endswith("days")]  # its days are the practice's own


@pytest.mark.parametrize("name", PLAIN)
def test_no_plain_sentence_of_a_pack_cites(name: str) -> None:
    """A pack's own words may name their place, and never a section of a law."""
    assert not re.search(r"§|\bCFR\b|\bArt\.|\bCode\b|\bHIPAA\b|\bGDPR\b|\d+ [A-Z]+ \d+", PLAIN[name])


def test_every_clause_says_where_it_comes_from_and_that_it_is_no_legal_advice() -> None:
    for folder in (rules.RULES, agreements.FOLDER):
        for path in folder.glob("*.md"):
            text = rules.read(path)
            assert text.source
            assert text.reviewed
            assert "legal advice" in text.note
