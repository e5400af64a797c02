"""While the house is locked, every address answers the same calm page, and the process holds no key any more."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.template import loader

from underrose.ground.vault import locking

_SECONDS = "60"


class Gate:
    """Middleware; stands before sessions, so that a locked house asks its database nothing."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return locked_page() if locking.is_locked() else self.get_response(request)


def locked_page() -> HttpResponse:
    """503 (RFC 9110, section 15.6.4), rendered without the request: the same bytes for everyone."""
    page = loader.render_to_string("vault/locked.html")
    return HttpResponse(page, status=503, headers={"Retry-After": _SECONDS, "Cache-Control": "no-store"})
