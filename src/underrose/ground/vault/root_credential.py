"""A root key that systemd hands to the service (systemd.exec(5), LoadCredentialEncrypted=): to be read, never written.

Sealed by the machine's TPM or its host key, it opens on that machine alone. What would write a key says what to do by
hand instead.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from underrose.ground.vault import shut
from underrose.ground.vault.root_file import read_key
from underrose.ground.vault.root_trouble import Locked, RootMissing, RootNotHere, root_id
from underrose.ground.vault.secret import Secret


class Credential:
    """`credential` or `credential:NAME`; beside it NAME.next and NAME.former, where they were loaded."""

    name = "credential"
    is_waiting = False

    def __init__(self, credential: str) -> None:
        self.credential = credential or "root-key"

    @property
    def where(self) -> str:
        return f"the systemd credential {self.credential}"

    def exists(self) -> bool:
        """Whether the service was given one."""
        return any(True for _found in self.files())

    def files(self) -> Iterator[tuple[Path, str, str]]:
        """(file, state, id) of each credential that was handed over."""
        for suffix, state in (("", "in use"), (".next", "next"), (".former", "former")):
            if (path := self._path(suffix)) and path.exists():
                yield path, state, root_id(read_key(path))

    def read(self) -> list[Secret]:
        if shut.is_shut():
            raise Locked()
        return [read_key(path) for path, _state, _name in self.files()]

    def make(self) -> Secret:
        raise RootMissing(
            _("This service was given no credential “%(name)s”. Make one, load it, and start again: "
              "head -c 32 /dev/urandom | systemd-creds encrypt --name=%(name)s - /etc/credstore.encrypted/%(name)s")
            % {"name": self.credential}
        )  # fmt: skip

    def stage(self) -> Secret:
        if (path := self._path(".next")) and path.exists():
            return read_key(path)
        raise RootNotHere(
            _("Make the new root key as a credential “%(name)s.next”, load it too, and rotate again: "
              "head -c 32 /dev/urandom | systemd-creds encrypt --name=%(name)s.next - "
              "/etc/credstore.encrypted/%(name)s.next") % {"name": self.credential}
        )  # fmt: skip

    def advance(self) -> None:
        """Nothing: whichever the rows name is used; the operator renames the credentials at leisure."""

    def write(self, key: Secret) -> None:
        raise RootNotHere(
            _("A credential can't be written from here. Write the key to a file in memory (--to /dev/shm/root), make a "
              "credential of it with systemd-creds encrypt, and delete the file.")
        )  # fmt: skip

    def worries(self) -> list[str]:
        return []

    def _path(self, suffix: str) -> Path | None:
        folder = os.environ.get("CREDENTIALS_DIRECTORY")
        return Path(folder) / f"{self.credential}{suffix}" if folder else None
