"""A member's first minutes: which step is next, and names nobody in the group has yet."""

from __future__ import annotations

import secrets

from django.urls import reverse

from underrose.ground.vault import sealing
from underrose.groups.models import Membership
from underrose.people.models import Member

# Calm, short, of no gender and no language's joke; the group's own choice is always better.
NAMES = (
    "Alder Ash Aspen Bay Birch Briar Brook Cedar Clay Clover Cove Dune Elm Ember Fern Finch Flint Frost Grove Harbor "
    "Hazel Heath Heron Iris Ivy Jasper Juniper Lake Lark Laurel Linden Maple Marlow Meadow Moss Oak Olive Opal Orchid "
    "Pebble Pine Poppy Quill Rain Reed Ridge River Robin Rowan Rue Sage Shore Sky Sparrow Stone Sumac Swift Teal Thyme "
    "Tide Vale Willow Wren Yarrow"
).split()


def next_step(member: Member) -> str:
    """Where a member goes first, "" if nothing is left: choose a name, then say how they may be reached."""
    if waiting_for_name(member):
        return reverse("choose_name")
    return "" if bytes(member.contact_rules) else reverse("people:contact")


def waiting_for_name(member: Member) -> Membership | None:
    """A membership in which they have no name yet."""
    return Membership.objects.current().select_related("group").filter(member=member, chosen_name=b"").first()


def names_taken(membership: Membership) -> set[str]:
    """Names in use in the group, for comparing and never for showing."""
    others = Membership.objects.current().filter(group=membership.group_id).exclude(pk=membership.pk)
    return {name.casefold() for name in sealing.reveal_many(others, "chosen_name").values() if name}


def free_names(taken: set[str], count: int = 3) -> list[str]:
    """A few names to choose from, drawn at random so that nobody learns who has which by what is missing."""
    free = [name for name in NAMES if name.casefold() not in taken]
    return [free.pop(secrets.randbelow(len(free))) for _ in range(min(count, len(free)))]


def is_own_name(member: Member, name: str) -> bool:
    """Whether a name is somebody's real one: their first or last name, or both."""
    real = sealing.reveal(member, "legal_name").casefold()
    return name.casefold() == real or name.casefold() in real.split()
