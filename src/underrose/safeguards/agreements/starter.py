"""The starter agreement: its clauses as files, read as the starter rules are."""

from __future__ import annotations

from pathlib import Path

from underrose.safeguards.rules import starter as rules_starter
from underrose.safeguards.rules.starter import Text as Text

FOLDER = Path(__file__).parent / "content" / "starter"


def texts() -> tuple[Text, ...]:
    """Every clause of the starter agreement, in order. Raises rules.starter.Faulty."""
    return rules_starter.texts(FOLDER)
