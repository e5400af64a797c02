"""`underrose worker`: the worker alone."""

import click

from underrose.doors.cli.opening import opens


@click.command()
@opens
@click.option("--once", is_flag=True, help="Do what is due now, then end.")
def worker(once: bool) -> None:
    """Send what is due and do the house's own chores."""
    from underrose.doors.cli import working

    working.once() if once else working.run()
