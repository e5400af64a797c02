"""Be one of the example's people in one click; put the example away."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import auth
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from underrose.doors.demo import building, people, removing
from underrose.ground.database import first_run_token
from underrose.ground.refusal import Absent
from underrose.people import idle, member_session
from underrose.people.access import StaffRequest, public_page, staff_page
from underrose.people.models import Member, Staff


@require_GET
@public_page("be somebody of the example")
def everybody(request: Any) -> HttpResponse:
    """All of the example's people, and the way to a second window."""
    _only_where_it_is_on(request)
    shown = {"staff": people.staff(), "members": people.members(), "second_window": people.second_window(request)}
    return render(request, "demo/people.html", shown)


@require_GET
@public_page("be somebody of the example")
def phone(request: Any) -> HttpResponse:
    """The second window: a member's phone."""
    _only_where_it_is_on(request)
    return render(request, "demo/phone.html", {"members": people.members()})


@require_POST
@public_page("first run")
def begin(request: Any) -> HttpResponse:
    """Make the example in an empty house, for whoever holds the first-run address; its keys are shown this once."""
    if not first_run_token.token_is(request.session.get("first run", "")):
        raise Absent
    example = building.build(request.at)
    first_run_token.spend()
    request.session.flush()
    return render(request, "demo/begun.html", {"keys": example.keys()})


@require_POST
@public_page("be somebody of the example")
def be_staff(request: Any, staff: uuid.UUID) -> HttpResponse:
    _only_where_it_is_on(request)
    person = get_object_or_404(Staff, pk=staff, is_active=True, practice__is_example=True)
    request.session.flush()
    auth.login(request, person, backend="underrose.people.sign_in.Backend")
    idle.begin(request.session, request.at)
    return redirect("start")


@require_POST
@public_page("be somebody of the example")
def be_member(request: Any, member: uuid.UUID) -> HttpResponse:
    _only_where_it_is_on(request)
    person = get_object_or_404(Member, pk=member, practice__is_example=True)
    member_session.begin(request, person, shared=False, at=request.at)
    return redirect("start")


@require_POST
@staff_page("remove example")
def remove(request: StaffRequest) -> HttpResponse:
    """The example goes; the house is empty, and this browser alone holds the new first-run address."""
    removing.remove()
    return redirect(f"{reverse('first_run')}#{first_run_token.make()}")


def _only_where_it_is_on(request: Any) -> None:
    if not people.is_on(request):
        raise Absent
