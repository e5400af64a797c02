"""`underrose user`: let a member of staff in again, or out at once."""

import click

from underrose.doors.cli.opening import opens


@click.group()
def user() -> None:
    """One-time links for staff, and leavers."""


@user.command()
@opens
@click.argument("email")
@click.option("--lost-phone", is_flag=True, help="End their second factors too; they set up a new one as they sign in.")
def link(email: str, lost_phone: bool) -> None:
    """Print a one-time address where this person sets a new password."""
    from underrose.doors.cli import staff_by_mail

    click.echo(staff_by_mail.link(email, lost_phone=lost_phone))


@user.command()
@opens
@click.argument("email")
@click.confirmation_option(prompt="This person is signed out everywhere and can't come back. Go on?")
def leave(email: str) -> None:
    """Somebody leaves: every session, role and link of theirs ends now."""
    from underrose.doors.cli import staff_by_mail

    staff_by_mail.leave(email)
    click.echo("Done: signed out everywhere, no way back in.")
