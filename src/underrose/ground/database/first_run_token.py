"""The secret of the one-time first-run address. Only its hash is kept, in a file of the data directory."""

import hashlib
import hmac
import secrets
from pathlib import Path

from django.conf import settings


def make() -> str:
    """A new token of 128 bits; the one before it ends."""
    token = secrets.token_urlsafe(16)
    path = _path()
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    path.write_text(_hash(token))
    path.chmod(0o600)
    return token


def token_is(token: str) -> bool:
    """Whether this is the living token, compared in constant time."""
    try:
        kept = _path().read_text()
    except FileNotFoundError:
        return False
    return hmac.compare_digest(kept, _hash(token))


def spend() -> None:
    """End the token: the house is set up."""
    _path().unlink(missing_ok=True)


def _path() -> Path:
    return Path(settings.DATA_DIR) / "first-run"


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
