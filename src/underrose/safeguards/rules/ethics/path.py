"""The decision path: eight questions in own words, one a page, before somebody is asked. It gives no answers.

Its steps are ours; that deciding goes better in steps, with somebody else's eyes on it, is what the published models
share (Haas and Malouf's two phases; the AGPA's practice guidelines of 2007). Not legal advice.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext_lazy as _

from underrose.groups.petals import Words

LONGEST = 4_000


@dataclass(frozen=True, slots=True)
class Step:
    """One question of the path, with a hint on what helps."""

    key: str
    asks: Words
    hint: Words


STEPS: Final[tuple[Step, ...]] = (
    Step(
        "what",
        _("What is the question?"),
        _("What happened, as a camera would have seen it. Then what you have to decide."),
    ),
    Step(
        "whom",
        _("Whom does it touch?"),
        _("The person, the others in the group, yourself, people outside. What could each lose?"),
    ),
    Step(
        "says",
        _("What do the rules, the agreement, the codes and the law say?"),
        _("Write the numbers you looked at. Where they disagree, say so. The lists on the ethics desk may help."),
    ),
    Step(
        "mine",
        _("What is mine in this?"),
        _("What you feel, want or fear here. Whom it would serve if you did what you feel like doing."),
    ),
    Step(
        "ways",
        _("Which ways are there?"),
        _("At least two besides the one you thought of first. Doing nothing is one."),
    ),
    Step("follows", _("What follows from each?"), _("Tomorrow, and in a year. What could not be taken back?")),
    Step(
        "choice",
        _("Which would you choose, and could you say it openly?"),
        _("Would you tell the group why? Would you advise a colleague to do the same? Who would object?"),
    ),
    Step(
        "missing",
        _("What don’t you know yet, and who could tell you?"),
        _("This is what you ask for on the next page."),
    ),
)
KEYS: Final = tuple(step.key for step in STEPS)


def read(sealed: str) -> dict[str, str]:
    """What was written so far, by step."""
    held = json.loads(sealed or "{}")
    return {key: held[key] for key in KEYS if held.get(key)}


def written(words: dict[str, str]) -> str:
    """The same to be sealed; "" where nothing was written."""
    held = {key: words[key].strip() for key in KEYS if words.get(key, "").strip()}
    return json.dumps(held) if held else ""


def said(words: dict[str, str]) -> list[tuple[Words, str]]:
    """Each question that has an answer, in order."""
    return [(step.asks, words[step.key]) for step in STEPS if words.get(step.key)]
