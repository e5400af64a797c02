"""Progress of long work, on a terminal only: a program that reads us gets none of it."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import click

Progress = Callable[[str, int, int], None]  # what is being done, how much of it is done, of how much


def bar(what: str, total: int) -> Any:
    """A bar for one kind of work, drawn on a terminal's error stream."""
    return click.progressbar(length=total, label=what, file=sys.stderr, hidden=not sys.stderr.isatty())


@contextmanager
def progress() -> Iterator[Progress]:
    """A function to tell progress to; it draws a bar for each kind of work."""
    bars: dict[str, Any] = {}

    def tell(what: str, done: int, total: int) -> None:
        if what not in bars:
            for finished in bars.values():
                finished.render_finish()
            bars[what] = bar(what, total)
        bars[what].update(done - bars[what].pos)

    try:
        yield tell
    finally:
        for finished in bars.values():
            finished.render_finish()
