"""Leave, and lock: the two buttons that must always work."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from underrose.ground.page.views import away
from underrose.people import idle
from underrose.people.access import MemberRequest, StaffRequest, public_page, staff_page


@require_POST
@public_page("leave")
def leave(request: MemberRequest) -> HttpResponse:
    """End the session first, on the server, then go to a neutral site."""
    request.session.flush()
    return away()


@require_POST
@staff_page("keep own account")
def lock(request: StaffRequest) -> HttpResponse:
    """Lock this screen now; the page one was on comes back after the password."""
    idle.lock(request.session)
    back = request.POST.get("back", "")
    return redirect(back if url_has_allowed_host_and_scheme(back, None) else "start")
