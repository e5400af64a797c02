"""What the house itself says to members about rules, questions and notes is as easy to read as the clauses are.

The house's own words, on the phone and on the wall; what a group or a leader writes is theirs.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from underrose.safeguards.rules import forms, reading_level

TEMPLATES = Path(forms.__file__).parent / "templates" / "rules"
PHONE = ("clause", "through", "ask", "asked", "my_questions", "_notes", "_aloud")
WALL = ("room_clause", "room_pause", "room_end", "_room_foot")
_SAID = re.compile(
    r"""{%\s*translate\s+"([^"]+)"|{%\s*blocktranslate[^%]*%}(.*?){%\s*endblocktranslate""",
    re.DOTALL,
)
_FEW = 5  # a label of fewer words is no sentence, and a formula says nothing of it


def said(template: str) -> list[str]:
    """Each text of a template in the language of the source, the first form where there are two."""
    found = [one or other for one, other in _SAID.findall((TEMPLATES / f"{template}.html").read_text())]
    return [re.sub(r"{{.*?}}", "this", text.split("{% plural %}")[0]) for text in found]


def asked() -> list[str]:
    """What the form says in which a member asks."""
    fields = forms.QuestionForm().fields.values()
    return [str(text) for field in fields for text in (field.label, field.help_text) if text]


SAID = [text for name in (*PHONE, *WALL) for text in said(name)] + asked()


@pytest.mark.parametrize("text", sorted({text for text in SAID if len(text.split()) > _FEW}))
def test_each_sentence_is_for_grade_eight_at_most(text):
    assert reading_level.level(text).flesch_kincaid <= reading_level.CEILING


@pytest.mark.parametrize("names", [PHONE, WALL], ids=["phone", "wall"])
def test_the_pages_are_for_grade_eight_at_most_by_both_measures(names):
    """SMOG was made for thirty sentences, so it is asked of the pages and of no single sentence."""
    whole = reading_level.level("\n\n".join(text for name in names for text in said(name)))
    assert whole.words > 60
    assert not whole.is_hard, (whole.flesch_kincaid, whole.smog)
