"""`underrose reader-key`: open sealed things with a key's file, away from browser, house and network."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from underrose.people.readers.away import KeyFile

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group("reader-key")
def reader_key() -> None:
    """Open sealed things with a reader key's file, and its passphrase or sheets."""


@reader_key.command()
@click.argument("key", type=_FILE)
def words(key: Path) -> None:
    """A key's eight words, to compare by reading them out."""
    from underrose.people.readers import wrapping

    click.echo(" ".join(wrapping.key_words(_read(key).newest["id"])))


@reader_key.command("open")
@click.argument("key", type=_FILE)
@click.argument("sealed", type=_FILE)
@click.option("--sheets", is_flag=True, help="Unlock with recovery sheets in place of the passphrase.")
@click.option("--signed-by", "author", type=_FILE, help="The key file of whoever sealed it, if somebody else.")
@click.option("--unsigned", is_flag=True, help="It comes from somebody without a key, a member.")
@click.option("--out", type=click.Path(path_type=Path), help="Write to this new file, for you alone to read.")
def open_(key: Path, sealed: Path, sheets: bool, author: Path | None, unsigned: bool, out: Path | None) -> None:
    """Open SEALED with the KEY file and print what it says."""
    from underrose.people.readers import away
    from underrose.people.readers.binding import Malformed
    from underrose.people.readers.envelope import NotOpened, NotSigned

    file = _read(key)
    signers = _read(author) if author else file
    by = None if unsigned else [signers.public(place) for place in range(len(signers.keys))]
    try:
        private = away.unlock(file, **_asked(file, sheets))
        info, said = away.open_sealed(private, sealed.read_text().strip(), by=by)
    except (Malformed, UnicodeDecodeError):
        raise click.ClickException(f"{sealed} is not a sealed thing.") from None
    except NotSigned:
        raise click.ClickException("It isn't signed by that key. Don't trust it.") from None
    except NotOpened:
        said_why = "That doesn't open it: it is another key, passphrase or sheet, or the thing was altered."
        raise click.ClickException(said_why) from None
    click.echo(f"About: {info}", err=True)
    if out:
        _write(out, said)
    else:
        click.echo(said)


def _read(path: Path) -> KeyFile:
    from underrose.people.readers import away
    from underrose.people.readers.binding import Malformed

    try:
        return away.read(path.read_text())
    except (Malformed, UnicodeDecodeError):
        raise click.ClickException(f"{path} is not a key's file.") from None


def _asked(file: KeyFile, sheets: bool) -> dict[str, Any]:
    """What unlocks it, asked at the terminal: never an argument, since others see those."""
    from underrose.people.readers import wrapping
    from underrose.people.readers.binding import Malformed

    if not sheets:
        return {"passphrase": click.prompt("Passphrase", hide_input=True, err=True)}
    needed = 1 if len(file.sheets()) == 1 else 2
    try:
        asked = [f"Words of sheet {place + 1} of {needed}" for place in range(needed)]
        return {"sheets": [wrapping.sheet_secret(click.prompt(one, hide_input=True, err=True)) for one in asked]}
    except Malformed as error:
        raise click.ClickException(f"{str(error).capitalize()}.") from None


def _write(out: Path, said: bytes) -> None:
    with os.fdopen(os.open(out, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(said)
