"""The two suites a practice may choose from, spoken through `cryptography` alone (RFC 9180; draft-ietf-hpke-pq)."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric import ed25519, mlkem, x25519
from cryptography.hazmat.primitives.hpke import (
    AEAD,
    KDF,
    KEM,
    MLKEM768X25519PrivateKey,
    MLKEM768X25519PublicKey,
    Suite,
)

from underrose.people.readers.binding import Malformed

X25519 = "x25519-aes256gcm"
MLKEM = "mlkem768x25519-aes256gcm"
NAMES = (X25519, MLKEM)
_MLKEM_PUBLIC = 1184  # bytes of an ML-KEM-768 encapsulation key (FIPS 203, table 3)


class NotOpened(Exception):
    """Another key, another place or other bytes than were sealed. It doesn't say which."""


@dataclass(frozen=True, slots=True)
class Private:
    """A reader's private halves: 32 bytes that open and 32 that sign."""

    suite: str
    opens: bytes
    signs: bytes

    @classmethod
    def of(cls, suite: str, bundle: bytes) -> Private:
        """The halves of a bundle. Raises Malformed."""
        if suite not in NAMES or len(bundle) != 64:
            raise Malformed("not a bundle")
        return cls(suite, bundle[:32], bundle[32:])

    def public(self) -> bytes:
        """The half that others seal to."""
        if self.suite == X25519:
            return x25519.X25519PrivateKey.from_private_bytes(self.opens).public_key().public_bytes_raw()
        pq, classic = _expanded(self.opens)
        return pq.public_key().public_bytes_raw() + classic.public_key().public_bytes_raw()

    def signing(self) -> bytes:
        """The half that others check signatures with."""
        return ed25519.Ed25519PrivateKey.from_private_bytes(self.signs).public_key().public_bytes_raw()

    def sign(self, data: bytes) -> bytes:
        """Ed25519 (RFC 8032)."""
        return ed25519.Ed25519PrivateKey.from_private_bytes(self.signs).sign(data)

    def decrypt(self, sealed: bytes, info: bytes) -> bytes:
        """Open HPKE base mode, enc and ciphertext in one. Raises NotOpened."""
        key = (
            x25519.X25519PrivateKey.from_private_bytes(self.opens)
            if self.suite == X25519
            else MLKEM768X25519PrivateKey(*_expanded(self.opens))
        )
        try:
            return _suite(self.suite).decrypt(sealed, key, info)
        except (InvalidTag, ValueError) as error:
            raise NotOpened from error


def check_public(suite: str, public: bytes, signing: bytes) -> None:
    """Refuse what is no public half. Raises Malformed."""
    if suite not in NAMES or len(signing) != 32:
        raise Malformed("not a public key")
    try:
        _public(suite, public)
        ed25519.Ed25519PublicKey.from_public_bytes(signing)
    except ValueError as error:
        raise Malformed("not a public key") from error


def encrypt(suite: str, public: bytes, info: bytes, data: bytes) -> bytes:
    """HPKE base mode, one shot: enc and ciphertext in one. Raises Malformed for what is no public key."""
    check_public(suite, public, bytes(32))
    return _suite(suite).encrypt(data, _public(suite, public), info)


def is_signed(signing: bytes, signature: bytes, data: bytes) -> bool:
    """Whether this key signed these bytes (RFC 8032)."""
    try:
        ed25519.Ed25519PublicKey.from_public_bytes(signing).verify(signature, data)
    except (InvalidSignature, ValueError):
        return False
    return True


def _suite(name: str) -> Suite:
    return Suite(KEM.X25519 if name == X25519 else KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


def _public(suite: str, public: bytes) -> Any:
    if suite == X25519:
        return x25519.X25519PublicKey.from_public_bytes(public)
    return MLKEM768X25519PublicKey(
        mlkem.MLKEM768PublicKey.from_public_bytes(public[:_MLKEM_PUBLIC]),
        x25519.X25519PublicKey.from_public_bytes(public[_MLKEM_PUBLIC:]),
    )


def _expanded(seed: bytes) -> tuple[mlkem.MLKEM768PrivateKey, x25519.X25519PrivateKey]:
    """Both private keys of the hybrid from its one seed, as X-Wing does (draft-connolly-cfrg-xwing-kem, 5.2)."""
    wide = hashlib.shake_256(seed).digest(96)
    return mlkem.MLKEM768PrivateKey.from_seed_bytes(wide[:64]), x25519.X25519PrivateKey.from_private_bytes(wide[64:])
