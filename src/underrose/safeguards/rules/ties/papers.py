"""What lies sealed in a row, as text of one fixed size: a short sheet and a long one can't be told apart.

It refuses what wouldn't fit, before anything is kept.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from underrose.ground.refusal import Refused
from underrose.safeguards.rules.ties.comparing import Form, Word
from underrose.safeguards.rules.ties.kinds import Kind

TOLD: Final = 10_240  # 27 values of 60 letters of up to 4 bytes, and the answers
COMPARED: Final = 40_960
FINDINGS: Final = 32_768  # grows by doubling, for groups in which nearly everybody is tied
ANSWER: Final = 64
_KEY = 8  # letters of one key


class TooMuch(Refused):
    said = _("That is more than fits. Write the few that matter most, each in a few words.")
    status = 422


def padded(held: Mapping[str, Any], size: int, *, grows: bool = False) -> str:
    """JSON of exactly `size` bytes, or of twice, four times that where it may grow. Raises TooMuch."""
    bare = len(json.dumps({"pad": "", **held}, ensure_ascii=False).encode())
    while bare > size and grows:
        size *= 2
    if bare > size:
        raise TooMuch
    return json.dumps({"pad": " " * (size - bare), **held}, ensure_ascii=False)


def read(text: str) -> dict[str, Any]:
    """What was padded; empty where nothing was written yet."""
    return dict(json.loads(text)) if text else {}


@dataclass(slots=True)
class Told:
    """One person's sheet: for each kind the values, and whether a match may be raised with the leaders."""

    values: dict[str, list[str]] = field(default_factory=dict)
    choices: dict[str, bool] = field(default_factory=dict)

    def __repr__(self) -> str:
        return "Told()"

    @classmethod
    def read(cls, text: str) -> Told:
        held = read(text)
        return cls(held.get("values", {}), held.get("choices", {}))

    def written(self) -> str:
        """Of one size for everybody. Raises TooMuch."""
        return padded({"values": self.values, "choices": self.choices}, TOLD)

    @property
    def is_whole(self) -> bool:
        """Whether every kind has its yes or no."""
        return set(self.choices) >= set(Kind.values)


@dataclass(slots=True)
class Compared:
    """What remains of a sheet: the answers, and each value's form, with whether it was told only later."""

    choices: dict[str, bool] = field(default_factory=dict)
    forms: list[tuple[Form, bool]] = field(default_factory=list)

    @classmethod
    def read(cls, text: str) -> Compared:
        held = read(text)
        forms = [(_form(one), bool(one[-1])) for one in held.get("forms", ())]
        return cls(held.get("choices", {}), forms)

    def written(self) -> str:
        """Of one size for everybody. Raises TooMuch."""
        forms = [_packed(form, is_late) for form, is_late in self.forms]
        return padded({"choices": self.choices, "forms": forms}, COMPARED)


def _packed(form: Form, is_late: bool) -> list[Any]:
    words = [_word_packed(word) for word in form.own]
    together = _word_packed(form.together) if form.together else None
    shared, numbers = "".join(sorted(form.shared)), "".join(sorted(form.numbers))
    return [form.kind, words, shared, numbers, together, form.initials, is_late]


def _form(packed: Sequence[Any]) -> Form:
    kind, words, shared, numbers, together, initials, _late = packed
    return Form(
        kind,
        tuple(_word(word) for word in words),
        frozenset(_cut(shared)),
        frozenset(_cut(numbers)),
        _word(together) if together else None,
        initials,
    )


def _word_packed(word: Word) -> list[Any]:
    return [word.length, word.key + word.first + "".join(word.near)]


def _word(packed: Sequence[Any]) -> Word:
    key, first, *near = _cut(packed[1])
    return Word(key, tuple(near), first, int(packed[0]))


def _cut(keys: str) -> list[str]:
    return [keys[place : place + _KEY] for place in range(0, len(keys), _KEY)]
