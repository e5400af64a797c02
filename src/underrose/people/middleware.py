"""Who asks, and when: puts `at`, `by`, `standing`, `practice` and `kiosk` on the request, and keeps the idle lock.

It refuses every view that no decorator of `people.access` vouches for. It writes nothing about members: when they
looked is nobody's business.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import auth
from django.contrib.auth.middleware import get_user
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from underrose.ground import clock
from underrose.people import idle, kiosk, member_session, policy
from underrose.people.models import Practice, Staff
from underrose.people.sign_in import STAFF_DOOR, WITHOUT_SECOND_FACTOR


class Who:
    """Middleware; below allauth's and above `Refusals`."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        request.at = clock.now()
        request.by = request.standing = request.practice = request.kiosk = None
        request.is_shared_device = bool(request.session.get("shared"))
        request.user = get_user(request)  # the person and not a promise of one: the ledger asks what kind of row it is
        if request.user.is_authenticated:
            self._staff(request, request.user)
        elif member := member_session.member_of(request.session, request.at):
            request.by, request.practice = member, member.practice
        elif bound := kiosk.bound_to(request.session, request.at):
            request.kiosk = bound[0]
            request.practice = Practice.objects.get(pk=bound[1])
        return self.get_response(request)

    def process_view(
        self, request: Any, view: Any, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """Lock and second factor come before any page but the few that mend them."""
        name = request.resolver_match.view_name
        if not hasattr(view, "act") and name not in STAFF_DOOR:
            raise Http404
        if not isinstance(request.by, Staff) or getattr(view, "audience", "") == "public":
            return None
        if idle.is_locked(request.session) and name != "account_logout":
            locked = idle.gate(request)
            if locked:
                return locked
        if not request.by.has_second_factor and name not in WITHOUT_SECOND_FACTOR:  # type: ignore[attr-defined]
            return redirect("mfa_activate_totp")
        return None

    @staticmethod
    def _staff(request: Any, staff: Staff) -> None:
        if idle.is_over(request.session, request.at):
            auth.logout(request)  # twelve hours are a day's work; nobody stays longer on one password
            return
        request.by, request.practice = staff, staff.practice
        request.standing = policy.standing(staff, request.at)
        idle.seen(request.session, request.at, by_itself="X-Quiet" in request.headers)
