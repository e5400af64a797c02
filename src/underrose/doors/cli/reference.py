"""`docs/commands.md`, written from the commands themselves, so that it can't say anything else."""

from collections.abc import Iterator

import click


def reference(command: click.Command, name: str) -> str:
    """The help of a command and all below it, as Markdown."""
    parts = [f"## {title}\n\n```\n{text}\n```" for title, text in _pages(command, name, None)]
    return "\n\n".join(["# Commands\n\nWritten by `underrose reference`; a test compares.", *parts]) + "\n"


def _pages(command: click.Command, name: str, above: click.Context | None) -> Iterator[tuple[str, str]]:
    context = click.Context(command, info_name=name, parent=above, max_content_width=100, **command.context_settings)
    context.terminal_width = 100
    yield context.command_path, command.get_help(context)
    if isinstance(command, click.Group):
        for child in command.list_commands(context):
            found = command.get_command(context, child)
            if found and (not found.hidden or child == "make"):
                yield from _pages(found, child, context)


def command(root: click.Command) -> click.Command:
    """The hidden command that prints it."""

    @click.command("reference", hidden=True)
    def printed() -> None:
        """Print docs/commands.md."""
        click.echo(reference(root, "underrose"), nl=False)

    return printed
