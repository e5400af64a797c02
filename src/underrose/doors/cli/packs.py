"""`underrose packs`: check the packs of laws, list them, show one. Reads files alone; opens no database."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from underrose.doors.cli.opening import json_option, opens


@click.group()
def packs() -> None:
    """The laws of places, as text files: check, list and show them."""


@packs.command()
@opens
@click.argument("path", type=click.Path(exists=True, path_type=Path), required=False)
@json_option
def check(path: Path | None, as_json: bool) -> None:
    """Check PATH, a pack or a folder of packs; without it, ours and those in the data folder's packs/.

    Each finding has its file and line. Ends with 1 where there is an error; a warning alone ends with 0.
    """
    from underrose.doors.cli.counted import counted
    from underrose.ground import clock
    from underrose.people.packs import checking, reading

    folders = [path] if path else [reading.CONTENT, reading.own_folder()]
    read = [checking.files(folder) for folder in folders if folder.exists()]
    ours, today = checking.files(reading.CONTENT), clock.now().date()
    found = [finding for files in read for finding in checking.check(files, beside=ours, today=today)]
    errors = sum(1 for finding in found if finding.level == "error")
    number = sum(map(len, read))
    if as_json:
        said = {"files": number, "errors": errors, "findings": [finding.as_json() for finding in found]}
        click.echo(json.dumps(said, ensure_ascii=False))
    else:
        for finding in found:
            click.echo(str(finding))
        warnings = len(found) - errors
        click.echo(f"{counted(number, 'pack')}, {counted(errors, 'error')}, {counted(warnings, 'warning')}.")
    sys.exit(1 if errors or not number else 0)


@packs.command("list")
@opens
@json_option
def list_(as_json: bool) -> None:
    """Every pack: its code, its version, the day it was looked at, its name."""
    from underrose.people.packs import reading

    found = list(reading.packs().values())
    if as_json:
        keys = ("code", "version", "name", "under", "is_own")
        rows = [{**{key: getattr(pack, key) for key in keys}, "looked_at": str(pack.looked_at)} for pack in found]
        click.echo(json.dumps(rows, ensure_ascii=False))
        return
    for pack in found:
        whose = " (own file)" if pack.is_own else ""
        click.echo(f"{pack.code:<8} {pack.version:>3}  {pack.looked_at}  {pack.name}{whose}")
    for name in reading.damaged():
        click.echo(f"{name} can't be read: underrose packs check", err=True)


@packs.command()
@opens
@click.argument("code")
def show(code: str) -> None:
    """What one pack says, by topic, each statement with its source and day. Not legal advice."""
    from underrose.people.packs import applying, reading, shapes

    pack = reading.packs().get(code)
    if pack is None:
        raise click.UsageError(f"There is no pack “{code}”. `underrose packs list` shows them.")
    wider = ", ".join(above.name for above in applying.chain(code)[1:])
    click.echo(f"{pack.name}, version {pack.version}. Not legal advice.{' Under: ' + wider + '.' if wider else ''}")
    for topic, shape in shapes.TOPICS.items():
        for place, statement in enumerate(pack.on(topic)):
            if not place:
                click.echo(f"\n{shape.label}")
            marks = [shapes.KINDS.words[statement.kind], str(statement.looked_at)]
            marks += ["a lawyer has to confirm it"] if statement.confirm else []
            click.echo(f"- {statement.says}\n  {statement.source} ({'; '.join(map(str, marks))})")
