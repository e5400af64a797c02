"""What is left to set up: a list to come back to, each line to be skipped."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from underrose.doors.web import tasks
from underrose.doors.web.forms import SheetWords
from underrose.ground.vault import recovery
from underrose.people import actions
from underrose.people.access import StaffRequest, staff_page


@require_GET
@staff_page("manage practice")
def setup(request: StaffRequest) -> HttpResponse:
    """The list."""
    return render(request, "web/setup.html", {"checks": tasks.of(request.practice, at=request.at)})


@require_GET
@staff_page("keep recovery sheet")
def sheet(request: Any) -> HttpResponse:
    """The recovery sheet, to be printed. Each look at it is an entry."""
    actions.show_recovery(request.practice, by=request.by, at=request.at)
    return render(request, "web/sheet.html", {"sheet": recovery.sheet()})


@require_http_methods(["GET", "POST"])
@staff_page("keep recovery sheet")
def type_back(request: StaffRequest) -> HttpResponse:
    """The sheet typed back, so that it is known to be right before it is needed."""
    form = SheetWords(request.POST or None)
    if form.is_valid():
        try:
            recovery.check(form.cleaned_data["words"])
        except recovery.SheetRefused as refusal:  # beside the field, because it is mended there
            form.add_error("words", str(refusal.said))
        else:
            actions.check_recovery(request.practice, by=request.by, at=request.at)
            return redirect("setup")
    return render(request, "web/type_back.html", {"form": form})


@require_GET
@staff_page("manage practice")
def restore(request: StaffRequest) -> HttpResponse:
    """How a backup comes back, and why not from a page."""
    return render(request, "web/restore.html")
