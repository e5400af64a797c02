"""The root key: where it comes from. It lies outside data and backups, and no other key is kept beside it in the clear.

A missing or foreign root key is refused with a sentence; a new one is never made for a house that already has keys.
"""

from __future__ import annotations

import hashlib
import os
import stat
from contextlib import suppress
from pathlib import Path
from typing import Protocol

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from underrose.ground.refusal import Refused
from underrose.ground.vault.secret import Secret

SIZE = 32


class KeyTrouble(Refused):
    """The house's keys can't be used as they are. The sentence is for the operator."""

    status = 503


class RootMissing(KeyTrouble):
    said = _("The root key is missing, and this house already has sealed records. Put the root key file back, or make "
             "it again from the recovery sheet. A new key would open nothing.")  # fmt: skip


class RootDamaged(KeyTrouble):
    said = _("The root key file is not a root key: it must hold exactly 32 bytes. Put the right file back, or make it "
             "again from the recovery sheet.")  # fmt: skip


class RootUnreadable(KeyTrouble):
    said = _("The root key file can't be read by the user that runs Underrose. Give the file to that user, mode 0400.")


class RootForeign(KeyTrouble):
    said = _("The root key file belongs to another house. Put this house's own root key file back, or make it again "
             "from the recovery sheet.")  # fmt: skip


class RootSource(Protocol):
    """Where root keys come from: a file today, a passphrase (Argon2id) or a key service behind the same four verbs."""

    @property
    def where(self) -> str:
        """The place in words, for the operator; never the key."""

    def read(self) -> list[Secret]:
        """The keys to try: the current, the staged and the former ones; none where none was made. Raises KeyTrouble."""

    def make(self) -> Secret:
        """Make the first key. Of several processes that try, all get the same one."""

    def stage(self) -> Secret:
        """Make, or find, the key that is to come next; from now on `read` tells of both."""

    def advance(self) -> None:
        """The staged key becomes the current one; the former is put aside under its id."""


class KeyFile:
    """A root key in a file of mode 0400, in a folder of mode 0700."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.staged = path.with_name(f"{path.name}.next")

    @property
    def where(self) -> str:
        return str(self.path)

    @property
    def former(self) -> list[Path]:
        """Root keys put aside by a rotation, the newest first. Older backups open with them alone."""
        found = self.path.parent.glob(f"{self.path.name}.former-*")
        return sorted(found, key=lambda path: path.stat().st_mtime, reverse=True)

    def read(self) -> list[Secret]:
        return [_read(path) for path in (self.path, self.staged, *self.former) if path.exists()]

    def make(self) -> Secret:
        return _create(self.path, Secret(os.urandom(SIZE)))

    def stage(self) -> Secret:
        return _create(self.staged, Secret(os.urandom(SIZE)))

    def advance(self) -> None:
        if not self.staged.exists():
            return
        if self.path.exists():
            former = self.path.with_name(f"{self.path.name}.former-{root_id(_read(self.path))}")
            with suppress(FileExistsError):
                os.link(self.path, former)
        os.replace(self.staged, self.path)  # at every moment there is a whole file under the name
        _sync_folder(self.path.parent)

    def write(self, key: Secret) -> None:
        """Put a key that came back from a recovery sheet into its place. Raises RootForeign over a different one."""
        if _create(self.path, key) != key:
            raise RootForeign(_("Another root key already lies there. Move it away first, and keep it."))

    def worries(self) -> list[str]:
        """What an operator should mend about the file, in sentences."""
        if not self.path.exists():
            return []
        found = []
        if self.path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
            found.append(f"Other users of this machine can open {self.path}. Run: chmod 0400 {self.path}")
        if self.path.resolve().is_relative_to(Path(settings.DATA_DIR).resolve()):
            found.append(f"{self.path} lies inside the data, so a copy of the data opens everything. Move it out.")
        return found


def source() -> KeyFile:
    """The source that the settings name."""
    return KeyFile(Path(settings.ROOT_KEY_FILE))


def root_id(key: bytes) -> str:
    """A short public name of a root key, so that a wrong file is named and not guessed at."""
    return hashlib.sha256(b"underrose root" + key).hexdigest()[:16]


def _read(path: Path) -> Secret:
    try:
        with path.open("rb") as file:
            key = Secret(file.read(SIZE + 1))
    except OSError as error:
        raise RootUnreadable() from error
    if len(key) != SIZE:
        raise RootDamaged()
    return key


def _create(path: Path, key: Secret) -> Secret:
    """Write `key` whole or not at all, and return what now stands there: a name is linked once, so one writer wins."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_name(f".{path.name}.{os.getpid()}.{os.urandom(4).hex()}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o400), "wb") as file:
        file.write(key)
        file.flush()
        os.fsync(file.fileno())
    try:
        with suppress(FileExistsError):
            os.link(draft, path)
    finally:
        draft.unlink()
    _sync_folder(path.parent)
    return _read(path)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
