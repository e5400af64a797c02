"""What the ladder's pages read: the draft, what a new one starts from, how groups are called in a form."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from underrose.ground.vault import sealing
from underrose.groups import label
from underrose.groups.models import Group
from underrose.safeguards.accountability import texts
from underrose.safeguards.accountability.models import LadderEdition
from underrose.safeguards.accountability.queries import LadderStep


def draft(practice_id: uuid.UUID) -> LadderEdition | None:
    """The draft, if one is being written."""
    return LadderEdition.objects.drafts().filter(practice=practice_id).first()


def draft_or_start(practice_id: uuid.UUID) -> list[dict[str, str]]:
    """The steps of the draft, else of the edition in force, else of the starter."""
    editions = LadderEdition.objects.filter(practice=practice_id).order_by("-number")
    found = editions.drafts().first() or editions.published().first()
    return found.steps if found else texts.starter_ladder()


def steps_of(rows: Iterable[Mapping[str, Any]]) -> list[dict[str, str]]:
    """Steps as the action takes them, from the forms that were kept."""
    return [{name: str(row[name]) for name in texts.FIELDS} for row in rows if row and not row.get("DELETE")]


def labelled(groups: Iterable[Group]) -> list[tuple[Group, str]]:
    """Groups by their neutral label, for a member's page."""
    return [(group, label.outside(group)) for group in groups]


def titled(groups: Iterable[Group]) -> list[tuple[Group, str]]:
    """Groups by their title, for those who lead them."""
    rows = list(groups)
    titles = sealing.reveal_many(rows, "title")
    return [(group, titles[group.pk]) for group in rows]


def shown(steps: Iterable[Mapping[str, str]]) -> list[LadderStep]:
    """Steps as a page shows them."""
    return [LadderStep(**step) for step in steps]
