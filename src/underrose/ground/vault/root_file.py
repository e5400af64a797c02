"""The root key in a file of mode 0400, in a folder of mode 0700: the holder that every house begins with.

What is written is whole or not at all. Other holders keep a wrapped form of the key in the same kind of file.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from underrose.ground.vault import shut
from underrose.ground.vault.root_trouble import SIZE, Locked, RootDamaged, RootForeign, RootUnreadable, root_id
from underrose.ground.vault.secret import Secret

_LONGEST = 64 * 1024  # more than any wrapped form


class KeyFile:
    """A root key in a file, the one that is to come beside it, and the former ones."""

    name = "file"

    def __init__(self, path: Path) -> None:
        self.path = path
        self.staged = path.with_name(f"{path.name}.next")

    @property
    def where(self) -> str:
        return str(self.path)

    @property
    def is_waiting(self) -> bool:
        """Whether it opens only after the operator has given something. A file asks for nothing."""
        return False

    @property
    def former(self) -> list[Path]:
        """Root keys put aside by a rotation, the newest first. Older backups open with them alone."""
        found = self.path.parent.glob(f"{self.path.name}.former-*")
        return sorted(found, key=lambda path: path.stat().st_mtime, reverse=True)

    def files(self) -> Iterator[tuple[Path, str, str]]:
        """(file, state, id of its key where that is known without opening it) of every key that lies here."""
        found = [(self.path, "in use"), (self.staged, "next"), *((path, "former") for path in self.former)]
        for path, state in found:
            if path.exists():
                yield path, state, self._name(path)

    def exists(self) -> bool:
        """Whether a key was ever made here."""
        return self.path.exists()

    def read(self) -> list[Secret]:
        if shut.is_shut():
            raise Locked()
        return [self._read(path) for path in (self.path, self.staged, *self.former) if path.exists()]

    def make(self) -> Secret:
        return self._create(self.path, Secret(os.urandom(SIZE)))

    def stage(self) -> Secret:
        return self._create(self.staged, Secret(os.urandom(SIZE)))

    def advance(self) -> None:
        if not self.staged.exists():
            return
        if self.path.exists():
            former = self.path.with_name(f"{self.path.name}.former-{root_id(self._read(self.path))}")
            with suppress(FileExistsError):
                os.link(self.path, former)
        os.replace(self.staged, self.path)  # at every moment there is a whole file under the name
        sync_folder(self.path.parent)

    def write(self, key: Secret) -> None:
        """Put a key that came back from paper into its place. Raises RootForeign over a different one."""
        if self._create(self.path, key) != key:
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

    def _read(self, path: Path) -> Secret:
        return _right_size(self._meant(_bytes_of(path)))

    def _create(self, path: Path, key: Secret) -> Secret:
        """Write `key` and return what now stands there: a name is linked once, so of several writers one wins."""
        create(path, self._written(key))
        return self._read(path)

    def _written(self, key: Secret) -> bytes:
        """What the file holds of a key."""
        return key

    def _meant(self, content: bytes) -> Secret:
        """The key that a file's content means."""
        return Secret(content)

    def _name(self, path: Path) -> str:
        try:
            return root_id(self._read(path))
        except (RootDamaged, RootUnreadable):
            return ""


def read_key(path: Path) -> Secret:
    """The bare key in a file. Raises RootDamaged, RootUnreadable."""
    return _right_size(_bytes_of(path))


def create(path: Path, content: bytes) -> None:
    """Write a new file of mode 0400, whole or not at all; one that stands there already stays."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = _draft(path, content)
    try:
        with suppress(FileExistsError):
            os.link(draft, path)
    finally:
        draft.unlink()
    sync_folder(path.parent)


def replace(path: Path, content: bytes) -> None:
    """Write a file of mode 0400 in the place of another, in one step."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    os.replace(_draft(path, content), path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """What was named or unnamed in a folder is on the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _draft(path: Path, content: bytes) -> Path:
    draft = path.with_name(f".{path.name}.{os.getpid()}.{os.urandom(4).hex()}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o400), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    return draft


def _right_size(key: Secret) -> Secret:
    if len(key) != SIZE:
        raise RootDamaged()
    return key


def _bytes_of(path: Path) -> Secret:
    try:
        with path.open("rb") as file:
            return Secret(file.read(_LONGEST))
    except OSError as error:
        raise RootUnreadable() from error
