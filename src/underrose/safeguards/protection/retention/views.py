"""Pages of retention: what falls due, one destruction, the schedule, the holds."""

from __future__ import annotations

import uuid

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from underrose.ground.page.once import once
from underrose.people import policy
from underrose.people.access import StaffRequest, staff_page
from underrose.people.matters import actions as matters
from underrose.people.matters.models import Kind as MatterKind
from underrose.people.packs import applying
from underrose.safeguards.protection.retention import actions, queries, schedule
from underrose.safeguards.protection.retention.forms import ChoiceForm, EarlyForm, HoldForm, ScheduleForm
from underrose.safeguards.protection.retention.models import Destruction


@require_http_methods(["GET", "POST"])
@staff_page("see retention")
@once
def preview(request: StaffRequest) -> HttpResponse:
    """What falls due. The form asks for a destruction; somebody else confirms it on a page of its own."""
    policy.require(request.by, "see retention", at=request.at)
    found = queries.preview(by=request.by, at=request.at)
    form = ChoiceForm(request.POST or None, lines=found.lines, words=found.words_of)
    if request.method == "POST" and form.is_valid():
        asked = actions.ask(form.subject_ids, by=request.by, at=request.at)
        return redirect("retention:show", asked.pk)
    status = 422 if form.is_bound else 200
    return render(request, "retention/preview.html", {"found": found, "form": form}, status=status)


@require_http_methods(["GET", "POST"])
@staff_page("ask to destroy")
@once
def early(request: StaffRequest) -> HttpResponse:
    """For a member who asked: their record may go before the practice's time is over, never before the law's."""
    policy.require(request.by, "ask to destroy", at=request.at)
    number = request.GET.get("number", "")[:36]  # from the request that they made
    form = EarlyForm(request.POST or None, initial={"number": number}, practice_id=request.practice.pk, at=request.at)
    if request.method == "POST" and form.is_valid():
        asked = actions.ask(form.subject_ids, early=True, by=request.by, at=request.at)
        return redirect("retention:show", asked.pk)
    return render(request, "retention/early.html", {"form": form}, status=422 if form.is_bound else 200)


@require_GET
@staff_page("confirm destruction")
def show(request: StaffRequest, destruction: uuid.UUID) -> HttpResponse:
    """One destruction: what it takes, until when a copy can still open it, and the one button."""
    found = _destruction(request, destruction, "confirm destruction")
    return render(request, "retention/destruction.html", {"found": queries.asked(found, by=request.by, at=request.at)})


@require_POST
@staff_page("confirm destruction")
def confirm(request: StaffRequest, destruction: uuid.UUID) -> HttpResponse:
    actions.confirm(_destruction(request, destruction, "confirm destruction"), by=request.by, at=request.at)
    return redirect("retention:show", destruction)


@require_POST
@staff_page("stop destruction")
def stop(request: StaffRequest, destruction: uuid.UUID) -> HttpResponse:
    actions.stop(_destruction(request, destruction, "stop destruction"), by=request.by, at=request.at)
    return redirect("retention:show", destruction)


@require_http_methods(["GET", "POST"])
@staff_page("set retention")
def set_schedule(request: StaffRequest) -> HttpResponse:
    """How long each class is kept, beside what the law of the chosen places says."""
    policy.require(request.by, "set retention", at=request.at)
    rules = schedule.rules(request.practice.pk)
    form = ScheduleForm(request.POST or None, rules=rules)
    if request.method == "POST" and form.is_valid():
        actions.set_schedule(form.months, by=request.by, at=request.at)
        return redirect("retention:preview")
    laws = applying.of(request.practice.pk)
    shown = {"form": form, "now": schedule.in_force(request.practice.pk), "rules": rules.values(), "laws": laws}
    return render(request, "retention/schedule.html", shown, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@staff_page("open matter")
@once
def holds(request: StaffRequest) -> HttpResponse:
    """What is kept whatever the schedule says."""
    policy.require(request.by, "open matter", at=request.at)
    form = HoldForm(request.POST or None, practice_id=request.practice.pk)
    if request.method == "POST" and form.is_valid():
        matters.open_matter(
            MatterKind.LEGAL_HOLD,
            practice_id=request.practice.pk,
            reason=form.cleaned_data["reason"],
            member=form.cleaned_data["number"],
            by=request.by,
            at=request.at,
        )
        return redirect("retention:holds")
    shown = {"form": form, "holds": queries.holds(by=request.by, at=request.at)}
    return render(request, "retention/holds.html", shown, status=422 if form.is_bound else 200)


@require_POST
@staff_page("close matter")
def lift(request: StaffRequest, hold: uuid.UUID) -> HttpResponse:
    matters.close_matter(queries.hold(request.practice.pk, hold), by=request.by, at=request.at)
    return redirect("retention:holds")


def _destruction(request: StaffRequest, pk: uuid.UUID, act: str) -> Destruction:
    rows = Destruction.objects.select_related("asked_by", "confirmed_by", "stopped_by")
    found = get_object_or_404(rows, practice=request.practice, pk=pk)
    actions.require(found, act, by=request.by, at=request.at)
    return found
