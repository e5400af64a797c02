"""The practice's own page: its name and label, who works here, and what is left to set up."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from underrose.people import actions, forms, outside, policy, roll
from underrose.people.access import StaffRequest, staff_page
from underrose.people.models import Assignment, Role, Staff


@require_GET
@staff_page("see practice")
def practice(request: StaffRequest) -> HttpResponse:
    """Name, label, staff and their roles."""
    may_manage = policy.may(request.standing, "manage practice", at=request.at)
    shown: dict[str, Any] = {
        "people": roll.people_of(request.practice, at=request.at),
        "may_manage": may_manage,
        "is_alone": outside.is_somebody_alone(request.practice.pk, at=request.at),
        "new": forms.NewStaff(),
    }
    return render(request, "people/practice.html", shown)


@require_http_methods(["GET", "POST"])
@staff_page("manage practice")
def about(request: StaffRequest) -> HttpResponse:
    """Change name, label and time zone."""
    held = request.practice
    now = {"name": held.name, "label": held.label, "time_zone": held.time_zone}
    form = forms.About(request.POST or None, initial=now)
    if form.is_valid():
        actions.change_practice(held, **form.cleaned_data, by=request.by, at=request.at)
        return redirect("people:practice")
    return render(request, "people/about.html", {"form": form})


@require_http_methods(["GET", "POST"])
@staff_page("make staff")
def invite(request: StaffRequest) -> HttpResponse:
    """An account for somebody who works here, and the one-time link that lets them in, shown once."""
    form = forms.NewStaff(request.POST or None)
    if form.is_valid():
        staff = actions.make_staff(request.practice, **form.cleaned_data, by=request.by, at=request.at)
        address = actions.make_staff_link(staff, by=request.by, at=request.at)
        return render(request, "people/staff_link_made.html", {"staff": staff, "address": address})
    return render(request, "people/invite.html", {"form": form})


@require_http_methods(["GET", "POST"])
@staff_page("make staff")
def invite_outside(request: StaffRequest) -> HttpResponse:
    """The person outside the practice who confirms and looks back, and the one-time link that lets them in."""
    form = forms.NewOutside(request.POST or None)
    if form.is_valid():
        roles = [Role.OUTSIDE]
        staff = actions.make_staff(request.practice, **form.cleaned_data, roles=roles, by=request.by, at=request.at)
        address = actions.make_staff_link(staff, by=request.by, at=request.at)
        return render(request, "people/staff_link_made.html", {"staff": staff, "address": address})
    return render(request, "people/invite_outside.html", {"form": form})


@require_http_methods(["GET", "POST"])
@staff_page("see practice")
def person(request: StaffRequest, staff: uuid.UUID) -> HttpResponse:
    """One person on the staff: roles, a new link, leaving."""
    found = get_object_or_404(Staff, practice=request.practice, pk=staff)
    form = forms.GiveRole(request.POST or None)
    if form.is_valid():
        actions.assign(found, role=form.cleaned_data["role"], by=request.by, at=request.at)
        return redirect("people:person", found.pk)
    shown = {
        "person": roll.person_of(found, at=request.at),
        "form": form,
        "may_manage": policy.may(request.standing, "manage practice", at=request.at),
    }
    return render(request, "people/person.html", shown)


@require_POST
@staff_page("end assignment")
def end_role(request: StaffRequest, assignment: uuid.UUID) -> HttpResponse:
    """Take a role back."""
    found = get_object_or_404(Assignment, practice=request.practice, pk=assignment)
    actions.end_assignment(found, by=request.by, at=request.at)
    return redirect("people:person", found.staff_id)


@require_POST
@staff_page("make staff link")
def new_link(request: StaffRequest, staff: uuid.UUID) -> HttpResponse:
    """A one-time link to set a new password, shown once."""
    found = get_object_or_404(Staff, practice=request.practice, pk=staff, is_active=True)
    address = actions.make_staff_link(found, by=request.by, at=request.at)
    return render(request, "people/staff_link_made.html", {"staff": found, "address": address})


@require_POST
@staff_page("end second factors")
def end_second_factors(request: StaffRequest, staff: uuid.UUID) -> HttpResponse:
    """A lost phone: they set up a new second factor at their next sign-in."""
    found = get_object_or_404(Staff, practice=request.practice, pk=staff, is_active=True)
    actions.end_second_factors(found, by=request.by, at=request.at)
    return redirect("people:person", found.pk)


@require_POST
@staff_page("end staff")
def end_staff(request: StaffRequest, staff: uuid.UUID) -> HttpResponse:
    """Somebody leaves: everything of theirs ends now."""
    found = get_object_or_404(Staff, practice=request.practice, pk=staff, is_active=True)
    actions.leave(found, by=request.by, at=request.at)
    return redirect("people:practice")
