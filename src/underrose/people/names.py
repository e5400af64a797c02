"""Names to offer to whoever chooses one: calm, short, of no gender. A person's own choice is always better."""

from __future__ import annotations

import secrets
from collections.abc import Iterable

NAMES = (
    "Alder Ash Aspen Bay Birch Briar Brook Cedar Clay Clover Cove Dune Elm Ember Fern Finch Flint Frost Grove Harbor "
    "Hazel Heath Heron Iris Ivy Jasper Juniper Lake Lark Laurel Linden Maple Marlow Meadow Moss Oak Olive Opal Orchid "
    "Pebble Pine Poppy Quill Rain Reed Ridge River Robin Rowan Rue Sage Shore Sky Sparrow Stone Sumac Swift Teal Thyme "
    "Tide Vale Willow Wren Yarrow"
).split()


def free(taken: Iterable[str], count: int = 3) -> list[str]:
    """A few names that nobody has yet, drawn at random, so that what is missing from a list tells nothing."""
    used = {name.casefold() for name in taken}
    left = [name for name in NAMES if name.casefold() not in used]
    return [left.pop(secrets.randbelow(len(left))) for _ in range(min(count, len(left)))]
