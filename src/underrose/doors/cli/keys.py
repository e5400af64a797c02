"""`underrose keys`: which keys there are, and new ones in their place."""

import json
from dataclasses import asdict
from datetime import datetime

import click

from underrose.doors.cli.counted import counted
from underrose.doors.cli.opening import json_option, opens
from underrose.doors.cli.progress import progress


@click.group()
def keys() -> None:
    """List keys, and replace them while the house is running."""


@keys.command("list")
@opens
@json_option
def list_keys(as_json: bool) -> None:
    """Every key's purpose, state and age; never the key."""
    from underrose.ground.vault.inventory import inventory

    found = list(inventory())
    if as_json:
        click.echo(json.dumps([asdict(key) for key in found], default=datetime.isoformat))
        return
    for key in found:
        since = f"{key.oldest:%Y-%m-%d}" if key.oldest else "unknown"
        where = f"  practice {key.practice_id}" if key.practice_id else ""
        click.echo(f"{key.count:6}  {key.name}: {key.purpose}; {key.state}, since {since}{where}")


@keys.command()
@opens
@click.option("--root", is_flag=True, help="The root key too. Print the recovery sheet anew afterwards.")
@click.option("--practice", metavar="ID", type=click.UUID, help="One practice's key only.")
def rotate(root: bool, practice: object) -> None:
    """New practice keys, online; a rotation that was broken off is finished first."""
    from underrose.ground.vault import rotation

    with progress() as tell:
        if root:
            click.echo(
                f"Root key replaced; {counted(rotation.rotate_root_key(progress=tell), 'practice key')} re-wrapped."
            )
        done = rotation.rotate_practice_keys(practice, progress=tell)  # type: ignore[arg-type]
    if done.is_resumed:
        click.echo("A rotation that was broken off is finished.")
    practices, subjects = counted(done.practices, "practice key"), counted(done.subjects, "subject key")
    click.echo(f"{practices} replaced, {subjects} re-wrapped.")
    if root:
        click.echo("Former recovery sheets no longer open this house. Print a new one and type it back once.")


@keys.command()
@opens
@click.option(
    "--words", prompt="The 33 words of the recovery sheet", hide_input=True, help="Asked for; better not typed here."
)
def recover(words: str) -> None:
    """Write the root key file again from the recovery sheet."""
    from django.conf import settings

    from underrose.ground.vault import recovery

    recovery.restore(words, settings.ROOT_KEY_FILE)
    click.echo(f"Written: {settings.ROOT_KEY_FILE}")
