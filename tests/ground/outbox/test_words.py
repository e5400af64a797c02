"""Telling words are found however they are written, and neutral ones pass."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from underrose.ground.outbox import words

LIST = Path(words.__file__).parent / "content" / "telling.txt"
STEMS = [line.lstrip("*") for line in LIST.read_text().splitlines() if line and not line.startswith("#")]


@pytest.mark.parametrize("stem", STEMS)
def test_every_word_of_the_list_is_found(stem: str) -> None:
    assert words.telling(f"See you at the {stem.title()} tomorrow")


@pytest.mark.parametrize(
    "text",
    [
        "GROUP tonight",
        "your groups",
        "hypnotherapy",
        "Psychotherapist",
        "ther\u00adapy",
        "thera\u200bpy",
        "ｔｈｅｒａｐｙ",
        "terapía",
        "Gruppentherapie",
        "/sessions/1",
        "(recovery)",
    ],
)
def test_disguises_do_not_help(text: str) -> None:
    assert words.telling(text)


@pytest.mark.parametrize(
    "text",
    [
        "Appointment",
        "Reminder: Tuesday, 18:00",
        "Your appointment is tomorrow at 18:00. Reply is not read.",
        "Your code is 482 913. It is good for ten minutes.",
        "See you on Tuesday, 3 March, at the usual place.",
        "Your file is ready.",
    ],
)
def test_neutral_words_pass(text: str) -> None:
    assert words.telling(text) == ()


def test_the_houses_own_address_is_the_doctors_business(settings: Any) -> None:
    settings.PUBLIC_URL = "https://therapy.example.org"
    assert words.telling("https://therapy.example.org/me/") == ()
    assert words.telling("https://therapy.example.org/sessions/") == ("sessions",)


def test_the_refusal_names_the_words() -> None:
    with pytest.raises(words.Telling) as refused:
        words.refuse_telling("Group therapy")
    assert "group, therapy" in str(refused.value)
