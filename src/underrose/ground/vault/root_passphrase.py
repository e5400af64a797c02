"""A root key behind a passphrase: the house starts locked, and opens when the operator has typed it.

The passphrase opens (Argon2id, RFC 9106) a door key; the door key unwraps the root keys. While the house is unlocked,
the door key lies in a file of mode 0400 on a disk that is memory alone, outside data, keys and backups. To lock is to
remove that file. It refuses to lay the door key on a real disk.
"""

from __future__ import annotations

import base64
import json
import os
import stat
import zlib
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap, aes_key_wrap
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from underrose.ground.database.disks import kind_of_disk
from underrose.ground.vault import root_file
from underrose.ground.vault.root_trouble import SIZE, KeyTrouble, Locked, RootDamaged, RootNotHere
from underrose.ground.vault.root_wrapped import WrappedFile
from underrose.ground.vault.secret import Secret

SHORTEST = 16
# RFC 9106, section 4: as much memory as a small server can spare for a second; well above the second recommendation.
_COST = {"memory_kib": 128 * 1024, "passes": 6, "lanes": 4}
_MEMORY_DISKS = ("tmpfs", "ramfs")


class WrongPassphrase(KeyTrouble):
    said = _("That is not the passphrase. Nothing has changed.")
    status = 409


class TooShort(KeyTrouble):
    said = _("A passphrase needs at least 16 characters. Six words that don't belong together are good.")
    status = 409


class NoMemoryDisk(KeyTrouble):
    """There is no place for the door key that isn't a real disk."""


class Passphrase(WrappedFile):
    """Wrapped by the door key, which a passphrase opens."""

    name = "passphrase"

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.door = folder / "door.passphrase"

    @property
    def where(self) -> str:
        return f"{self.path}, behind a passphrase"

    @property
    def is_waiting(self) -> bool:
        return not _runtime(self.path.parent).exists()

    @property
    def has_passphrase(self) -> bool:
        """Whether one was ever chosen."""
        return self.door.exists()

    def read(self) -> list[Secret]:
        if self.has_passphrase and self.is_waiting:
            raise Locked()
        return super().read()

    def choose(self, passphrase: str) -> None:
        """The first passphrase of a house; its door key is made. Raises TooShort, RootNotHere where there is one."""
        if self.has_passphrase:
            raise RootNotHere(_("This house has a passphrase already. To change it: underrose keys passphrase"))
        door_key = Secret(os.urandom(SIZE))
        root_file.create(self.door, _sealed(door_key, passphrase))
        self.open(passphrase)

    def open(self, passphrase: str) -> None:
        """Lay the door key into memory. Raises WrongPassphrase, NoMemoryDisk."""
        lay(self.path.parent, self._door_key(passphrase))

    def change(self, old: str, new: str) -> None:
        """Another passphrase for the same door key. Raises WrongPassphrase, TooShort."""
        root_file.replace(self.door, _sealed(self._door_key(old), new))

    def close(self) -> None:
        """Take the door key out of memory."""
        wipe(_runtime(self.path.parent))

    def laid_in(self) -> Path:
        """The file in memory that holds the door key while the house is unlocked."""
        return _runtime(self.path.parent)

    def wrap(self, key: Secret) -> bytes:
        return aes_key_wrap(self._laid(), key)

    def unwrap(self, wrapped: bytes) -> Secret:
        try:
            return Secret(aes_key_unwrap(self._laid(), wrapped))
        except InvalidUnwrap as error:
            raise RootDamaged(_("The wrapped root key doesn't open. Put the right file back.")) from error

    def _laid(self) -> Secret:
        try:
            key = Secret(_runtime(self.path.parent).read_bytes())
        except FileNotFoundError:
            raise Locked() from None
        if len(key) != SIZE:
            raise Locked()
        return key

    def _door_key(self, passphrase: str) -> Secret:
        try:
            said: dict[str, Any] = json.loads(self.door.read_bytes())
            wrapped, salt = (base64.b64decode(said[name]) for name in ("wrapped", "salt"))
            cost = {name: int(said[name]) for name in _COST}
        except FileNotFoundError:
            raise RootNotHere(_("No passphrase was chosen for this house yet.")) from None
        except (ValueError, KeyError, TypeError) as error:
            raise RootDamaged(_("%s is damaged. Put it back from a copy of the keys.") % self.door) from error
        try:
            return Secret(aes_key_unwrap(_stretched(passphrase, salt, cost), wrapped))
        except InvalidUnwrap:
            raise WrongPassphrase() from None


def lay(folder: Path, door_key: Secret) -> None:
    """Lay a door key where a house's processes find it. Raises NoMemoryDisk."""
    place = _runtime(folder)
    _closed_folder(place.parent)
    root_file.replace(place, door_key)


def wipe(place: Path) -> None:
    """Remove a file of a memory disk, and overwrite what it held."""
    try:
        place.chmod(0o600)
        with place.open("r+b") as file:
            place.unlink()  # first the name, so that nobody reads the noughts
            file.write(bytes(SIZE))
    except FileNotFoundError:
        pass


def _runtime(folder: Path) -> Path:
    """Where the door key of this house lies while it is unlocked."""
    house = f"{zlib.crc32(str(folder.resolve()).encode()):08x}"
    base = Path(settings.RUNTIME_DIR or f"/dev/shm/house-{os.geteuid()}")  # noqa: S108  looked at before use
    return base / f"{house}.open"


def _closed_folder(folder: Path) -> None:
    """A folder of ours alone, in memory. Raises NoMemoryDisk."""
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        found = folder.lstat()
    except OSError as error:
        raise NoMemoryDisk(
            _("%(folder)s can't be made: %(why)s. Set UNDERROSE_RUNTIME to a folder in memory (tmpfs).")
            % {"folder": folder, "why": error.strerror}
        ) from error
    is_ours = stat.S_ISDIR(found.st_mode) and found.st_uid == os.geteuid() and not found.st_mode & 0o077
    if not is_ours or kind_of_disk(folder) not in _MEMORY_DISKS:
        raise NoMemoryDisk(
            _("%s must be a folder in memory (tmpfs) that belongs to this user alone, mode 0700. The key is not laid "
              "on a disk. Set UNDERROSE_RUNTIME to another one.") % folder
        )  # fmt: skip


def _sealed(door_key: Secret, passphrase: str) -> bytes:
    if len(passphrase) < SHORTEST:
        raise TooShort()
    salt = os.urandom(16)
    wrapped = aes_key_wrap(_stretched(passphrase, salt, _COST), door_key)
    said = {"version": 1, "salt": base64.b64encode(salt).decode(), "wrapped": base64.b64encode(wrapped).decode()}
    return json.dumps({**said, **_COST}).encode()


def _stretched(passphrase: str, salt: bytes, cost: dict[str, int]) -> Secret:
    kdf = Argon2id(
        salt=salt, length=SIZE, iterations=cost["passes"], lanes=cost["lanes"], memory_cost=cost["memory_kib"]
    )
    return Secret(kdf.derive(passphrase.encode()))
