"""Pages of who answers requests, and of who opens and closes matters."""

from __future__ import annotations

import uuid

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from underrose.ground.page.once import once
from underrose.ground.refusal import Absent
from underrose.groups.models import Membership
from underrose.people import policy
from underrose.people.access import StaffRequest, staff_page
from underrose.people.matters import actions as matter_actions
from underrose.people.matters import queries as matter_queries
from underrose.people.matters.models import Kind, Matter
from underrose.safeguards.protection.circle import actions, law, queries
from underrose.safeguards.protection.circle.forms import AnswerForm, LaterForm, MatterForm
from underrose.safeguards.protection.circle.models import DataRequest

_MOST = 50


@require_safe
@staff_page("answer data request")
def requests(request: StaffRequest) -> HttpResponse:
    """What waits, the first due first, and what was settled last. Members stand here as numbers."""
    policy.require(request.by, "answer data request", at=request.at)
    practice_id = request.practice.pk
    page = {"waiting": queries.waiting(practice_id), "settled": queries.settled(practice_id)[:_MOST]}
    return render(request, "circle/requests.html", {**page, "today": request.at.date()})


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page("answer data request")
def answer(request: StaffRequest, data_request: uuid.UUID) -> HttpResponse:
    """One request, its law, and the answer."""
    found = get_object_or_404(DataRequest, pk=data_request, practice=request.practice)
    form = AnswerForm(request.POST or None)
    if form.is_valid():
        actions.answer(found, **form.cleaned_data, by=request.by, at=request.at)
        return redirect("circle:requests")
    return _answer(request, found, form, LaterForm(auto_id="later_%s"))


@require_POST
@staff_page("answer data request")
def later(request: StaffRequest, data_request: uuid.UUID) -> HttpResponse:
    """It takes longer."""
    found = get_object_or_404(DataRequest, pk=data_request, practice=request.practice)
    form = LaterForm(request.POST, auto_id="later_%s")
    if not form.is_valid():
        return _answer(request, found, AnswerForm(), form)
    actions.extend(found, why=form.cleaned_data["why"], by=request.by, at=request.at)
    return redirect("circle:answer", found.pk)


@require_safe
@staff_page("see matters")
def matters(request: StaffRequest) -> HttpResponse:
    """What is open, and when it is looked at again."""
    found = queries.open_matters(request.standing, by=request.by, at=request.at)
    return render(request, "circle/matters.html", {"matters": found})


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page("open safety worry")
@once
def open_matter(request: StaffRequest, membership: uuid.UUID) -> HttpResponse:
    """Open a matter about one member: what it does is said before."""
    found = get_object_or_404(Membership.objects.select_related("member"), pk=membership, practice=request.practice)
    kinds = [kind for kind in Kind.values if _may_open(request, kind, found)]
    if not kinds:
        raise Absent
    form = MatterForm(request.POST or None, kinds=kinds)
    if form.is_valid():
        matter_actions.open_matter(
            form.cleaned_data["kind"],
            reason=form.cleaned_data["reason"],
            practice_id=found.practice_id,
            member=found.member,
            group_id=found.group_id,
            by=request.by,
            at=request.at,
        )
        return redirect("circle:matters")
    return render(request, "circle/open_matter.html", {"form": form, "membership": found})


@require_POST
@staff_page("see matters")
def keep(request: StaffRequest, matter: uuid.UUID) -> HttpResponse:
    """Looked at again: it must stay open."""
    matter_actions.keep_open(_matter(request, matter), by=request.by, at=request.at)
    return redirect("circle:matters")


@require_POST
@staff_page("see matters")
def close(request: StaffRequest, matter: uuid.UUID) -> HttpResponse:
    """It is over."""
    matter_actions.close_matter(_matter(request, matter), by=request.by, at=request.at)
    return redirect("circle:matters")


def _matter(request: StaffRequest, pk: uuid.UUID) -> Matter:
    return get_object_or_404(matter_queries.seen_by(request.standing, at=request.at), pk=pk)


def _may_open(request: StaffRequest, kind: str, about: Membership) -> bool:
    act = matter_actions.act_for("open", kind)
    return policy.may(request.standing, act, group_id=about.group_id, at=request.at)


def _answer(request: StaffRequest, found: DataRequest, form: AnswerForm, later: LaterForm) -> HttpResponse:
    held = actions.see(found, by=request.by, at=request.at)
    page = {
        "found": found,
        "held": held,
        "form": form,
        "later": later,
        "may_destroy": policy.may(request.standing, "ask to destroy", at=request.at),
        "times": law.times(found.kind, found.practice_id),
    }
    return render(request, "circle/answer.html", {**page, "number": found.member_id.hex[:8]})
