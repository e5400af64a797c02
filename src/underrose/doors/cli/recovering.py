"""Bring the root key back from paper: one sheet, or shares that are checked one by one as they are entered."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path

import click

from underrose.doors.cli import unlocking
from underrose.ground.vault import recovery, root, shares


def from_sheet(words: str | None, to: Path | None) -> str:
    """Raises SheetRefused, root.KeyTrouble."""
    words = words or click.prompt("The 33 words of the recovery sheet", hide_input=True)
    _ready(to)
    recovery.restore(words, to)
    return _written(to)


def from_shares(given: Sequence[str], to: Path | None) -> str:
    """Enough shares, from the command line or asked for. Raises ShareRefused, root.KeyTrouble."""
    began, gathering = time.monotonic(), shares.Gathering()
    for words in given:
        _say(gathering, gathering.add(words))
    while gathering.missing and not given:
        try:
            _say(gathering, gathering.add(click.prompt("The 33 words of a share", hide_input=True)))
        except shares.ShareRefused as refusal:  # the next one may be right, and nothing is lost
            click.echo(str(refusal.said), err=True)
    key = gathering.key()
    _ready(to)
    recovery.put_back(key, to)
    return f"{_written(to)}\nFrom {len(gathering.shares)} shares, in {time.monotonic() - began:.1f} s."


def _say(gathering: shares.Gathering, share: shares.Share) -> None:
    left = f"{gathering.missing} more." if gathering.missing else "That is enough."
    click.echo(f"Share {share.number} of bundle {share.bundle} is right. {left}")


def _ready(to: Path | None) -> None:
    """A house behind a passphrase must be open before a key can be laid behind it."""
    source = root.source()
    if not to and isinstance(source, root.Passphrase) and source.is_waiting:
        unlocking.open_door(source)


def _written(to: Path | None) -> str:
    return f"Written: {to or root.source().where}"
