"""Headers on every answer, and one calm page for every refusal.

`Headers` refuses to let a page be kept, framed, or fed by another origin, and to call a form with something wrong in
it a success. `Refusals` refuses to show anything but the
refusal's own sentence, and nothing at all for what looks absent.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from underrose.ground.page import views
from underrose.ground.page.forms import shows_wrong
from underrose.ground.refusal import Absent, Refused

# What a therapy group's page never needs. Passkeys and the wake lock of the room's screen are the only two it may ask.
PERMISSIONS = ", ".join(
    [
        *(
            f"{feature}=()"
            for feature in (
                "accelerometer", "autoplay", "browsing-topics", "camera",
                "display-capture", "encrypted-media", "geolocation", "gyroscope", "hid", "idle-detection",
                "local-fonts", "magnetometer", "microphone", "midi", "payment", "picture-in-picture", "serial", "usb",
                "window-management", "xr-spatial-tracking",
            )
        ),
        "publickey-credentials-create=(self)",
        "publickey-credentials-get=(self)",
        "screen-wake-lock=(self)",
    ]
)  # fmt: skip


def policy(directives: Mapping[str, Sequence[str]]) -> str:
    """A Content-Security-Policy in the shape of Django 6's SECURE_CSP (W3C CSP Level 3, section 2.2)."""
    return "; ".join(" ".join([name, *sources]) for name, sources in directives.items())


class Headers:
    """Sets what every dynamic answer carries. A view's own Cache-Control is kept if it is there already."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.policy = policy(settings.SECURE_CSP)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        shows_wrong.set(False)
        response = self.get_response(request)
        if shows_wrong.get() and response.status_code == 200:
            response.status_code = 422
        if response.status_code == 405:
            response = views.not_by_itself(request, response.headers["Allow"])
        response.headers.setdefault("Content-Security-Policy", self.policy)
        response.headers.setdefault("Cache-Control", "no-store")
        response.headers["Permissions-Policy"] = PERMISSIONS
        response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
        response.headers["Cross-Origin-Embedder-Policy"] = "require-corp"
        response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
        response.headers["X-Frame-Options"] = settings.X_FRAME_OPTIONS
        # Fixed, because which parts of a request were read would tell a missing page from a forbidden one.
        response.headers["Vary"] = "Accept-Language, Cookie"
        return response


class Refusals:
    """Turns a refusal that a view let through into one calm page. Stands last, so that only views are inside it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, Absent):
            return views.absent(request, exception)
        if isinstance(exception, Refused):
            return views.refused(request, exception)
        return None
