"""The pages nobody asked for: absent, refused, a form that was open too long, and our own trouble.

They refuse to say what is there: the absent page holds nothing of the request, and is the same for everyone.
"""

from __future__ import annotations

from django.conf import settings
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBadRequest,
    HttpResponseNotAllowed,
    HttpResponseNotFound,
    HttpResponseServerError,
)
from django.shortcuts import render
from django.template import TemplateDoesNotExist, loader
from django.utils.http import url_has_allowed_host_and_scheme

from underrose.ground.refusal import Refused


def absent(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404 for what isn't there or may not be seen by this person: rendered without the request, so no byte differs."""
    return HttpResponseNotFound(loader.render_to_string("page/absent.html"))


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: the browser sent something we can't read."""
    return HttpResponseBadRequest(loader.render_to_string("page/bad_request.html"))


def not_by_itself(request: HttpRequest, allowed: str) -> HttpResponse:
    """405: an address that only a button of ours leads to was opened by itself, as a reload or a bookmark does."""
    return HttpResponseNotAllowed(allowed.split(", "), loader.render_to_string("page/not_by_itself.html"))


def trouble(request: HttpRequest) -> HttpResponse:
    """500: our fault. Rendered without the request, because whatever made it may be what failed."""
    try:
        return HttpResponseServerError(loader.render_to_string("page/trouble.html"))
    except (TemplateDoesNotExist, OSError):
        return HttpResponseServerError("Something went wrong on our side. Please go back and try again.")


def refused(request: HttpRequest, refusal: Refused) -> HttpResponse:
    """A refusal's own sentence, and the way back to what was typed."""
    context = {"said": refusal.said or str(refusal), "back": _page_before(request), "written": _written(request)}
    return render(request, "page/refused.html", context, status=refusal.status)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 of a form whose token is old or missing: say so calmly, and offer to send the same once more.

    Only to who came from a page of ours: browsers say so in a header that no other site can forge (W3C Fetch Metadata).
    """
    is_ours = request.headers.get("Sec-Fetch-Site") == "same-origin"
    context = {
        "back": _page_before(request),
        "fields": _fields(request) if is_ours else (),
        "written": _written(request) if is_ours else "",
    }
    return render(request, "page/stale_form.html", context, status=403)


def away() -> HttpResponse:
    """Where `Leave this page` ends: a blank page that goes on to the neutral site by itself.

    Not a redirect, because browsers hold a form's redirect to `form-action`, and ours allows this house alone.
    The caller has ended the session before; Clear-Site-Data (W3C) takes what the browser still keeps.
    """
    response = HttpResponse(loader.render_to_string("page/away.html", {"neutral": settings.LEAVE_TO}))
    response.headers["Refresh"] = f"0; url={settings.LEAVE_TO}"
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


def _fields(request: HttpRequest) -> list[tuple[str, str]]:
    """What was sent, but for secrets and the old token."""
    return [
        (name, str(value))
        for name, values in request.POST.lists()
        for value in values
        if name != "csrfmiddlewaretoken" and "password" not in name
    ]


def _written(request: HttpRequest) -> str:
    """The sentences among what was sent, so that nobody writes them twice."""
    return "\n\n".join(value for _name, value in _fields(request) if value.count(" ") > 2)


def _page_before(request: HttpRequest) -> str:
    """The page that held the form, if it is one of ours."""
    back = request.headers.get("Referer", "")
    is_ours = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    return back if is_ours else ""
