"""The parts of a progress note: what the law counts as the record, and nothing else has a box.

45 CFR 164.501 leaves out of “psychotherapy notes” medication, times, kind and frequency of treatment, test results, and
any summary of diagnosis, functional status, treatment plan, symptoms, prognosis and progress to date. So these belong
here. Times and kind of treatment come from the session itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from underrose.groups.petals import Words

PARTS: Final[dict[str, tuple[Any, Any]]] = {
    "progress": (_("What was worked on, and progress so far"), _("Their own part in it. Nobody else's story.")),
    "state": (_("Symptoms, and how daily life goes"), ""),
    "plan": (_("Plan and outlook"), ""),
    "facts": (_("Diagnosis in brief, medicine, test results"), ""),
}
"""Name of a part: its label and hint."""

LONGEST = 20_000


def cleaned(words: Mapping[str, str]) -> dict[str, str]:
    """The known parts that say something."""
    return {part: words[part].strip() for part in PARTS if words.get(part, "").strip()}


def labelled(words: Mapping[str, str]) -> list[tuple[Words, str]]:
    """Each part that says something, under its label, in the order of the form."""
    return [(PARTS[part][0], words[part]) for part in PARTS if words.get(part)]
