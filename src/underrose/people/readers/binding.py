"""The bytes that are hashed, bound and signed: a label, then each part after its length. As static/readers/bytes.js."""

from __future__ import annotations

import base64
import hashlib
import re

_BASE64 = re.compile(r"[A-Za-z0-9_-]*\Z")


class Malformed(ValueError):
    """What came is not of the shape that docs/reader-keys.md gives."""


def bound(label: str, *parts: str | bytes) -> bytes:
    """A label and parts as one byte string: two lists of parts never give the same bytes."""
    said = [label.encode(), b"\0"]
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        said += [len(data).to_bytes(4, "big"), data]
    return b"".join(said)


def to_base64(data: bytes) -> str:
    """Base64url without padding (RFC 4648, section 5)."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def from_base64(text: object, *, most: int = 1 << 24) -> bytes:
    """The bytes behind canonical base64url without padding. Raises Malformed."""
    if not isinstance(text, str) or len(text) > most or not _BASE64.match(text) or len(text) % 4 == 1:
        raise Malformed("not base64url")
    data = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    if to_base64(data) != text:
        raise Malformed("not base64url")
    return data


def key_id(suite: str, public: bytes, signing: bytes) -> str:
    """A key's name: what binds both its public halves and its suite."""
    return hashlib.sha256(bound("underrose/reader-key/1", suite, public, signing)).hexdigest()[:32]
