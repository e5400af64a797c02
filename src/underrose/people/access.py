"""Who may open which page: every view wears exactly one of these, and says which act it is.

A view without one answers nobody (`middleware.Who` refuses it), so that a forgotten decorator is an absence and never
an open door. Whether this very row may be seen is asked again where it is fetched and in the action.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, resolve_url

from underrose.ground.refusal import Absent
from underrose.people import policy
from underrose.people.models import Member, Practice, Staff, Standing

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


class StaffRequest(HttpRequest):
    """A request that `staff_page` let in."""

    by: Staff
    at: datetime
    standing: Standing
    practice: Practice


class MemberRequest(HttpRequest):
    """A request that `member_page` let in."""

    by: Member
    at: datetime
    practice: Practice
    is_shared_device: bool


def staff_page(act: str) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """For staff with a role that has this act at all. Signed out: to the sign-in page, and back afterwards."""

    def let_in(request: HttpRequest) -> HttpResponse | None:
        if request.by is None:  # type: ignore[attr-defined]
            return to_sign_in(request)
        if request.standing is None or not policy.holds(request.standing, act):  # type: ignore[attr-defined]
            raise Absent
        return None

    return _page(act, "staff", let_in)


def member_page(act: str) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """For members, about themselves. Signed out: to the members' way in."""

    def let_in(request: HttpRequest) -> HttpResponse | None:
        by = request.by  # type: ignore[attr-defined]
        if by is None:
            return redirect("people:come_back")
        if not isinstance(by, Member) or not policy.holds(by, act):
            raise Absent
        return None

    return _page(act, "member", let_in)


def public_page(act: str) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """For anybody, signed in or not. Shows nothing of anyone's."""
    return _page(act, "public", _anybody)


def _anybody(request: HttpRequest) -> HttpResponse | None:
    return None


def kiosk_page(act: str) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """For a device that a leader bound to one session (`people.kiosk.begin`); `request.kiosk` is that session's id."""

    def let_in(request: HttpRequest) -> HttpResponse | None:
        if request.kiosk is None:  # type: ignore[attr-defined]
            raise Absent
        return None

    return _page(act, "kiosk", let_in)


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """To the staff's sign-in page. The way back waits in the session, so that no address carries another."""
    if request.method == "GET":
        request.session["back"] = request.get_full_path()
    return HttpResponseRedirect(resolve_url(settings.LOGIN_URL))


def _page(
    act: str, audience: str, let_in: Callable[[HttpRequest], HttpResponse | None]
) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def page(request: HttpRequest, *args: object, **kwargs: uuid.UUID | str) -> HttpResponse:
            response = let_in(request) or view(request, *args, **kwargs)
            response.headers["Cache-Control"] = "no-store"
            return response

        page.act, page.audience = act, audience  # type: ignore[attr-defined]
        return cast(Callable[..., HttpResponse], page)

    return decorate
