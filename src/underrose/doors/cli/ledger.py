"""`underrose ledger`: verify the record, and prove one entry to a stranger."""

import json
import sys
from pathlib import Path
from uuid import UUID

import click

from underrose.doors.cli.opening import json_option, opens
from underrose.doors.cli.progress import progress

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group()
def ledger() -> None:
    """Verify the tamper-evident record, and prove single entries."""


@ledger.command()
@opens
@json_option
@click.option("--checkpoint", "kept", type=_FILE, multiple=True, help="A checkpoint kept elsewhere; may be repeated.")
@click.option("--practice", type=click.UUID, metavar="ID", help="One practice only.")
def verify(as_json: bool, kept: tuple[Path, ...], practice: UUID | None) -> None:
    """Derive everything anew and compare it with the data. Ends with 1 where anything doesn't fit."""
    from underrose.doors.cli import record
    from underrose.ground import clock
    from underrose.ground.ledger import verifying

    outside = [path.read_text() for path in kept]
    with progress() as tell:
        report = verifying.verify(practice, at=clock.now(), progress=tell, outside=outside)
    click.echo(json.dumps(report.as_json()) if as_json else record.say(report))
    sys.exit(0 if report.is_sound else 1)


@ledger.command()
@opens
@click.argument("entry", type=click.UUID)
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Write it there instead of printing it.")
def proof(entry: UUID, out: Path | None) -> None:
    """The proof of one entry (C2SP .tlog-proof), which openssl and sha256sum alone can verify."""
    from underrose.doors.cli import record

    text = record.prove(entry)
    if out:
        out.write_text(text)
    else:
        click.echo(text, nl=False)


@ledger.command()
@opens
@click.argument("practice", type=click.UUID)
def checkpoint(practice: UUID) -> None:
    """The newest signed checkpoint of a practice, to keep elsewhere."""
    from underrose.ground import clock
    from underrose.ground.ledger import checkpoints

    click.echo(checkpoints.sign(practice, at=clock.now()).note, nl=False)
