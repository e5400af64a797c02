"""Open the house for one command: where its data lies, then Django, in this order.

Settings read the environment once, when Django is first imported. So commands import what they call inside their body,
after `--data` has been read.
"""

import functools
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from underrose.doors.cli import address

Command = Callable[..., Any]


def _use(context: click.Context, option: click.Parameter, data: Path | None) -> None:
    if data:
        os.environ["UNDERROSE_DATA"] = str(data.absolute())


data_option = click.option(
    "--data",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    expose_value=False,
    callback=_use,
    help="Where the data lies (else UNDERROSE_DATA, else var/underrose). Keys lie beside it, in DIR.keys.",
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON, for programs.")


def open_house() -> None:
    """Load the settings and the rooms. What this process makes from here on is its owner's alone to read."""
    os.umask(0o077)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "underrose.config.settings")
    address.recall(Path(os.environ.get("UNDERROSE_DATA", "var/underrose")))
    import django

    django.setup()


def opens(command: Command) -> Command:
    """Give a command `--data`, and open the house before its body runs."""

    @data_option
    @functools.wraps(command)
    def opened(*args: Any, **kwargs: Any) -> Any:
        open_house()
        return command(*args, **kwargs)

    return opened
