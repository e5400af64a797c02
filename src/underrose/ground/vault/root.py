"""The root key: who holds it. It lies outside data and backups, and no other key is kept beside it in the clear.

A missing or foreign root key is refused with a sentence; a new one is never made for a house that already has keys.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from underrose.ground.vault import root_file, root_wrapped
from underrose.ground.vault.root_credential import Credential
from underrose.ground.vault.root_file import KeyFile
from underrose.ground.vault.root_passphrase import Passphrase
from underrose.ground.vault.root_services import AwsKms, HashicorpTransit
from underrose.ground.vault.root_trouble import (
    SIZE,
    KeyTrouble,
    Locked,
    RootDamaged,
    RootForeign,
    RootMissing,
    RootNotHere,
    RootUnreachable,
    RootUnreadable,
    root_id,
)
from underrose.ground.vault.secret import Secret

__all__ = [
    "SIZE",
    "KeyFile",
    "KeyTrouble",
    "Locked",
    "Passphrase",
    "RootDamaged",
    "RootForeign",
    "RootMissing",
    "RootNotHere",
    "RootSource",
    "RootUnreachable",
    "RootUnreadable",
    "UnknownHolder",
    "forget",
    "holder",
    "named",
    "remember",
    "root_id",
    "source",
]


class UnknownHolder(KeyTrouble):
    said = _("UNDERROSE_ROOT_KEY must be file, passphrase, credential, aws:KEY or hashicorp:KEY.")


class RootSource(Protocol):
    """Who holds root keys: a file, a passphrase, systemd or a key service, behind the same verbs."""

    @property
    def name(self) -> str:
        """The kind of holder, in one word."""

    @property
    def where(self) -> str:
        """The place in words, for the operator; never the key."""

    @property
    def is_waiting(self) -> bool:
        """Whether it opens only after the operator has typed something, and nobody has since the start."""

    def exists(self) -> bool:
        """Whether a key was ever made here."""

    def files(self) -> Iterator[tuple[Path, str, str]]:
        """(file, state, id of its key or "") of every key that lies here."""

    def read(self) -> list[Secret]:
        """The keys to try: the current, the staged and the former ones; none where none was made. Raises KeyTrouble."""

    def make(self) -> Secret:
        """Make the first key. Of several processes that try, all get the same one."""

    def stage(self) -> Secret:
        """Make, or find, the key that is to come next; from now on `read` tells of both."""

    def advance(self) -> None:
        """The staged key becomes the current one; the former is put aside under its id."""

    def write(self, key: Secret) -> None:
        """Put a key that came back from paper into its place. Raises RootForeign over a different one, RootNotHere."""

    def worries(self) -> list[str]:
        """What an operator should mend, in sentences."""


def source() -> RootSource:
    """Who holds this house's root key. Raises UnknownHolder."""
    return named(holder())


def holder() -> str:
    """As the setting says, or else as `underrose keys hold` left it beside the keys."""
    if settings.ROOT_KEY_HOLDER:
        return str(settings.ROOT_KEY_HOLDER)
    try:
        return _kept().read_text().strip()
    except OSError:
        return "file"


def named(words: str) -> RootSource:
    """A holder by its name: file, passphrase, credential[:NAME], aws:KEY, hashicorp:KEY. Raises UnknownHolder."""
    kind, _colon, key = words.partition(":")
    path = Path(settings.ROOT_KEY_FILE)
    match kind, bool(key):
        case "file", False:
            return KeyFile(path)
        case "passphrase", False:
            return Passphrase(path.parent)
        case "credential", _:
            return Credential(key)
        case "aws", True:
            return AwsKms(path.parent, key)
        case "hashicorp", True:
            return HashicorpTransit(path.parent, key)
    raise UnknownHolder()


def remember(words: str) -> None:
    """From now on this one holds the root key. Raises UnknownHolder."""
    named(words)
    root_file.replace(_kept(), words.encode())


def forget() -> None:
    """Drop what this process holds of root keys."""
    root_wrapped.forget()


def _kept() -> Path:
    return Path(settings.ROOT_KEY_FILE).with_name("holder")
