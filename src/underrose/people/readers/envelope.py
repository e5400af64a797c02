"""A sealed thing on the server's side: read its shape, check who signed it. Opening is for the command line and tests.

Nothing that serves a page calls `open_with`: a test holds that. The format is static/readers/envelope.js's, said byte
by byte in docs/reader-keys.md.
"""

from __future__ import annotations

import json
import re
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from underrose.people.readers import suites
from underrose.people.readers.binding import Malformed, bound, from_base64, key_id, to_base64
from underrose.people.readers.suites import NotOpened, Private

__all__ = ["Malformed", "NotOpened", "NotSigned", "PublicKey", "Sealed", "check", "open_with", "parse", "seal"]

MOST = 4 * 1024 * 1024
_STEP = 256
_KEY = re.compile(r"[0-9a-f]{32}\Z")
_INFO = re.compile(r"[ -~]{1,200}\Z")  # it stands in clear, so it holds ids and plain words alone
_FIELDS = {"v", "suite", "info", "by", "to", "body", "sig"}


class NotSigned(Exception):
    """Its signature isn't the one that was expected, or doesn't cover these bytes."""


@dataclass(frozen=True, slots=True)
class PublicKey:
    """One reader's public halves; `id` binds them."""

    suite: str
    public: bytes
    signing: bytes

    @property
    def id(self) -> str:
        return key_id(self.suite, self.public, self.signing)


@dataclass(frozen=True, slots=True)
class Sealed:
    """A parsed sealed thing. `to` holds each recipient's key id and sealed content key, in order of the ids."""

    suite: str
    info: str
    by: str
    to: tuple[tuple[str, bytes], ...]
    body: bytes
    sig: bytes

    @property
    def readers(self) -> tuple[str, ...]:
        return tuple(key for key, _ in self.to)

    def signed(self) -> bytes:
        """What its signature covers: everything else."""
        parts = [part for pair in self.to for part in pair]
        return bound("underrose/sealed/1", self.suite, self.info, self.by, *parts, self.body)

    def text(self) -> str:
        """The one way to write it."""
        to = [{"key": key, "sealed": to_base64(sealed)} for key, sealed in self.to]
        said = {"v": 1, "suite": self.suite, "info": self.info, "by": self.by, "to": to}
        said |= {"body": to_base64(self.body), "sig": to_base64(self.sig)}
        return json.dumps(said, ensure_ascii=False, separators=(",", ":"))


def parse(text: str) -> Sealed:
    """Read a sealed thing's shape. Raises Malformed; says nothing of whether it opens or is rightly signed."""
    if len(text) > MOST:
        raise Malformed("too long")
    try:
        said = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Malformed("not JSON") from error
    if not isinstance(said, dict) or set(said) != _FIELDS or said["v"] != 1 or said["suite"] not in suites.NAMES:
        raise Malformed("not a sealed thing")
    if not _is(_INFO, said["info"]) or not (said["by"] == "" or _is(_KEY, said["by"])):
        raise Malformed("not a sealed thing")
    if not isinstance(said["to"], list):
        raise Malformed("not a sealed thing")
    sealed = Sealed(
        said["suite"],
        said["info"],
        said["by"],
        tuple(_one(each) for each in said["to"]),
        from_base64(said["body"], most=MOST),
        from_base64(said["sig"], most=128),
    )
    if not sealed.to or list(sealed.readers) != sorted(set(sealed.readers)) or bool(sealed.by) != bool(sealed.sig):
        raise Malformed("not a sealed thing")
    if sealed.text() != text or len(sealed.body) < 28 + _STEP:
        raise Malformed("not written as we write it")
    return sealed


def check(text: str, *, info: str, readers: Iterable[str], by: PublicKey | None) -> Sealed:
    """Take in what a page sealed: of this info, to exactly these readers, signed by `by` (None: unsigned, by a member).

    Raises Malformed or NotSigned. It can't say whether a reader will be able to open it; only a reader can.
    """
    sealed = parse(text)
    if sealed.info != info or list(sealed.readers) != sorted(set(readers)):
        raise Malformed("another thing, or other readers")
    if sealed.by != (by.id if by else ""):
        raise NotSigned
    if by and (by.suite != sealed.suite or not suites.is_signed(by.signing, sealed.sig, sealed.signed())):
        raise NotSigned
    return sealed


def seal(readers: Sequence[PublicKey], data: bytes, info: str, *, by: Private | None = None) -> str:
    """Seal as the page does. For the command line and tests. Raises Malformed for other suites or no reader."""
    if len({key.suite for key in readers} | ({by.suite} if by else set())) != 1 or not readers:
        raise Malformed("no one suite")
    suite, content, nonce = readers[0].suite, secrets.token_bytes(32), secrets.token_bytes(12)
    author = key_id(suite, by.public(), by.signing()) if by else ""
    to = tuple(
        (key.id, suites.encrypt(suite, key.public, _for_one(suite, info, author, key.id), content))
        for key in sorted(readers, key=lambda key: key.id)
    )
    place = _place(suite, info, author, [key for key, _ in to])
    body = nonce + AESGCM(content).encrypt(nonce, _pad(data), place)
    unsigned = Sealed(suite, info, author, to, body, b"")
    return Sealed(suite, info, author, to, body, by.sign(unsigned.signed()) if by else b"").text()


def open_with(private: Private, text: str, *, info: str, by: PublicKey | None) -> bytes:
    """The bytes that were sealed. Raises Malformed, NotSigned or NotOpened."""
    sealed = parse(text)
    check(text, info=info, readers=sealed.readers, by=by)
    mine = key_id(private.suite, private.public(), private.signing())
    wrapped = dict(sealed.to).get(mine)
    if wrapped is None or private.suite != sealed.suite:
        raise NotOpened
    content = private.decrypt(wrapped, _for_one(sealed.suite, info, sealed.by, mine))
    place = _place(sealed.suite, info, sealed.by, list(sealed.readers))
    try:
        padded = AESGCM(content).decrypt(sealed.body[:12], sealed.body[12:], place)
    except (InvalidTag, ValueError) as error:
        raise NotOpened from error
    return _unpad(padded)


def _one(said: object) -> tuple[str, bytes]:
    if not isinstance(said, dict) or set(said) != {"key", "sealed"} or not _is(_KEY, said["key"]):
        raise Malformed("not a sealed thing")
    return said["key"], from_base64(said["sealed"], most=4096)


def _is(shape: re.Pattern[str], said: object) -> bool:
    return isinstance(said, str) and bool(shape.match(said))


def _for_one(suite: str, info: str, by: str, key: str) -> bytes:
    return bound("underrose/seal/1", suite, info, by, key)


def _place(suite: str, info: str, by: str, keys: list[str]) -> bytes:
    return bound("underrose/body/1", suite, info, by, " ".join(keys))


def _pad(data: bytes) -> bytes:
    whole = -(-(len(data) + 4) // _STEP) * _STEP
    return (len(data).to_bytes(4, "big") + data).ljust(whole, b"\0")


def _unpad(padded: bytes) -> bytes:
    length = int.from_bytes(padded[:4], "big")
    if len(padded) < 4 or length + 4 > len(padded) or any(padded[4 + length :]):
        raise NotOpened
    return padded[4 : 4 + length]
