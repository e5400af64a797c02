"""Seal what lives for hours and belongs to no practice yet: the web's own sessions, under the web key.

It refuses what was altered or laid elsewhere. Losing the web key loses nothing but open sessions.
"""

from __future__ import annotations

import base64
import os
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


def seal(words: bytes, *, place: str) -> str:
    """AES-256-GCM (NIST SP 800-38D), 96-bit random nonce; the place is bound to it."""
    nonce = os.urandom(12)
    return base64.urlsafe_b64encode(nonce + _cipher(settings.SECRET_KEY).encrypt(nonce, words, place.encode())).decode()


def opened(sealed: bytes | str, *, place: str) -> bytes | None:
    """What `seal` sealed for this place, None for anything else."""
    try:
        raw = base64.urlsafe_b64decode(sealed)
        return _cipher(settings.SECRET_KEY).decrypt(raw[:12], raw[12:], place.encode())
    except (ValueError, InvalidTag):
        return None


@lru_cache(maxsize=1)
def _cipher(web_key: str) -> AESGCM:
    return AESGCM(HKDF(SHA256(), 32, None, b"underrose web sessions").derive(web_key.encode()))
