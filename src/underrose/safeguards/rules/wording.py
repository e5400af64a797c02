"""How words are put: names in a sentence, and plain words in paragraphs and lists.

It refuses markup: what a group writes is shown as it was typed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def joined(names: Sequence[str]) -> str:
    """ "Wren", "Wren and Heron", "Wren, Heron and 3 others"."""
    if len(names) <= 1:
        return "".join(names)
    if len(names) == 2:
        return _("%(first)s and %(second)s") % {"first": names[0], "second": names[1]}
    rest = len(names) - 2
    return ngettext("%(first)s, %(second)s and %(rest)d other", "%(first)s, %(second)s and %(rest)d others", rest) % {
        "first": names[0],
        "second": names[1],
        "rest": rest,
    }


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, or a list of lines."""

    words: str = ""
    lines: tuple[str, ...] = ()


def blocks(words: str) -> tuple[Block, ...]:
    """Plain words as paragraphs and lists: an empty line parts them, and lines that begin with "- " are a list."""
    return tuple(_block(part.strip()) for part in re.split(r"\n\s*\n", words.replace("\r\n", "\n")) if part.strip())


def _block(part: str) -> Block:
    lines = part.split("\n")
    if all(line.startswith("- ") for line in lines):
        return Block(lines=tuple(line[2:].strip() for line in lines))
    return Block(words=" ".join(line.strip() for line in lines))
