"""Open a sealed thing outside the browser, with a key's file and what its owner has. Needs no house and no network.

For `underrose reader-key`. Nothing that serves a page imports it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from underrose.people.readers import envelope, suites, wrapping
from underrose.people.readers.binding import Malformed, from_base64
from underrose.people.readers.envelope import NotOpened, PublicKey
from underrose.people.readers.suites import Private


@dataclass(frozen=True, slots=True)
class KeyFile:
    """A reader's key and the ones before it, wrapped."""

    keys: tuple[Mapping[str, Any], ...]

    @property
    def newest(self) -> Mapping[str, Any]:
        return self.keys[0]

    def public(self, place: int = 0) -> PublicKey:
        """A key's public halves. Raises Malformed if they aren't what its id binds."""
        said = self.keys[place]
        key = PublicKey(said["suite"], from_base64(said["public"]), from_base64(said["signing"]))
        if key.id != said["id"]:
            raise Malformed("the key's halves don't belong together")
        return key

    def sheets(self) -> list[str]:
        """The ids of the newest key's sheets, in their order."""
        named = [sheet for wrap in self.newest["wraps"] if wrap["kind"] == "sheets" for sheet in wrap["sheets"]]
        return list(dict.fromkeys(named))


def read(text: str) -> KeyFile:
    """A key's file. Raises Malformed."""
    try:
        said = json.loads(text)
        found = KeyFile(tuple(said["keys"]))
        for place in range(len(found.keys)):
            found.public(place)
        found.sheets()
    except (ValueError, LookupError, TypeError, RecursionError) as error:
        raise Malformed("not a key's file") from error
    return found


def unlock(file: KeyFile, *, passphrase: str | None = None, sheets: Sequence[bytes] = ()) -> list[Private]:
    """All keys of a file, newest first, by passphrase or by the secrets of its sheets. Raises NotOpened."""
    newest = file.newest
    private = [Private.of(newest["suite"], _bundle(file, passphrase, sheets))]
    known = {newest["id"]: private[0]}
    for said in file.keys[1:]:
        if following := known.get(said["next"] or ""):
            bundle = wrapping.by_next_key(said["id"], from_base64(said["box"]), following, said["next"])
            known[said["id"]] = Private.of(said["suite"], bundle)
            private.append(known[said["id"]])
    return private


def open_sealed(keys: Sequence[Private], text: str, *, by: Sequence[PublicKey] | None) -> tuple[str, bytes]:
    """What a sealed thing is about, and what it says. `by` are the keys that may have signed it; None for unsigned.

    Raises Malformed, NotSigned or NotOpened.
    """
    sealed = envelope.parse(text)
    author = None if by is None else next((key for key in by if key.id == sealed.by), None)
    if by is not None and author is None:
        raise envelope.NotSigned
    for key in keys:
        if envelope.PublicKey(key.suite, key.public(), key.signing()).id in sealed.readers:
            return sealed.info, envelope.open_with(key, text, info=sealed.info, by=author)
    raise NotOpened


def _bundle(file: KeyFile, passphrase: str | None, sheets: Sequence[bytes]) -> bytes:
    newest = file.newest
    for wrap in newest["wraps"]:
        if passphrase is not None and wrap["kind"] == "passphrase":
            return wrapping.by_passphrase(newest["id"], wrap, passphrase)
        if passphrase is None and wrap["kind"] == "sheets":
            for secrets in _ways(wrap["sheets"], sheets):
                try:
                    return wrapping.by_sheets(newest["id"], wrap, secrets)
                except suites.NotOpened:
                    continue
    raise NotOpened


def _ways(names: Sequence[str], sheets: Sequence[bytes]) -> list[dict[str, bytes]]:
    """Which typed sheet is which isn't known here, so each order is tried."""
    if len(names) == 1:
        return [{names[0]: sheet} for sheet in sheets]
    return [
        {names[0]: one, names[1]: other}
        for place, one in enumerate(sheets)
        for at, other in enumerate(sheets)
        if at != place
    ]
