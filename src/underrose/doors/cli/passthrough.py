"""`underrose django …`: Django's own commands with this house's settings, for those who know why."""

import click

from underrose.doors.cli.opening import opens


@click.command("django", hidden=True, context_settings={"ignore_unknown_options": True, "help_option_names": []})
@opens
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def django_command(arguments: tuple[str, ...]) -> None:
    """Pass on to Django: `underrose django showmigrations`."""
    from django.core.management import execute_from_command_line

    execute_from_command_line(["underrose django", *arguments])
