"""`underrose import`: bring a clinic's own list to the group's leader."""

import json
from pathlib import Path
from uuid import UUID

import click

from underrose.doors.cli.opening import json_option, opens


@click.command("import")
@opens
@json_option
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--group", required=True, type=click.UUID, metavar="ID", help="The group's id, as in its address.")
@click.option("--by", "email", metavar="EMAIL", help="In whose name; else the group's facilitator.")
@click.option("--take-in", is_flag=True, help="Take the good rows in now, instead of on the preview page.")
def import_roster(as_json: bool, file: Path, group: UUID, email: str | None, take_in: bool) -> None:
    """Bring a roster (CSV) to a group's preview page. Names are never printed here, only lines and reasons."""
    from underrose.doors.cli import roster

    result = roster.bring(file.read_bytes(), group, email, take_in=take_in)
    click.echo(json.dumps(result) if as_json else roster.say(result))
