"""Seal a short text that has no row of its own: it names its practice and purpose, and opens nowhere else.

It refuses a text whose purpose or practice was exchanged. For what a row holds, use `sealing`.
"""

from __future__ import annotations

import base64
import os
import uuid

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from underrose.ground.vault import keys
from underrose.ground.vault.sealing import Broken

_VERSION = "1"  # AES-256-GCM (NIST SP 800-38D), 96-bit random nonce, under a key of practice and purpose


def seal_text(practice_id: uuid.UUID, purpose: str, text: str) -> str:
    """The sealed text, safe in any column: version, practice, ciphertext."""
    nonce = os.urandom(12)
    sealed = nonce + AESGCM(keys.derive(practice_id, f"text:{purpose}")).encrypt(
        nonce, text.encode(), _place(practice_id)
    )
    return f"{_VERSION}.{practice_id.hex}.{base64.urlsafe_b64encode(sealed).decode()}"


def open_text(purpose: str, sealed: str) -> str:
    """What `seal_text` sealed for this purpose. Raises Broken for anything else."""
    try:
        version, practice, body = sealed.split(".")
        practice_id, raw = uuid.UUID(practice), base64.urlsafe_b64decode(body)
        if version != _VERSION:
            raise ValueError(version)
        key = AESGCM(keys.derive(practice_id, f"text:{purpose}"))
        return key.decrypt(raw[:12], raw[12:], _place(practice_id)).decode()
    except (ValueError, InvalidTag) as error:
        raise Broken("a sealed text: altered, moved or of another purpose") from error


def _place(practice_id: uuid.UUID) -> bytes:
    return f"text {practice_id}".encode()
