"""Logs carry ids and places in the code, never words: an error's own message may quote a name, a path who did what."""

import logging
import traceback
from types import TracebackType

_FRAMES = 4


class Wordless(logging.Formatter):
    """One line a record; of an error its kind and where it came from."""

    def format(self, record: logging.LogRecord) -> str:
        if record.exc_info and record.exc_info[0]:
            kind, _, where = record.exc_info
            return f"{record.levelname} {record.name} {kind.__name__} at {_places(where)}"
        return f"{record.levelname} {record.name} {record.getMessage()}"


def _places(where: TracebackType | None) -> str:
    frames = reversed(traceback.extract_tb(where)[-_FRAMES:])
    return " < ".join(f"{frame.filename.rpartition('/src/')[2]}:{frame.lineno}" for frame in frames)
