"""Open a key's private halves outside the browser: with its passphrase, or with recovery sheets.

For `underrose reader-key` and the tests; nothing that serves a page calls it.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt
from shamir_mnemonic.wordlist import WORDLIST

from underrose.people.readers.binding import Malformed, bound, from_base64
from underrose.people.readers.suites import NotOpened, Private


def key_words(key_id: str) -> list[str]:
    """Eight words of a key, for two people to compare by reading them out (80 bits)."""
    return _words(bytes.fromhex(key_id[:20]))


def sheet_words(secret: bytes) -> list[str]:
    """A sheet's sixteen words: 128 bits, and 32 that notice a slip of the pen."""
    return _words(secret + _check(secret))


def sheet_secret(typed: str) -> bytes:
    """The secret behind a sheet's words; four letters of each are enough. Raises Malformed."""
    places = {word[:4]: place for place, word in enumerate(WORDLIST)}
    words = re.findall(r"[a-z]+", typed.lower())
    if len(words) != 16 or any(
        word[:4] not in places or not WORDLIST[places[word[:4]]].startswith(word) for word in words
    ):
        raise Malformed("not the sixteen words of a sheet")
    number = 0
    for word in words:
        number = number << 10 | places[word[:4]]
    data = number.to_bytes(20, "big")
    if _check(data[:16]) != data[16:]:
        raise Malformed("one of the words is not as on the sheet")
    return data[:16]


def sheet_proof(sheet_id: str, secret: bytes) -> bytes:
    """What shows that somebody holds a sheet; the server keeps its hash."""
    return _derive(secret, bound("underrose/sheet/check/1", sheet_id), 16)


def by_passphrase(key_id: str, wrap: Mapping[str, Any], passphrase: str) -> bytes:
    """The bundle behind a passphrase's wrap. Raises NotOpened."""
    words = re.sub(r"\s+", " ", unicodedata.normalize("NFKC", passphrase).strip())
    how = Scrypt(salt=from_base64(wrap["salt"]), length=32, n=wrap["n"], r=wrap["r"], p=wrap["p"])
    return _unshut(how.derive(words.encode()), key_id, "passphrase", from_base64(wrap["box"]))


def by_sheets(key_id: str, wrap: Mapping[str, Any], sheets: Mapping[str, bytes]) -> bytes:
    """The bundle behind one sheet, or two. Raises NotOpened."""
    try:
        secrets = b"".join(sheets[sheet] for sheet in wrap["sheets"])
    except KeyError:
        raise NotOpened from None
    secret = _derive(secrets, bound("underrose/wrap/sheets/1", *wrap["sheets"]), 32)
    return _unshut(secret, key_id, "sheets", from_base64(wrap["box"]))


def by_next_key(key_id: str, box: bytes, following: Private, following_id: str) -> bytes:
    """An earlier key's bundle, by the key that followed it. Raises NotOpened."""
    return following.decrypt(box, bound("underrose/wrap/key/1", key_id, following_id))


def _unshut(secret: bytes, key_id: str, kind: str, box: bytes) -> bytes:
    try:
        return AESGCM(secret).decrypt(box[:12], box[12:], bound("underrose/wrap/1", key_id, kind))
    except (InvalidTag, ValueError) as error:
        raise NotOpened from error


def _derive(secret: bytes, info: bytes, length: int) -> bytes:
    return HKDF(algorithm=hashes.SHA256(), length=length, salt=None, info=info).derive(secret)


def _check(secret: bytes) -> bytes:
    return hashlib.sha256(b"underrose/sheet/1" + secret).digest()[:4]


def _words(data: bytes) -> list[str]:
    number = int.from_bytes(data, "big")
    count = len(data) * 8 // 10
    return [WORDLIST[number >> 10 * (count - 1 - place) & 1023] for place in range(count)]
