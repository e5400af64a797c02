"""The operator's door: one `underrose` command.

Each subcommand is a module of its own that calls a function elsewhere. An operator has no role inside a practice, so
nothing here shows what a practice has sealed.
"""


def main() -> None:
    """What the console script runs."""
    from underrose.doors.cli.commands import underrose

    underrose()
