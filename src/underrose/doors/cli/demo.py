"""`underrose demo`: a believable practice to look around in."""

import tempfile
from pathlib import Path

import click

from underrose.doors.cli.opening import json_option, open_house
from underrose.doors.cli.progress import bar


@click.command()
@click.option(
    "--data", type=click.Path(file_okay=False, path_type=Path), metavar="DIR", help="Else a folder that goes."
)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@json_option
def demo(data: Path | None, port: int, as_json: bool) -> None:
    """Start the example practice, on this machine alone. --json prints one line first: addresses and ways in."""
    with tempfile.TemporaryDirectory(prefix="example-") as folder:
        _demo(data or Path(folder) / "data", port, as_json)


def _demo(data: Path, port: int, as_json: bool) -> None:
    from underrose.doors.demo import running

    running.settle(port, data)
    open_house()
    from underrose.doors.cli import prepare, serving

    prepare.prepare()
    with bar("Making the example", running.STEPS) as steps:
        line = running.make_apart(steps.update)
    words = f"The example is at http://{running.HOST}:{port}. Nobody in it is real. End it with Ctrl+C."
    serving.run(running.HOST, port, None, None, greeting=line if as_json else words)
