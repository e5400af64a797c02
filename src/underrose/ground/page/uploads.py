"""What somebody sends is held in memory and never laid down on disk in the clear: a roster is full of names.

It refuses what is larger than any form of ours takes, before a byte of it is read.
"""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template import loader
from django.utils.translation import gettext as _


class Size:
    """Middleware; above everything that reads a form. Answers 413 (RFC 9110, section 15.5.14)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if length.isdecimal() and int(length) <= settings.FILE_UPLOAD_MAX_MEMORY_SIZE:
            return self.get_response(request)
        said = _("This is larger than 20 MB. Send a smaller file.")
        return HttpResponse(loader.render_to_string("page/refused.html", {"said": said}), status=413)
