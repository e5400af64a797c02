"""Headers of static files. Apart from `static`, because the settings take the function itself."""

from __future__ import annotations

from typing import Any


def guard(headers: Any, path: str, url: str) -> None:
    """What every static file carries; whitenoise answers for them before our own middleware could."""
    headers["Content-Security-Policy"] = "default-src 'none'; frame-ancestors 'none'"
    headers["Cross-Origin-Resource-Policy"] = "same-origin"
    headers["X-Frame-Options"] = "DENY"
    headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
