"""The list of commands, by name."""

from typing import Any

import click

from underrose.doors.cli.plain_words import plain_words


class House(click.Group):
    """A group of commands whose errors are plain words."""

    def invoke(self, context: click.Context) -> Any:
        with plain_words():
            return super().invoke(context)


@click.group(cls=House, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="underrose", message="%(prog)s %(version)s")
def underrose() -> None:
    """Group therapy with confidentiality built in, run by the practice itself."""


def _fill() -> None:
    from underrose.doors.cli import (
        backup,
        demo,
        doctor,
        import_roster,
        keys,
        ledger,
        lock,
        packs,
        passthrough,
        reader_key,
        reference,
        serve,
        user,
        work,
    )

    for command in (
        serve.serve,
        work.worker,
        demo.demo,
        doctor.doctor,
        backup.backup,
        backup.restore,
        keys.keys,
        lock.lock,
        lock.unlock,
        ledger.ledger,
        user.user,
        import_roster.import_roster,
        reader_key.reader_key,
        packs.packs,
        passthrough.django_command,
        reference.command(underrose),
    ):
        underrose.add_command(command)


_fill()
