"""`underrose lock now` and `underrose unlock`: shut the running house for everybody, and open it again."""

from __future__ import annotations

from typing import TextIO

import click

from underrose.doors.cli.opening import opens


@click.group()
def lock() -> None:
    """Shut the running house: from the next request on, nothing that is sealed opens."""


@lock.command()
@opens
def now() -> None:
    """Shut it now, for every process of this machine. Asks nothing, and waits for nothing."""
    from underrose.ground.vault import locking, root

    locking.lock()
    click.echo("Locked. Every page answers that the house is closed. To open it: underrose unlock")
    if not isinstance(source := root.source(), root.Passphrase):
        click.echo(f"The root key itself is still where it was: {source.where}. See docs/keys.md, “Locking”.")


@click.command()
@opens
@click.option(
    "--from", "passphrase_from", type=click.File(), metavar="FILE", help="Read the passphrase there; - is stdin."
)
def unlock(passphrase_from: TextIO | None) -> None:
    """Open the house, once its keys are proven. Asks for the passphrase where the root key has one."""
    from underrose.doors.cli import unlocking

    click.echo(unlocking.unlock(passphrase_from.readline().rstrip("\n") if passphrase_from else None))
