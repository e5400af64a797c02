"""A group's plan: more sessions, one session, another time, none; and who stands in."""

from __future__ import annotations

import uuid

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from underrose.groups import actions
from underrose.groups.actions.leading import candidates
from underrose.groups.forms import MomentForm, PlanForm, StandInForm
from underrose.groups.models import GroupSession
from underrose.groups.views.groups import seen
from underrose.people import policy
from underrose.people.access import StaffRequest, staff_page


@require_POST
@staff_page("plan session")
def plan(request: StaffRequest, group: uuid.UUID) -> HttpResponse:
    """Every meeting up to a day."""
    found, form = seen(request, group), PlanForm(request.POST)
    if not form.is_valid():
        return render(request, "groups/plan.html", {"form": form, "group": found}, status=422)
    actions.plan_sessions(found, until=form.cleaned_data["until"], by=request.by, at=request.at)
    return redirect("groups:show", found.pk)


@require_POST
@staff_page("plan session")
def plan_one(request: StaffRequest, group: uuid.UUID) -> HttpResponse:
    """One more, outside the schedule."""
    found = seen(request, group)
    form = MomentForm(request.POST, time_zone=found.time_zone)
    if not form.is_valid():
        return render(request, "groups/plan.html", {"form": form, "group": found}, status=422)
    actions.plan_one(found, starts_at=form.cleaned_data["starts_at"], by=request.by, at=request.at)
    return redirect("groups:show", found.pk)


@require_http_methods(["GET", "POST"])
@staff_page("move session")
def move(request: StaffRequest, session: uuid.UUID) -> HttpResponse:
    """Another time for one session."""
    found = _session(request, session)
    policy.require(request.standing, "move session", group_id=found.group_id, at=request.at)
    zone = found.group.time_zone
    form = MomentForm(request.POST or None, time_zone=zone)
    if form.is_valid():
        actions.move_session(found, starts_at=form.cleaned_data["starts_at"], by=request.by, at=request.at)
        return redirect("groups:show", found.group_id)
    return render(request, "groups/move.html", {"form": form, "session": found})


@require_POST
@staff_page("cancel session")
def cancel(request: StaffRequest, session: uuid.UUID) -> HttpResponse:
    found = _session(request, session)
    actions.cancel_session(found, by=request.by, at=request.at)
    return redirect("groups:show", found.group_id)


@require_http_methods(["GET", "POST"])
@staff_page("set stand-in")
def stand_in(request: StaffRequest, session: uuid.UUID) -> HttpResponse:
    """Who leads this one session."""
    found = _session(request, session)
    policy.require(request.standing, "set stand-in", group_id=found.group_id, at=request.at)
    form = StandInForm(request.POST or None)
    form.fields["staff"].queryset = candidates(found.group, at=request.at)  # type: ignore[attr-defined]
    if form.is_valid():
        actions.set_stand_in(found, form.cleaned_data["staff"], by=request.by, at=request.at)
        return redirect("groups:show", found.group_id)
    return render(request, "groups/stand_in.html", {"form": form, "session": found})


@require_POST
@staff_page("set stand-in")
def no_stand_in(request: StaffRequest, session: uuid.UUID) -> HttpResponse:
    found = _session(request, session)
    actions.unset_stand_in(found, by=request.by, at=request.at)
    return redirect("groups:show", found.group_id)


def _session(request: StaffRequest, session: uuid.UUID) -> GroupSession:
    rows = GroupSession.objects.seen_by(request.standing).select_related("group", "stand_in")
    return get_object_or_404(rows, pk=session)
