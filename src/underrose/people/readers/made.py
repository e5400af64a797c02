"""What a reader's page made, as it comes in a form: parsed to plain values, refused as a whole when anything is odd."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from underrose.people.readers import suites
from underrose.people.readers.binding import Malformed, from_base64, to_base64
from underrose.people.readers.envelope import PublicKey

_MOST = 64 * 1024
# What guessing a passphrase must cost at least (OWASP Password Storage: scrypt with 128 MiB), and at most.
_LEAST_N, _MOST_N = 2**17, 2**20
_BOX = 12 + 64 + 16  # nonce, both private halves, tag
HOLDERS = range(2, 5)


@dataclass(frozen=True, slots=True)
class Wrap:
    """The private halves under one thing: `how` is what is needed beside it."""

    kind: str
    how: Mapping[str, Any]
    box: bytes

    def how_text(self) -> str:
        return json.dumps(self.how, sort_keys=True, separators=(",", ":"))


@dataclass(frozen=True, slots=True)
class Sheet:
    """A new recovery sheet: its id, the hash of its proof, who will hold it."""

    id: uuid.UUID
    check_hash: bytes
    holder: str


@dataclass(frozen=True, slots=True)
class Sheets:
    """All sheets of one key, and the private halves under each set of them that suffices."""

    sheets: tuple[Sheet, ...]
    wraps: tuple[Wrap, ...]


@dataclass(frozen=True, slots=True)
class Made:
    """A new key: public halves, its own signature, the ways in, and earlier keys sealed to it."""

    public: PublicKey
    statement: bytes
    passphrase: Wrap
    sheets: Sheets
    earlier: tuple[tuple[str, Wrap], ...]


def key(text: str, *, own: bool) -> Made:
    """A new key with its wraps. Raises Malformed."""
    said = _object(text, {"suite", "public", "signing", "statement", "passphrase", "sheets", "earlier"})
    public = PublicKey(_text(said["suite"]), from_base64(said["public"]), from_base64(said["signing"]))
    suites.check_public(public.suite, public.public, public.signing)
    return Made(
        public,
        _sized(said["statement"], 64),
        _passphrase(said["passphrase"]),
        _sheets(said["sheets"], own=own),
        tuple(_earlier(each, public) for each in _list(said["earlier"], 50)),
    )


def passphrase(text: str) -> Wrap:
    """A new passphrase's wrap. Raises Malformed."""
    return _passphrase(_json(text))


def passkey(text: str) -> Wrap:
    """A new passkey's wrap. Raises Malformed."""
    said = _fields(_json(text), {"kind", "credential", "salt", "box"})
    if said["kind"] != "passkey" or not 16 <= len(from_base64(said["credential"])) <= 1023:
        raise Malformed("not a passkey's wrap")
    how = {"credential": said["credential"], "salt": to_base64(_sized(said["salt"], 32))}
    return Wrap("passkey", how, _sized(said["box"], _BOX))


def sheets(text: str, *, own: bool) -> Sheets:
    """New sheets with their wraps. Raises Malformed."""
    return _sheets(_json(text), own=own)


def _sheets(said: object, *, own: bool) -> Sheets:
    found = _fields(said, {"sheets", "wraps"})
    made = tuple(_sheet(each) for each in _list(found["sheets"], HOLDERS.stop))
    names = [str(sheet.id) for sheet in made]
    if len(set(names)) != len(names) or (len(made) != 1 if own else len(made) not in HOLDERS):
        raise Malformed("not so many sheets")
    pairs = [[name, other] for place, name in enumerate(names) for other in names[place + 1 :]]
    wraps = []
    for each in _list(found["wraps"], 10):
        wrap = _fields(each, {"kind", "sheets", "box"})
        wraps.append(Wrap("sheets", {"sheets": wrap["sheets"]}, _sized(wrap["box"], _BOX)))
    # One set fewer and somebody would find out on the day it is needed; one sheet too few and one holder is enough.
    if [wrap.how["sheets"] for wrap in wraps] != ([names] if own else pairs):
        raise Malformed("not each two of them")
    return Sheets(made, tuple(wraps))


def _sheet(said: object) -> Sheet:
    found = _fields(said, {"id", "check", "holder"})
    holder = " ".join(_text(found["holder"]).split())
    if not 1 <= len(holder) <= 120:
        raise Malformed("nobody holds it")
    try:
        name = uuid.UUID(_text(found["id"]))
    except ValueError as error:
        raise Malformed("not an id") from error
    if str(name) != found["id"]:
        raise Malformed("not an id")
    return Sheet(name, _sized(found["check"], 32), holder)


def _passphrase(said: object) -> Wrap:
    found = _fields(said, {"kind", "n", "r", "p", "salt", "box"})
    cost = [found[name] for name in "nrp"]
    if found["kind"] != "passphrase" or not all(type(number) is int for number in cost):
        raise Malformed("not a passphrase's wrap")
    n, r, p = cost
    if not _LEAST_N <= n <= _MOST_N or n & (n - 1) or (r, p) != (8, 1):
        raise Malformed("too cheap to guess, or too dear to open")
    how = {"n": n, "r": r, "p": p, "salt": to_base64(_sized(found["salt"], 16))}
    return Wrap("passphrase", how, _sized(found["box"], _BOX))


def _earlier(said: object, public: PublicKey) -> tuple[str, Wrap]:
    found = _fields(said, {"kind", "of", "box"})
    box = from_base64(found["box"])
    if found["kind"] != "key" or not 96 <= len(box) <= 2048:
        raise Malformed("not an earlier key")
    return _text(found["of"]), Wrap("key", {"next": public.id}, box)


def _json(text: str) -> object:
    if len(text) > _MOST:
        raise Malformed("too long")
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Malformed("not JSON") from error


def _object(text: str, names: set[str]) -> dict[str, Any]:
    return _fields(_json(text), names)


def _fields(said: object, names: set[str]) -> dict[str, Any]:
    if not isinstance(said, dict) or set(said) != names:
        raise Malformed("not the fields that belong here")
    return said


def _list(said: object, most: int) -> list[object]:
    if not isinstance(said, list) or len(said) > most:
        raise Malformed("not a list")
    return said


def _text(said: object) -> str:
    if not isinstance(said, str) or not said.isprintable():
        raise Malformed("not a text")
    return said


def _sized(said: object, size: int) -> bytes:
    data = from_base64(said)
    if len(data) != size:
        raise Malformed("not so many bytes")
    return data
