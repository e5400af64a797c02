"""`underrose backup` and `underrose restore`: the house in two files, proven before it is trusted."""

from pathlib import Path

import click

from underrose.doors.cli.opening import json_option, opens

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_keys_option = click.option("--keys", type=_FILE, help="The file of keys, where it doesn't lie beside the backup.")


class _OrDirectory(click.Group):
    """`backup DIR` makes one; `backup verify FILE` and `backup copies` are commands of their own."""

    def parse_args(self, context: click.Context, words: list[str]) -> list[str]:
        if not {"-h", "--help"} & set(words[:1]):
            named = next((word for word in words if word in self.commands), "make")
            words = [named, *(word for word in words if word != named)]
        return super().parse_args(context, words)


@click.group(cls=_OrDirectory, subcommand_metavar="DIR | verify FILE | copies", options_metavar="")
def backup() -> None:
    """Back up the running house into DIR, verify a backup, or list the copies of the keys."""


@backup.command(hidden=True)
@opens
@json_option
@click.argument("target", metavar="DIR", type=click.Path(path_type=Path))
def make(target: Path, as_json: bool) -> None:
    """Back up the running house, and prove the backup. Its file of keys (.keys) goes after seven days."""
    from underrose.doors.cli import copies

    click.echo(copies.make(target, as_json=as_json))


@backup.command()
@opens
@json_option
@_keys_option
@click.argument("file", type=_FILE)
def verify(file: Path, keys: Path | None, as_json: bool) -> None:
    """Open a backup in a scratch folder and prove all of it. Changes nothing."""
    from underrose.doors.cli import copies

    click.echo(copies.verify(file, keys, as_json=as_json))


@backup.command("copies")
@opens
@json_option
def copies_(as_json: bool) -> None:
    """List the copies of the keys that backups made, and when the house deletes each."""
    from underrose.doors.cli import copies

    click.echo(copies.listed(as_json=as_json))


@click.command()
@opens
@json_option
@_keys_option
@click.option("--newer-keys", is_flag=True, help="Keys of a later backup: what was destroyed since stays destroyed.")
@click.argument("file", type=_FILE)
def restore(file: Path, keys: Path | None, newer_keys: bool, as_json: bool) -> None:
    """Put a backup in the place of the data, after proving it. Stop the server first; the former data is kept."""
    from underrose.doors.cli import copies

    click.echo(copies.restore(file, keys, newer_keys=newer_keys, as_json=as_json))
