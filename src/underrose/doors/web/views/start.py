"""The start page: where each of us lands."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_GET

from underrose.doors.web import welcome
from underrose.people.access import public_page, to_sign_in
from underrose.people.models import Member, Staff
from underrose.safeguards.protection import desk
from underrose.safeguards.rules.ethics import desk as ethics


@require_GET
@public_page("start")
def start(request: Any) -> HttpResponse:
    """To tonight for staff, to their own page for members; on an empty house, how it is opened."""
    match request.by:
        case Staff():
            return redirect(request.session.pop("back", "") or _staff_home(request))
        case Member():
            return redirect(welcome.next_step(request.by) or _first_mounted("rose:home", "people:contact"))
    if Staff.objects.exists():
        return to_sign_in(request)
    return render(request, "web/empty_house.html")


def _staff_home(request: Any) -> str:
    """Whoever only keeps the practice lands there, or at the privacy desk; who visits at the groups they visit."""
    if request.standing.roles in ({"outside person"}, {"privacy officer"}) and not request.standing.groups:
        waits_elsewhere = not desk.waiting(request.standing, request.at) and ethics.due(request.standing, request.at)
        return reverse("ethics:desk" if waits_elsewhere else "protection:desk")
    if not request.standing.roles and set(request.standing.groups.values()) == {"visitor"}:
        return reverse("groups:visits")
    only_keeps = not request.standing.groups and request.standing.roles <= {"practice admin", "privacy officer"}
    return _first_mounted(*(("people:practice",) if only_keeps else ()), "rose:tonight", "people:practice")


def _first_mounted(*names: str) -> str:
    for name in names:
        try:
            return reverse(name)
        except NoReverseMatch:
            continue
    return reverse("mfa_index")
