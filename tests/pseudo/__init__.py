"""A language that nobody speaks, for tests alone: every letter marked, a third longer, written from right to left.

It shows what a translation would break before there is one: lines that run over, boxes that clip, words that don't go
through gettext and so stay English.
"""

from __future__ import annotations

import re

CODE = "ar"  # any language of Django's that is written from right to left
KEPT = re.compile(r"(<[^>]*>|%\([^)]*\)[a-z]|%[a-z%]|\{[^}]*\}|&#?\w+;|\w+://\S+|\s+)")
LETTERS = str.maketrans("aceginorsuyACEGINORSUY", "áçêğîñöřšúýÁÇÊĞÎÑÖŘŠÚÝ")
OVERRIDE, END, MARK = "\u202e", "\u202c", "\u200f"


def turned(words: str) -> str:
    """The words in that language, with placeholders, tags and addresses as they are.

    Each word is forced to run from right to left (UAX #9, RLO), because Latin letters would not by themselves.
    """
    return "".join(part if not part or KEPT.fullmatch(part) else _longer(part) for part in KEPT.split(words))


def _longer(word: str) -> str:
    marked = word.translate(LETTERS)
    return f"{MARK}{OVERRIDE}{marked}{marked[-1] * -(-len(word) // 3) if word[-1].isalpha() else ''}{END}{MARK}"
