"""Tonight: what a member of staff comes to."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from underrose.people import policy
from underrose.people.access import StaffRequest, staff_page
from underrose.rose.tonight import tonight
from underrose.safeguards.protection import desk
from underrose.safeguards.rules.ethics import desk as ethics
from underrose.safeguards.rules.ties import desk as ties


@require_GET
@staff_page("start")
def show(request: StaffRequest) -> HttpResponse:
    """Tonight's sessions with their roses, the next days, what needs me, and what waits on an officer's desk."""
    found = tonight(request.practice, request.standing, request.at)
    may_make = policy.may(request.standing, "make group", at=request.at)
    keeps = not request.standing.roles.isdisjoint(("privacy officer", "practice admin"))
    waiting = desk.waiting(request.standing, request.at) if keeps else ()
    shown = {"tonight": found, "may_make": may_make, "waiting": waiting}
    shown["to_decide"] = [*ethics.due(request.standing, request.at), *ties.due(request.standing, request.at)]
    return render(request, "rose/tonight.html", shown)
