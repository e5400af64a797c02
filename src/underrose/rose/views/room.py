"""The room's screen: the prompt, the way to check in, how many are here. No name ever stands on it."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from underrose.groups.models import Attendance, GroupSession
from underrose.people.access import StaffRequest, staff_page
from underrose.rose import petals
from underrose.rose.evening import mark
from underrose.rose.picture import picture
from underrose.rose.views.sessions import seen
from underrose.safeguards.feedback import queries as feedback
from underrose.safeguards.reminders import prompts


@require_GET
@staff_page("show room")
def room(request: StaffRequest, session: uuid.UUID) -> HttpResponse:
    """For the wall. The rose is drawn only once the session is open, and without its sentences: they name people."""
    found = seen(request, session)
    came = list(Attendance.objects.standing().filter(session=found).values_list("membership", "checked_out_at"))
    is_open = found.state == GroupSession.State.OPEN
    context = {
        "session": found,
        "prompt": prompts.for_session(found),
        "address": settings.PUBLIC_URL + reverse("rose:home"),
        "here": sum(left is None for _membership, left in came),
        "is_open": is_open,
        "rose": picture(petals.rose(found, request.standing).petals, is_open=True).svg if is_open else "",
        "someone": feedback.someone_for(found.group_id),
        "mark": mark(found, [(pk, left is None) for pk, left in came]),
    }
    return render(request, "rose/room.html", context)
