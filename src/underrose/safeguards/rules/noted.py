"""Leaders' notes on clauses, opened: what the group reads beside a clause, and what leaders keep in sight.

It never says who asked: that stands with the question alone. A note stays with its clause from edition to edition, and
stands apart once the clause means something else. Writes nothing.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from underrose.ground.vault import sealing
from underrose.groups import linter
from underrose.groups.models import Group
from underrose.safeguards.rules.models import About, Note
from underrose.safeguards.rules.wording import Block, blocks

RUN = 4  # words in a row that are the asker's own


@dataclass(frozen=True, slots=True)
class NoteText:
    """One note with its words opened."""

    note: Note
    topic: str
    words: str

    @property
    def blocks(self) -> tuple[Block, ...]:
        return blocks(self.words)

    def __repr__(self) -> str:
        return f"NoteText({self.note.pk})"


def on_clause(group_id: uuid.UUID, origin_id: uuid.UUID, about: str = About.RULES) -> tuple[NoteText, ...]:
    """What everyone in the group reads beside one clause, the oldest first."""
    return opened(Note.objects.shown().filter(group=group_id, about=about, origin_id=origin_id))


def of_group(group: Group) -> tuple[NoteText, ...]:
    """Every note that is shown: for the leaders."""
    return opened(Note.objects.shown().filter(group=group).select_related("written_by"))


def apart(notes: Sequence[NoteText], origins: Collection[uuid.UUID], about: str = About.RULES) -> tuple[NoteText, ...]:
    """Those whose clause no longer stands, or means something else now."""
    return tuple(one for one in notes if one.note.about == about and one.note.origin_id not in origins)


def opened(rows: Iterable[Note]) -> tuple[NoteText, ...]:
    """Notes with their words, for whom they are meant for."""
    found = list(rows)
    topics, words = sealing.reveal_many(found, "topic"), sealing.reveal_many(found, "words")
    return tuple(NoteText(row, topics[row.pk], words[row.pk]) for row in found)


def echoes(words: str, asked: str) -> list[str]:
    """Where `words` say the same as the question did, four words in a row or more: by how they talk people are known.

    As they stand in `words`, each once. It compares without case and accents; other words for the same pass.
    """
    mine, theirs = linter.spoken(words), linter.spoken(asked)
    runs = {tuple(word for word, _start, _end in theirs[n : n + RUN]) for n in range(len(theirs) - RUN + 1)}
    hits: list[tuple[int, int]] = []
    for n in range(len(mine) - RUN + 1):
        if tuple(word for word, _start, _end in mine[n : n + RUN]) not in runs:
            continue
        start, end = mine[n][1], mine[n + RUN - 1][2]
        if hits and start <= hits[-1][1]:
            hits[-1] = (hits[-1][0], end)
        else:
            hits.append((start, end))
    return list(dict.fromkeys(words[start:end] for start, end in hits))
