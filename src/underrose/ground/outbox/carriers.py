"""What carries a message out of the house, and the three ways it can go wrong. A plain return means: taken."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Message:
    """One message, opened for the moment of handing it over. Its repr speaks no word of it."""

    id: str  # the same at every attempt, so that mail programs can fold a second copy into the first
    written_at: datetime
    address: str = field(repr=False)
    subject_line: str = field(repr=False)
    words: str = field(repr=False)


class Carrier(Protocol):
    """Hands a message over, and says nothing when it was taken."""

    def hand_over(self, message: Message) -> None:
        """Raises NotTaken, TryAgain or MayBeTaken."""
        ...

    def close(self) -> None: ...


class Trouble(Exception):
    """Why it wasn't taken: a kind or a code. Never a server's own words, since they quote addresses."""

    def __init__(self, trouble: str) -> None:
        self.trouble = trouble
        super().__init__(trouble)


class NotTaken(Trouble):
    """Refused for good."""


class TryAgain(Trouble):
    """Surely not taken now; another time perhaps."""


class MayBeTaken(Trouble):
    """The line broke after the words were handed over and before an answer came (RFC 1047)."""


class Folder:
    """Writes each message into a file of its own: for trying things out, and for tests."""

    def __init__(self, folder: str) -> None:
        from pathlib import Path

        self.folder = Path(folder)

    def hand_over(self, message: Message) -> None:
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        name = message.id.strip("<>").partition("@")[0]
        text = f"To: {message.address}\nSubject: {message.subject_line}\n\n{message.words}\n"
        (self.folder / f"{name}.txt").write_text(text)

    def close(self) -> None:
        """Nothing is held."""
