"""The privacy prompt that opens a session: chosen the same way each time, never a theme twice within four sessions."""

from __future__ import annotations

import hashlib
import tomllib
import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from underrose.groups.models import Group, GroupSession
from underrose.safeguards.reminders.models import PromptShown

APART = 4  # sessions between two times of one theme


@dataclass(frozen=True, slots=True)
class Prompt:
    """One short privacy moment, as read aloud."""

    theme: str
    words: str
    fits: str


@cache
def every_prompt() -> tuple[Prompt, ...]:
    """All prompts, in the order of their file."""
    found = tomllib.loads((Path(__file__).parent / "content" / "prompts.toml").read_text("utf-8"))
    return tuple(Prompt(row["theme"], row["words"], row["for"]) for row in found["prompt"])


def for_session(session: GroupSession) -> Prompt:
    """The prompt of this session: the one shown, else the one that will be. Deterministic, two queries at most."""
    shown = PromptShown.objects.filter(session=session).values_list("theme", flat=True).first()
    if shown and (found := _by_theme(shown)):
        return found
    before = PromptShown.objects.filter(group=session.group_id).exclude(session=session).order_by("-at")
    recent = list(before.values_list("theme", flat=True)[: APART - 1])
    return choose(session.group_id, session.number, fitting(session.group.place), recent)


def was_read_aloud(session: GroupSession) -> bool:
    """Whether a leader said that this session's prompt was read aloud."""
    return PromptShown.objects.filter(session=session).exclude(aloud_at=None).exists()


def fitting(place: str) -> tuple[Prompt, ...]:
    """Prompts that fit where a group meets; a group that meets both ways hears both kinds."""
    return tuple(prompt for prompt in every_prompt() if prompt.fits in ("any", place) or place == Group.Place.BOTH)


def choose(group_id: uuid.UUID, number: int, prompts: Sequence[Prompt], recent: Collection[str]) -> Prompt:
    """The group's own order of themes, one step a session; what was shown lately is passed over."""
    order = sorted(prompts, key=lambda prompt: hashlib.sha256(group_id.bytes + prompt.theme.encode()).digest())
    turn = [*order[number % len(order) :], *order[: number % len(order)]]
    return next((prompt for prompt in turn if prompt.theme not in recent), turn[0])


def _by_theme(theme: str) -> Prompt | None:
    return next((prompt for prompt in every_prompt() if prompt.theme == theme), None)
