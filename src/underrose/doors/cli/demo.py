"""`underrose demo`: a believable practice to look around in."""

from pathlib import Path

import click

from underrose.doors.cli.opening import json_option


@click.command()
@click.option(
    "--data", type=click.Path(file_okay=False, path_type=Path), metavar="DIR", help="Else a new scratch folder."
)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@json_option
def demo(data: Path | None, port: int, as_json: bool) -> None:
    """Start the example practice on this machine alone."""
    from underrose.doors.demo import run

    run(data=data, port=port, as_json=as_json)
