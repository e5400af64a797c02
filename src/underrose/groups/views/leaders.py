"""Who leads a group and who supervises it. The practice admin names them, by the label alone."""

from __future__ import annotations

import uuid

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from underrose.groups import actions, calendar, queries
from underrose.groups.forms import LeaderForm, VisitorForm
from underrose.groups.models import Group
from underrose.people import policy
from underrose.people.access import StaffRequest, staff_page
from underrose.people.models import Assignment, Role, Staff


@require_http_methods(["GET", "POST"])
@staff_page("assign")
def leaders(request: StaffRequest, group: uuid.UUID) -> HttpResponse:
    """The group's leaders, supervisors and visitors, and one more."""
    found = get_object_or_404(Group.objects.living(), practice=request.practice, pk=group)
    policy.require(request.standing, "assign", group_id=found.pk, at=request.at)
    is_visit = "visit-staff" in request.POST
    form = LeaderForm(None if is_visit else request.POST or None)
    visitor = _visitor(request, found, is_visit=is_visit)
    people = Staff.objects.filter(practice=request.practice, is_active=True).order_by("name")
    for one in (form, visitor):
        one.fields["staff"].queryset = people  # type: ignore[attr-defined]
    if form.is_valid():
        actions.assign(found, form.cleaned_data["staff"], role=form.cleaned_data["role"], by=request.by, at=request.at)
        return redirect("groups:leaders", found.pk)
    if visitor.is_valid():
        who, until = visitor.cleaned_data["staff"], visitor.ends_at
        actions.assign(found, who, role=Role.VISITOR, until=until, by=request.by, at=request.at)
        return redirect("groups:leaders", found.pk)
    shown = {
        "group": found,
        "form": form,
        "visitor": visitor,
        "leaders": queries.leading(found.pk, request.at),
        "is_mine": found.pk in request.standing.groups,
    }
    return render(request, "groups/leaders.html", shown)


@require_POST
@staff_page("end assignment")
def end_role(request: StaffRequest, assignment: uuid.UUID) -> HttpResponse:
    found = get_object_or_404(Assignment, practice=request.practice, pk=assignment, group_id__isnull=False)
    actions.end_assignment(found, by=request.by, at=request.at)
    return redirect("groups:leaders", found.group_id)


def _visitor(request: StaffRequest, group: Group, *, is_visit: bool) -> VisitorForm:
    today = calendar.day_of(request.at, group.time_zone)
    return VisitorForm(request.POST if is_visit else None, today=today, time_zone=group.time_zone)
