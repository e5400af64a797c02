"""Pages of reminders: who knows of a session, and the prompt that opens it."""

from __future__ import annotations

import uuid

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from underrose.groups.models import GroupSession, Membership
from underrose.people.access import StaffRequest, staff_page
from underrose.safeguards.reminders import actions, prompts, roll


@require_GET
@staff_page("see reminders")
def told(request: StaffRequest, session: uuid.UUID) -> HttpResponse:
    """Who knows of this session and how; who doesn't yet can be marked here."""
    found = _found(request, session)
    lines = roll.call(found, request.standing, at=request.at)
    shown = {"lines": lines, "prompt": prompts.for_session(found), "was_read": prompts.was_read_aloud(found)}
    return render(request, "reminders/told.html", {"session": found, **shown})


@require_POST
@staff_page("mark told in the room")
def tell(request: StaffRequest, session: uuid.UUID, membership: uuid.UUID) -> HttpResponse:
    found = _found(request, session)
    member = get_object_or_404(Membership, group=found.group_id, pk=membership)
    actions.tell(found, member, by=request.by, at=request.at)
    return redirect("reminders:told", found.pk)


@require_POST
@staff_page("show prompt")
def read_prompt_aloud(request: StaffRequest, session: uuid.UUID) -> HttpResponse:
    """The prompt was read aloud: from now on it belongs to this session."""
    found = _found(request, session)
    actions.read_prompt_aloud(found, by=request.by, at=request.at)
    return redirect("reminders:told", found.pk)


def _found(request: StaffRequest, session: uuid.UUID) -> GroupSession:
    return get_object_or_404(GroupSession.objects.seen_by(request.standing).select_related("group"), pk=session)
