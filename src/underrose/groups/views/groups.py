"""The list of groups, one group's page, making one, changing it, ending it."""

from __future__ import annotations

import uuid

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from underrose.ground.ledger import recording
from underrose.ground.vault import sealing
from underrose.groups import actions, calendar, queries
from underrose.groups.forms import GroupForm, MomentForm, PlanForm
from underrose.groups.models import Group
from underrose.groups.ticks import AHEAD
from underrose.people import policy
from underrose.people.access import StaffRequest, staff_page
from underrose.people.models import Role

A_PAGE = 50


def seen(request: StaffRequest, group: uuid.UUID, *, visiting: bool = False) -> Group:
    """The group, if this person leads or supervises it now or, where `visiting` may, visits it. Raises Absent."""
    return Group.objects.select_related("practice").one_seen_by(request.standing, group, visiting=visiting)


@require_GET
@staff_page("schedule")
def list_(request: StaffRequest) -> HttpResponse:
    """One's own groups by name, led or supervised; for a practice admin, the others by label and count."""
    page = request.GET.get("page", "1")
    start = (int(page) - 1 if page.isdecimal() and len(page) < 5 else 0) * A_PAGE
    own, has_more = queries.lines(request.standing, request.at, start=max(start, 0), most=A_PAGE)
    may_assign = policy.may(request.standing, "assign", at=request.at)
    all_, has_more_of_all = (
        queries.outlines(request.practice, request.at, start=max(start, 0), most=A_PAGE) if may_assign else ([], False)
    )
    shown = {
        "own": own,
        "all": all_,
        "may_make": policy.may(request.standing, "make group", at=request.at),
        "next_page": start // A_PAGE + 2 if has_more or has_more_of_all else None,
    }
    return render(request, "groups/list.html", shown)


@require_GET
@staff_page("see group")
def show(request: StaffRequest, group: uuid.UUID) -> HttpResponse:
    """When it meets, who is in it, who leads it. Who only visits sees the chosen names and the days, and no more."""
    found = queries.group_page(seen(request, group, visiting=True), request.at)
    if request.standing.groups[group] == Role.VISITOR:
        subjects = [seat.membership.member_id for seat in found.seats]
        recording.viewed("group seen", by=request.by, at=request.at, about=found.group, subjects=subjects)
        return render(request, "groups/visit.html", {"page": found, "group": found.group})
    recording.viewed("group seen", by=request.by, at=request.at, about=found.group, subjects=found.subjects)
    ahead = calendar.day_of(request.at + AHEAD, found.group.time_zone)
    shown = {
        "page": found,
        "group": found.group,
        "may_lead": policy.may(request.standing, "change group", group_id=found.group.pk, at=request.at),
        "may_end": policy.may(request.standing, "end group", group_id=found.group.pk, at=request.at),
        "may_assign": policy.may(request.standing, "assign", at=request.at),
        "plan": PlanForm(initial={"until": ahead}),
        "one": MomentForm(time_zone=found.group.time_zone),
    }
    return render(request, "groups/group.html", shown)


@require_GET
@staff_page("see group")
def visits(request: StaffRequest) -> HttpResponse:
    """The groups somebody visits now, and until when."""
    return render(request, "groups/visits.html", {"visits": queries.visits(request.standing, request.at)})


@require_http_methods(["GET", "POST"])
@staff_page("make group")
def new(request: StaffRequest) -> HttpResponse:
    """A new group; its sessions are planned at once."""
    today = calendar.day_of(request.at, request.practice.time_zone)
    first = {"label": request.practice.label, "time_zone": request.practice.time_zone, "starts_on": today}
    form = GroupForm(request.POST or None, initial=first)
    if form.is_valid():
        group = actions.found_group(request.practice, form.founding(), by=request.by, at=request.at)
        if not policy.may(request.by, "plan session", group_id=group.pk, at=request.at):
            return redirect("groups:leaders", group.pk)
        if group.weekday is not None:
            until = calendar.day_of(request.at + AHEAD, group.time_zone)
            actions.plan_sessions(group, until=until, by=request.by, at=request.at)
        return redirect("groups:show", group.pk)
    return render(request, "groups/new.html", {"form": form})


@require_http_methods(["GET", "POST"])
@staff_page("change group")
def change(request: StaffRequest, group: uuid.UUID) -> HttpResponse:
    """Other words, another schedule."""
    found = seen(request, group)
    policy.require(request.standing, "change group", group_id=found.pk, at=request.at)
    now = {name: getattr(found, name) for name in GroupForm.base_fields if hasattr(found, name)}
    form = GroupForm(request.POST or None, initial={**now, **sealing.open_all(found)})
    if form.is_valid():
        actions.change_group(found, form.founding(), by=request.by, at=request.at)
        return redirect("groups:show", found.pk)
    return render(request, "groups/change.html", {"form": form, "group": found})


@require_POST
@staff_page("end group")
def end(request: StaffRequest, group: uuid.UUID) -> HttpResponse:
    actions.end_group(seen(request, group), by=request.by, at=request.at)
    return redirect("groups:show", group)
