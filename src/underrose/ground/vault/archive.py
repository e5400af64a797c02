"""One sealed file of any size: AES-256-GCM in chunks, under a key of its own from the root key (HKDF, RFC 5869).

A header in clear says what it is and whose root key opens it; each chunk binds the header, its place and whether it is
the last one, so that a file cut short, exchanged in parts or altered in any byte is refused. Nothing is held in memory
but one chunk.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.utils.translation import gettext_lazy as _

from underrose.ground.refusal import Refused
from underrose.ground.vault import root
from underrose.ground.vault.secret import Secret

MAGIC = b"underrose backup 1\n"
CHUNK = 1024 * 1024
_TAG = 16
_HEADER_LIMIT = 4 * 1024 * 1024

Progress = Callable[[str, int, int], None]


class BackupRefused(Refused):
    """A backup that isn't whole, isn't of this house, or doesn't fit. Nothing has been changed."""

    said = _("This file is not an Underrose backup.")


class Damaged(BackupRefused):
    said = _("This backup is damaged or was cut short, so it is not used. Take another copy of it.")


class OtherRoot(BackupRefused):
    """Sealed under a root key that isn't here."""


def write(path: Path, plain: Path, facts: Mapping[str, Any], key: Secret, progress: Progress | None = None) -> None:
    """Seal the file `plain` into `path` (mode 0600), with `facts` in clear in its header."""
    salt = os.urandom(32)
    size = plain.stat().st_size
    header = {**facts, "root_id": root.root_id(key), "salt": salt.hex(), "chunk": CHUNK, "bytes": size}
    header["sha256"] = sha256(plain)
    head = json.dumps(header, sort_keys=True).encode()
    cipher, bound = _cipher(key, salt), hashlib.sha256(head).digest()
    chunks = max(1, -(-size // CHUNK))
    with plain.open("rb") as source, _new(path) as target:
        target.write(MAGIC + len(head).to_bytes(4) + head)
        for index in range(chunks):
            target.write(cipher.encrypt(_nonce(index, index == chunks - 1), source.read(CHUNK), bound))
            if progress:
                progress("Sealing", index + 1, chunks)
        target.flush()
        os.fsync(target.fileno())


def read_header(path: Path) -> dict[str, Any]:
    """What the header says; not yet proven. Raises BackupRefused."""
    with _old(path) as source:
        return _header(source)[0]


def read(path: Path, into: Path, progress: Progress | None = None) -> dict[str, Any]:
    """Open the file into `into` (mode 0600) and return its proven header. Raises BackupRefused, root.KeyTrouble."""
    with _old(path) as source, _new(into) as target:
        header, head = _header(source)
        cipher, bound = _cipher(_root_named(header["root_id"]), bytes.fromhex(header["salt"])), hashlib.sha256(head)
        chunks = max(1, -(-header["bytes"] // header["chunk"]))
        for index in range(chunks):
            sealed = source.read(header["chunk"] + _TAG)
            try:
                target.write(cipher.decrypt(_nonce(index, index == chunks - 1), sealed, bound.digest()))
            except (InvalidTag, ValueError):
                raise Damaged() from None
            if progress:
                progress("Opening", index + 1, chunks)
        if source.read(1):
            raise Damaged()
        target.flush()
        os.fsync(target.fileno())
    if into.stat().st_size != header["bytes"] or sha256(into) != header["sha256"]:
        raise Damaged()
    return header


def sha256(path: Path) -> str:
    """The hash of a file, as 64 letters."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _header(source: BinaryIO) -> tuple[dict[str, Any], bytes]:
    if source.read(len(MAGIC)) != MAGIC:
        raise BackupRefused()
    length = int.from_bytes(source.read(4))
    head = source.read(length) if length <= _HEADER_LIMIT else b""
    try:
        header = json.loads(head)
        wanted = {"root_id": str, "salt": str, "chunk": int, "bytes": int, "sha256": str, "kind": str}
        is_sound = all(type(header[name]) is kind for name, kind in wanted.items())
        is_sound = is_sound and 0 < header["chunk"] <= 16 * CHUNK and header["bytes"] >= 0
        bytes.fromhex(header["salt"])
    except (ValueError, KeyError, TypeError):
        raise Damaged() from None
    if not is_sound:
        raise Damaged()
    return header, head


def _root_named(name: str) -> Secret:
    found = root.source().read()
    if not found:
        raise root.RootMissing(
            _("There is no root key on this machine. Put the root key file back, or make it from the recovery sheet.")
        )
    for key in found:
        if root.root_id(key) == name:
            return key
    raise OtherRoot(
        _("This backup was made under root key %(theirs)s; this machine has %(ours)s. Put the right root key file "
          "back, or make it again from that house's recovery sheet.")
        % {"theirs": name[:16], "ours": root.root_id(found[0])}
    )  # fmt: skip


def _cipher(key: Secret, salt: bytes) -> AESGCM:
    return AESGCM(HKDF(SHA256(), 32, salt, b"underrose backup").derive(key))


def _nonce(index: int, is_last: bool) -> bytes:
    """Counted, because each file has a key of its own."""
    return index.to_bytes(11) + bytes([is_last])


def _new(path: Path) -> BinaryIO:
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")


def _old(path: Path) -> BinaryIO:
    try:
        return path.open("rb")
    except FileNotFoundError:
        raise BackupRefused(_("There is no file %s.") % path) from None
    except OSError as error:
        raise BackupRefused(_("%(path)s can't be read: %(why)s.") % {"path": path, "why": error.strerror}) from None
