"""Reader keys as a page would make them, made here in Python: for tests of whoever stands on them."""

from __future__ import annotations

import hashlib
import json
import secrets
import uuid
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from tests.world import NOON
from underrose.people.models import Staff
from underrose.people.readers import actions, made, suites, wrapping
from underrose.people.readers.binding import bound, to_base64
from underrose.people.readers.envelope import PublicKey
from underrose.people.readers.models import ReaderKey
from underrose.people.readers.suites import Private

N = 2**17


def new_private(suite: str = suites.X25519) -> Private:
    return Private.of(suite, secrets.token_bytes(64))


def public_of(private: Private) -> PublicKey:
    return PublicKey(private.suite, private.public(), private.signing())


def shut(secret: bytes, key_id: str, kind: str, bundle: bytes) -> str:
    nonce = secrets.token_bytes(12)
    return to_base64(nonce + AESGCM(secret).encrypt(nonce, bundle, bound("underrose/wrap/1", key_id, kind)))


def passphrase_wrap(private: Private, passphrase: str | None = None) -> dict[str, Any]:
    """Under a real passphrase where one is given (it takes a second), else under a box of the right size."""
    key_id, salt = public_of(private).id, secrets.token_bytes(16)
    said = {"kind": "passphrase", "n": N, "r": 8, "p": 1, "salt": to_base64(salt)}
    if passphrase is None:
        return {**said, "box": to_base64(secrets.token_bytes(92))}
    secret = Scrypt(salt=salt, length=32, n=N, r=8, p=1).derive(passphrase.encode())
    return {**said, "box": shut(secret, key_id, "passphrase", private.opens + private.signs)}


def sheets_of(private: Private, holders: list[str]) -> tuple[dict[str, Any], dict[str, bytes]]:
    """Sheets for these holders as a page hands them in, and each sheet's secret by its id."""
    key_id = public_of(private).id
    kept = {str(uuid.uuid4()): secrets.token_bytes(16) for _ in holders}
    names = list(kept)
    sets = [[name, other] for at, name in enumerate(names) for other in names[at + 1 :]] or [names]
    wraps = []
    for each in sets:
        secret = HKDF(
            algorithm=hashes.SHA256(), length=32, salt=None, info=bound("underrose/wrap/sheets/1", *each)
        ).derive(b"".join(kept[name] for name in each))
        wraps.append(
            {"kind": "sheets", "sheets": each, "box": shut(secret, key_id, "sheets", private.opens + private.signs)}
        )
    said = [
        {
            "id": name,
            "check": to_base64(hashlib.sha256(wrapping.sheet_proof(name, secret)).digest()),
            "holder": holder,
        }
        for (name, secret), holder in zip(kept.items(), holders, strict=True)
    ]
    return {"sheets": said, "wraps": wraps}, kept


def handed_in(
    staff: Staff,
    use: str,
    private: Private,
    *,
    holders: list[str] | None = None,
    passphrase: str | None = None,
    earlier: list[Private] | None = None,
) -> dict[str, Any]:
    """What a page hands in for a new key."""
    public = public_of(private)
    people = holders or (["me"] if use == "own" else ["Sam", "Priya"])
    return {
        "suite": public.suite,
        "public": to_base64(public.public),
        "signing": to_base64(public.signing),
        "statement": to_base64(private.sign(actions.statement_of(staff, use, public))),
        "passphrase": passphrase_wrap(private, passphrase),
        "sheets": sheets_of(private, people)[0],
        "earlier": [
            {
                "kind": "key",
                "of": public_of(old).id,
                "box": to_base64(
                    suites.encrypt(
                        public.suite,
                        public.public,
                        bound("underrose/wrap/key/1", public_of(old).id, public.id),
                        old.opens + old.signs,
                    )
                ),
            }
            for old in earlier or []
        ],
    }


def make_key(staff: Staff, use: str = "own", *, suite: str = suites.X25519, **more: Any) -> tuple[ReaderKey, Private]:
    """A reader's key in the house, and the private halves that only the test has."""
    private = new_private(suite)
    text = json.dumps(handed_in(staff, use, private, **more))
    key = actions.make_key(made.key(text, own=use == "own"), use=use, by=staff, at=NOON)
    return key, private
