"""Say what went wrong in plain words, with an exit code: 1 refused or failed, 2 wrong usage, 70 a fault of ours.

The words of an unforeseen error stay unsaid, because a database quotes in them what it was given; its place is enough
to find it. UNDERROSE_TRACEBACK=True shows all of it.
"""

import os
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager

import click

FAULT = 70  # EX_SOFTWARE, sysexits.h


@contextmanager
def plain_words() -> Iterator[None]:
    """Turn what a command raises into one sentence and an exit code."""
    try:
        yield
    except (click.ClickException, click.exceptions.Exit, click.Abort, SystemExit, KeyboardInterrupt):
        raise
    except Exception as error:
        if os.environ.get("UNDERROSE_TRACEBACK") == "True":
            raise
        if said := _said(error):
            raise click.ClickException(said) from error
        place = traceback.extract_tb(error.__traceback__)[-1]
        click.echo(
            f"Error: {type(error).__name__} at {place.filename}:{place.lineno}. This is a fault of ours; with "
            "UNDERROSE_TRACEBACK=True the whole of it is shown (it may quote data).",
            err=True,
        )
        sys.exit(FAULT)


def _said(error: Exception) -> str:
    from django.core.exceptions import ImproperlyConfigured
    from django.db import OperationalError, ProgrammingError

    from underrose.ground.refusal import Refused

    match error:
        case Refused() | ImproperlyConfigured():
            return str(error)
        case OperationalError() | ProgrammingError() if "no such" in str(error) or "does not exist" in str(error):
            return "The tables aren't those of this version. Start `underrose serve` once: it brings them up to date."
        case OperationalError():
            return "The database can't be reached or written just now. `underrose doctor` says more."
        case OSError() if error.strerror:
            return f"{error.filename}: {error.strerror}" if error.filename else error.strerror
    return ""
