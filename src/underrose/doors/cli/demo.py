"""`underrose demo`: a believable practice to look around in."""

import tempfile
from pathlib import Path

import click

from underrose.doors.cli.opening import json_option, open_house


@click.command()
@click.option(
    "--data", type=click.Path(file_okay=False, path_type=Path), metavar="DIR", help="Else a new scratch folder."
)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@json_option
def demo(data: Path | None, port: int, as_json: bool) -> None:
    """Start the example practice on this machine alone; be each of its people in one click."""
    with tempfile.TemporaryDirectory(prefix="underrose-demo-") as scratch:
        _serve(data or Path(scratch) / "house", port, as_json=as_json)


def _serve(data: Path, port: int, *, as_json: bool) -> None:
    from underrose.doors.demo import running

    running.settle(port, data)
    open_house()
    from underrose.doors.cli import prepare, serving

    prepare.prepare()
    if as_json:
        click.echo(running.make())
    else:
        with click.progressbar(length=running.STEPS, label="Making the example", file=None) as bar:
            running.make(bar.update)
        click.echo("Nobody in it is real. It goes away when you stop it, unless you named a folder with --data.")
    serving.run(running.HOST, port, None, None, web=True, worker=True)
