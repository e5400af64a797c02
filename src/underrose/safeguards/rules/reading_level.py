"""How hard a text is to read: the Flesch-Kincaid grade and SMOG, for English alone. Pure.

Flesch-Kincaid (Kincaid and others 1975, Research Branch Report 8-75): 0.39 × words a sentence + 11.8 × syllables a
word - 15.59. SMOG (McLaughlin 1969, Journal of Reading 12:639): 3.1291 + 1.043 × √(30 × words of three and more
syllables a sentence). SMOG was made for thirty sentences; of a short text it is a rough guide. Neither says whether a
text is understood: that takes people. Syllables are counted by rules, and by a short list where the rules are wrong.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

CEILING = 8.0  # of what members read; research on plain health texts asks for five to eight
_WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)*")
# A sentence ends with its sign and what closes a quotation; a paragraph, a list's line and a colon before a list too.
_SENTENCE = re.compile(r"[.!?…]+[”\"’')]*(?:\s|$)|\n\s*\n|\n- |:\n")
_VOWELS = re.compile(r"[aeiouyà-öø-ÿ]+")
# Two vowels that are two syllables: "idea", "quiet", "react"; and "y" before a vowel: "anyone" is said "enny-one".
_APART = re.compile(
    r"ia(?!l\b|ge|nce)|io(?!n|us)|iu|iet|eo(?!p)|[aeiou]ing|creat|react|real(?=i[sz])|ue(?=l\b)|yo(?=ne)|yi"
)
_SILENT = re.compile(r"(?<![aeiouy])e(?=s?\b)|(?<=[^aeioutd])ed\b")
_KEPT = re.compile(r"(?:[^aeiouyrl]l|r[rl])es?\b|(?:[sxz]|[cs]h|[cg])es\b")  # "table", "places", "watches"
_AS_HEARD = {
    "business": 2,
    "done": 1,
    "every": 2,
    "everyone": 3,
    "everybody": 4,
    "evening": 2,
    "different": 3,
    "interest": 3,
    "family": 3,
    "care": 1,
    "careful": 2,
    "carefully": 3,
    "something": 2,
    "someone": 2,
    "somewhere": 2,
    "sometimes": 2,
    "somebody": 3,
    "homework": 2,
    "therefore": 2,
    "themselves": 2,
    "yourselves": 2,
    "ourselves": 2,
    "outside": 2,
    "safety": 2,
    "safely": 2,
    "people": 2,
    "being": 2,
    "area": 3,
    "idea": 3,
    "ideas": 3,
    "video": 3,
    "diary": 3,
    "quiet": 2,
    "science": 2,
    "client": 2,
    "being's": 2,
    "likely": 2,
    "lonely": 2,
    "movement": 2,
    "statement": 2,
    "agreement": 3,
    "signature": 3,
    "used": 1,
    "asked": 1,
    "moved": 1,
    "friend": 1,
    "friends": 1,
    "i": 1,
    "ai": 2,  # said letter by letter
    "pdf": 3,
    "okay": 2,
    "maybe": 2,
    "before": 2,
    "whatever": 3,
    "whenever": 3,
    "wherever": 3,
    "emergency": 4,
}


@dataclass(frozen=True, slots=True)
class Level:
    """What was counted, and both grades."""

    sentences: int
    words: int
    flesch_kincaid: float
    smog: float

    @property
    def is_hard(self) -> bool:
        """Whether either measure is above what members are asked to read."""
        return max(self.flesch_kincaid, self.smog) > CEILING


def level(text: str) -> Level:
    """Both measures of a text. A text without words is as easy as can be."""
    words = _WORD.findall(text)
    if not words:
        return Level(0, 0, 0.0, 0.0)
    sentences = max(sum(bool(_WORD.search(part)) for part in _SENTENCE.split(text)), 1)
    counted = [syllables(word) for word in words]
    flesch_kincaid = 0.39 * len(words) / sentences + 11.8 * sum(counted) / len(words) - 15.59
    long = sum(count >= 3 for count in counted)
    smog = 3.1291 + 1.043 * math.sqrt(30 * long / sentences)
    return Level(sentences, len(words), flesch_kincaid, smog)


def syllables(word: str) -> int:
    """How many syllables an English word has, as nearly as rules can tell; never less than one."""
    word = word.lower().replace("’", "'")
    word = re.sub(r"'(?:s|re|ve|ll|d|m|t)$", "", word) or word
    if word in _AS_HEARD:
        return _AS_HEARD[word]
    count = len(_VOWELS.findall(word)) + len(_APART.findall(word))
    if _SILENT.search(word) and not _KEPT.search(word):
        count -= 1
    return max(count, 1)
