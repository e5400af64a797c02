"""How often something may be tried: by one address of the network, and by all together.

It refuses for minutes, never for good, and never by whom the tries are about: nobody can lock a member out. Counts lie
in the shared cache under a keyed form of the network address, which is kept nowhere else.
"""

from __future__ import annotations

import ipaddress
from datetime import datetime

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from underrose.ground.refusal import Refused


class TooMany(Refused):
    said = _("That was tried too often just now. Please wait ten minutes and try again, or ask in the room.")
    status = 429


WINDOW = 600  # seconds
# Allowed in a window: from one network address (a whole room may share one), and from everywhere. A short code has 34
# bits; at this pace guessing one of a hundred living cards takes decades on average.
LIMITS = {
    "card": (20, 200),
    "code": (100, 1000),
    "ask": (60, 600),
    "first run": (20, 60),
    "staff link": (20, 200),
    "try mail": (10, 40),
}
ABOUT = 4  # askings for one mail address or number, known here or not: nobody's mailbox is flooded, no code worn down


def check(what: str, request: HttpRequest, at: datetime, about: str = "") -> None:
    """Refuse if too many came already. Raises TooMany."""
    keys = _keys(what, request, at, about)
    counts = cache.get_many(keys)
    if any(counts.get(key, 0) >= most for key, most in keys.items()):
        raise TooMany


def count(what: str, request: HttpRequest, at: datetime, about: str = "") -> None:
    """One more wrong try (or, for asking, one more asking)."""
    for key in _keys(what, request, at, about):
        if not cache.add(key, 1, timeout=2 * WINDOW):
            cache.incr(key)


def network_address(request: HttpRequest) -> str:
    """Whence a request comes; behind the operator's proxy, what the proxy says last."""
    if getattr(settings, "SECURE_PROXY_SSL_HEADER", None):
        return _network(request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip())
    return _network(str(request.META.get("REMOTE_ADDR", "")))


def _network(address: str) -> str:
    """An IPv6 customer has 2⁶⁴ addresses at the least and may use each once; so all of them count as one."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(found, ipaddress.IPv4Address):
        return address
    mapped = found.ipv4_mapped
    return str(mapped) if mapped else str(ipaddress.IPv6Network((found, 64), strict=False))


def _keys(what: str, request: HttpRequest, at: datetime, about: str) -> dict[str, int]:
    """What is counted, and how much of it is allowed."""
    stem = f"{what.replace(' ', '-')}:{int(at.timestamp()) // WINDOW}"
    one, everybody = LIMITS[what]
    keys = {f"{stem}:{_short(network_address(request))}": one, f"{stem}:all": everybody}
    return {**keys, f"{stem}:about:{_short(about)}": ABOUT} if about else keys


def _short(words: str) -> str:
    return salted_hmac("underrose.people.limits", words).hexdigest()[:16]
