"""`underrose keys`: which keys there are, and new ones in their place."""

import json
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

import click

from underrose.doors.cli.opening import json_option, opens


@click.group()
def keys() -> None:
    """List keys, and replace them while the house is running."""


@keys.command("list")
@opens
@json_option
def list_keys(as_json: bool) -> None:
    """Every key's purpose, state and age; never the key."""
    from underrose.doors.cli.renewing import other_keys
    from underrose.ground.vault.inventory import inventory

    found = [*inventory(), *other_keys()]
    if as_json:
        click.echo(json.dumps([asdict(key) for key in found], default=datetime.isoformat))
        return
    for key in found:
        since = f"{key.oldest:%Y-%m-%d}" if key.oldest else "unknown"
        where = f"  practice {key.practice_id}" if key.practice_id else ""
        click.echo(f"{key.count:6}  {key.name}: {key.purpose}; {key.state}, since {since}{where}")


@keys.command()
@opens
@click.option("--root", is_flag=True, help="The root key too. Print the papers of recovery anew afterwards.")
@click.option("--practice", metavar="ID", type=click.UUID, help="One practice's key only.")
def rotate(root: bool, practice: object) -> None:
    """New practice keys, online; a rotation that was broken off is finished first."""
    from underrose.doors.cli import renewing

    click.echo(renewing.rotate(root, practice))


@keys.command()
@opens
@click.option("--subject", metavar="ID", type=click.UUID, help="One subject's key: a member, a group, a case.")
@click.option("--practice", metavar="ID", type=click.UUID, help="All subject keys of one practice.")
def reseal(subject: object, practice: object) -> None:
    """After a compromise: new subject keys, and everything under them sealed anew, online. Broken off, it resumes."""
    from underrose.doors.cli import renewing

    if not subject and not practice:
        raise click.UsageError("Say what: --subject ID or --practice ID. `underrose keys list` shows the practices.")
    click.echo(renewing.reseal(subject, practice))


@keys.command()
@opens
@click.argument("holder", metavar="HOLDER")
def hold(holder: str) -> None:
    """Hand the root key to another HOLDER: file, passphrase, credential[:NAME], aws:KEY or hashicorp:KEY."""
    from underrose.doors.cli import unlocking

    click.echo(unlocking.hold(holder))


@keys.command()
@opens
def passphrase() -> None:
    """Change the passphrase that unlocks this house."""
    from underrose.doors.cli import unlocking

    click.echo(unlocking.change())


@keys.command()
@opens
@click.option("--words", help="The 33 words of the recovery sheet. Asked for; better not typed here.")
@click.option("--shares", "by_shares", is_flag=True, help="From recovery shares, entered one by one.")
@click.option("--share", "shares", multiple=True, help="The words of one share. Asked for; better not typed here.")
@click.option("--to", type=click.Path(path_type=Path), metavar="FILE", help="Into this file, and not where it is kept.")
def recover(words: str | None, by_shares: bool, shares: tuple[str, ...], to: Path | None) -> None:
    """Bring the root key back from the recovery sheet, or from shares; on a blank machine too."""
    from underrose.doors.cli import recovering

    if by_shares or shares:
        click.echo(recovering.from_shares(shares, to))
    else:
        click.echo(recovering.from_sheet(words, to))
