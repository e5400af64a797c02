"""A root key that lies on the disk in wrapped form alone; who unwraps it is the passphrase's or a key service's matter.

The file says in clear whose it is and which key it holds, so that a wrong one is named. What was unwrapped once is held
in memory until `forget`, because a key service must not be asked at every request.
"""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

from underrose.ground.vault.root_file import KeyFile
from underrose.ground.vault.root_trouble import RootDamaged, RootForeign, root_id
from underrose.ground.vault.secret import Secret

_opened: dict[bytes, Secret] = {}


def forget() -> None:
    """Drop what was unwrapped."""
    _opened.clear()


class WrappedFile(KeyFile):
    """A key in a file that opens nothing by itself."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder / f"root.{self.name}")

    def wrap(self, key: Secret) -> bytes:
        """The wrapped form of a root key. Raises KeyTrouble."""
        raise NotImplementedError

    def unwrap(self, wrapped: bytes) -> Secret:
        """The root key of a wrapped form. Raises KeyTrouble."""
        raise NotImplementedError

    def _written(self, key: Secret) -> bytes:
        wrapped = base64.b64encode(self.wrap(key)).decode()
        said = {"version": 1, "by": self.name, "root_id": root_id(key), "wrapped": wrapped}
        return json.dumps(said).encode()

    def _meant(self, content: bytes) -> Secret:
        if content not in _opened:
            said = self._said(content)
            key = self.unwrap(base64.b64decode(said["wrapped"]))
            if root_id(key) != said["root_id"]:
                raise RootForeign()
            _opened[bytes(content)] = key
        return _opened[content]

    def _said(self, content: bytes) -> dict[str, Any]:
        try:
            said: dict[str, Any] = json.loads(bytes(content))
            if said["version"] == 1 and said["by"] == self.name and said["root_id"] and said["wrapped"]:
                return said
        except (ValueError, KeyError, TypeError):
            pass
        raise RootDamaged(
            _("%s is not a wrapped root key of this holder. Put the right file back, or make it again from paper.")
            % self.path
        )

    def _name(self, path: Path) -> str:
        """Told without unwrapping."""
        try:
            return str(self._said(path.read_bytes())["root_id"])
        except (RootDamaged, OSError):
            return ""
