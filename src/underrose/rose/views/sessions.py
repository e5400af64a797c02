"""The session page and its acts: the rose, opening, arrivals, closing."""

from __future__ import annotations

import uuid

from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from underrose.ground.ledger import recording
from underrose.groups import actions as groups
from underrose.groups.models import Attendance, GroupSession, Membership
from underrose.people.access import StaffRequest, staff_page
from underrose.rose import actions
from underrose.rose.evening import evening, mark
from underrose.rose.forms import Pin, Why


def seen(request: StaffRequest, session: uuid.UUID) -> GroupSession:
    """The session, if it is of a group this person is assigned to now. Raises Absent."""
    rows = GroupSession.objects.select_related("group", "stand_in", "practice")
    return rows.one_seen_by(request.standing, session)


@require_GET
@staff_page("see session")
def show(request: StaffRequest, session: uuid.UUID) -> HttpResponse:
    """The rose, the checks, the circle, and what to do now."""
    return _page(request, seen(request, session), Why())


@require_GET
@staff_page("see session")
def arrivals(request: StaffRequest, session: uuid.UUID) -> HttpResponse:
    """A word that changes when somebody came or went: the page asks for it and reads itself anew. It holds no name."""
    found = seen(request, session)
    came = Attendance.objects.standing().filter(session=found).values_list("membership", "checked_out_at")
    return JsonResponse({"mark": mark(found, [(pk, left is None) for pk, left in came])})


@require_POST
@staff_page("open session")
def open_session(request: StaffRequest, session: uuid.UUID) -> HttpResponse:
    """With a petal missing a reason is asked for beside its box, because it is given there."""
    found, why = seen(request, session), Why(request.POST)
    try:
        actions.open_session(found, reason=why["reason"].data or "", by=request.by, at=request.at)
    except actions.SayWhy as refusal:
        why.add_error("reason", str(refusal.said))
        return _page(request, found, why)
    return redirect("rose:session", session)


@require_POST
@staff_page("close session")
def close_session(request: StaffRequest, session: uuid.UUID) -> HttpResponse:
    actions.close_session(seen(request, session), by=request.by, at=request.at)
    return redirect("rose:session", session)


@require_POST
@staff_page("close check-in")
def close_check_in(request: StaffRequest, session: uuid.UUID) -> HttpResponse:
    groups.close_check_in(seen(request, session), by=request.by, at=request.at)
    return redirect("rose:session", session)


@require_POST
@staff_page("check in")
def check_in(request: StaffRequest, session: uuid.UUID, membership: uuid.UUID) -> HttpResponse:
    found = seen(request, session)
    groups.check_in(found, _of(found, membership), by=request.by, at=request.at)
    return _back_to_arrivals(session)


@require_POST
@staff_page("check in")
def undo_check_in(request: StaffRequest, session: uuid.UUID, membership: uuid.UUID) -> HttpResponse:
    found = seen(request, session)
    groups.undo_check_in(found, _of(found, membership), by=request.by, at=request.at)
    return _back_to_arrivals(session)


@require_POST
@staff_page("check out")
def check_out(request: StaffRequest, session: uuid.UUID, membership: uuid.UUID) -> HttpResponse:
    found = seen(request, session)
    groups.check_out(found, _of(found, membership), by=request.by, at=request.at)
    return _back_to_arrivals(session)


def _page(request: StaffRequest, session: GroupSession, why: Why) -> HttpResponse:
    found = evening(session, request.standing, request.at)
    recording.viewed("session seen", by=request.by, at=request.at, about=found.session, subjects=found.subjects)
    return render(request, "rose/session.html", {"evening": found, "session": session, "pin": Pin(), "why": why})


def _of(session: GroupSession, membership: uuid.UUID) -> Membership:
    return get_object_or_404(Membership, pk=membership, group=session.group_id)


def _back_to_arrivals(session: uuid.UUID) -> HttpResponse:
    response = redirect("rose:session", session)
    response["Location"] += "#arrivals"
    return response
