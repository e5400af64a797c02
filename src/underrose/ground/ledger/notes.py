"""Signed notes and checkpoints: the text that a stranger can check (c2sp.org/signed-note, c2sp.org/tlog-checkpoint).

Ed25519 (RFC 8032), signature type 0x01. It refuses a note that isn't exactly of that form; it doesn't know whose log
it is.
"""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

_ED25519 = b"\x01"
_MOST_SIGNATURES = 16


class Damaged(Exception):
    """A note, key or proof that can't be trusted; the message says why."""


@dataclass(frozen=True, slots=True)
class Key:
    """The public key of a log, as it is printed: name+id+base64."""

    name: str
    public: bytes

    @property
    def id(self) -> bytes:
        """Four bytes that find the signature's key; a hint, not a proof."""
        return sha256(self.name.encode() + b"\n" + _ED25519 + self.public).digest()[:4]

    def __str__(self) -> str:
        return f"{self.name}+{self.id.hex()}+{base64.b64encode(_ED25519 + self.public).decode()}"


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What a checkpoint's text says."""

    origin: str
    size: int
    root: bytes

    @property
    def text(self) -> str:
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode()}\n"


def read_key(text: str) -> Key:
    """A printed key. Raises Damaged."""
    name, _, rest = text.strip().partition("+")
    key_id, _, encoded = rest.partition("+")
    raw = decode(encoded, "the key")
    if not name or len(raw) != 33 or raw[:1] != _ED25519:
        raise Damaged("the key is not of the form name+id+base64 of an Ed25519 key")
    key = Key(name, raw[1:])
    if key.id.hex() != key_id:
        raise Damaged("the key doesn't match its own id")
    return key


def sign(checkpoint: Checkpoint, secret: bytes) -> str:
    """The checkpoint as a signed note, under the log's own name."""
    private = Ed25519PrivateKey.from_private_bytes(secret)
    key = Key(checkpoint.origin, private.public_key().public_bytes_raw())
    signature = base64.b64encode(key.id + private.sign(checkpoint.text.encode())).decode()
    return f"{checkpoint.text}\n— {key.name} {signature}\n"


def open_note(note: str, key: Key) -> Checkpoint:
    """Check the log's signature and read the checkpoint. Raises Damaged with the reason."""
    text, _, signatures = note.rpartition("\n\n")
    text += "\n"
    if not signatures.endswith("\n") or any(ord(letter) < 32 and letter != "\n" for letter in note):
        raise Damaged("the checkpoint is not a signed note")
    lines = signatures[:-1].split("\n")
    if len(lines) > _MOST_SIGNATURES or not all(line.startswith("— ") and line.count(" ") == 2 for line in lines):
        raise Damaged("the checkpoint's signature lines are damaged")
    if not any(_is_signed_by(line, text, key) for line in lines):
        raise Damaged(f"no signature by {key.name}")
    return _read(text, key)


def decode(text: str, what: str) -> bytes:
    """Strict base64 (RFC 4648, section 4): one text for one value. Raises Damaged."""
    try:
        raw = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise Damaged(f"{what} is not base64") from error
    if base64.b64encode(raw).decode() != text:
        raise Damaged(f"{what} is not base64")
    return raw


def _is_signed_by(line: str, text: str, key: Key) -> bool:
    _, name, encoded = line.split(" ")
    raw = decode(encoded, "a signature")
    if name != key.name or raw[:4] != key.id:
        return False
    try:
        Ed25519PublicKey.from_public_bytes(key.public).verify(raw[4:], text.encode())
    except InvalidSignature as error:
        raise Damaged("the checkpoint's signature is wrong") from error
    return True


def _read(text: str, key: Key) -> Checkpoint:
    lines = text[:-1].split("\n")
    if len(lines) != 3 or not lines[1].isascii() or not lines[1].isdigit() or str(int(lines[1])) != lines[1]:
        raise Damaged("the checkpoint is not origin, size and root")
    if lines[0] != key.name:
        raise Damaged("the checkpoint is of another log")
    root = decode(lines[2], "the root")
    if len(root) != 32:
        raise Damaged("the root is not a SHA-256 hash")
    return Checkpoint(lines[0], int(lines[1]), root)
