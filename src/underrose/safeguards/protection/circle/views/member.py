"""A member's pages: who can see what, who looked, what they ask, leaving a group. Reading them leaves no trace."""

from __future__ import annotations

import uuid

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from underrose.ground.page.once import once
from underrose.ground.vault import sealing
from underrose.groups import actions as groups
from underrose.groups.models import Membership
from underrose.people.access import MemberRequest, member_page
from underrose.safeguards.protection import looks
from underrose.safeguards.protection.circle import actions, law, queries
from underrose.safeguards.protection.circle.forms import AskForm, DisagreeForm
from underrose.safeguards.protection.circle.models import DataRequest

Kind = DataRequest.Kind


@require_safe
@member_page("see own circle")
def circle(request: MemberRequest) -> HttpResponse:
    """The picture, the list, who looked, and what they can do."""
    return render(request, "circle/circle.html", {"mine": queries.mine(request.by, at=request.at)})


@require_safe
@member_page("see who looked")
def looked(request: MemberRequest) -> HttpResponse:
    """Every look: roles and days, in calm words."""
    ever = Membership.objects.filter(member=request.by).values_list("group", flat=True)
    return render(request, "circle/looked.html", {"looks": looks.of_member(request.by, groups=ever)})


@require_http_methods(["GET", "HEAD", "POST"])
@member_page("ask for correction")
@once
def correct(request: MemberRequest) -> HttpResponse:
    """Ask to correct something."""
    label = _("What is wrong, and what should stand there instead?")
    return _ask(request, Kind.CORRECTION, label, _("Say where you saw it, if you can."))


@require_http_methods(["GET", "HEAD", "POST"])
@member_page("ask for deletion")
@once
def delete(request: MemberRequest) -> HttpResponse:
    """Ask to delete something, or all of it."""
    return _ask(request, Kind.DELETION, _("What should be deleted?"), _("One thing, or everything about you."))


@require_http_methods(["GET", "HEAD", "POST"])
@member_page("ask for own record")
@once
def record(request: MemberRequest) -> HttpResponse:
    """Ask for what the download doesn't hold, such as notes."""
    return _ask(request, Kind.RECORD, _("What would you like to see?"), _("Such as the notes of a time or a topic."))


@require_safe
@member_page("see own circle")
def show(request: MemberRequest, data_request: uuid.UUID) -> HttpResponse:
    """One request: where it stands, and the answer."""
    return _show(request, _own(request, data_request), DisagreeForm())


@require_POST
@member_page("see own circle")
def take_back(request: MemberRequest, data_request: uuid.UUID) -> HttpResponse:
    """It is needed no more."""
    found = _own(request, data_request)
    actions.take_back(found, by=request.by, at=request.at)
    return redirect("circle:show", found.pk)


@require_POST
@member_page("see own circle")
def disagree(request: MemberRequest, data_request: uuid.UUID) -> HttpResponse:
    """Their own words beside the answer."""
    found, form = _own(request, data_request), DisagreeForm(request.POST)
    if not form.is_valid():
        return _show(request, found, form)
    actions.disagree(found, form.cleaned_data["words"], by=request.by, at=request.at)
    return redirect("circle:show", found.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@member_page("end membership")
def leave(request: MemberRequest, membership: uuid.UUID) -> HttpResponse:
    """What leaving does, said before; then the way out."""
    found = get_object_or_404(queries.current(request.by), pk=membership)
    if request.method == "POST":
        groups.leave(found, by=request.by, at=request.at)
        return redirect("circle:circle")
    return render(request, "circle/leave.html", {"leaving": queries.leaving(found, at=request.at)})


def _own(request: MemberRequest, pk: uuid.UUID) -> DataRequest:
    return get_object_or_404(DataRequest, pk=pk, member=request.by)


def _ask(request: MemberRequest, kind: str, label: str, hint: str) -> HttpResponse:
    form = AskForm(request.POST or None, label=label, hint=hint)
    if form.is_valid():
        found = actions.ask(kind, form.cleaned_data["words"], by=request.by, at=request.at)
        return redirect("circle:show", found.pk)
    day = looks.day_of(request.at, request.practice.time_zone)
    page = {"form": form, "kind": kind, "due": law.due(kind, day, request.practice.pk)}
    page["times"] = law.times(kind, request.practice.pk)
    has_reader = queries.has_reader(request.practice.pk, at=request.at)
    return render(request, "circle/ask.html", {**page, "has_reader": has_reader})


def _show(request: MemberRequest, found: DataRequest, form: DisagreeForm) -> HttpResponse:
    return render(request, "circle/request.html", {"found": found, "held": sealing.open_all(found), "form": form})
