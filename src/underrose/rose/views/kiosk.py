"""The tablet at the door: bound to one session, it checks people in by their own code and knows nothing else.

It never shows a name. Whoever set it up is signed out on it; it ends by four digits, by closing check-in, or by itself.
"""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from underrose.groups import actions as groups
from underrose.groups.models import Attendance, GroupSession, Membership
from underrose.people import cards, kiosk, limits
from underrose.people.access import StaffRequest, kiosk_page, public_page, staff_page
from underrose.rose import actions
from underrose.rose.forms import Code, Pin
from underrose.rose.views.sessions import seen

LONGER = timedelta(hours=2)  # than the session's planned end, should nobody end it


class KioskRequest(HttpRequest):
    """A request from a device that is bound to one session."""

    at: datetime
    kiosk: uuid.UUID


@require_POST
@staff_page("start kiosk")
def start(request: StaffRequest, session: uuid.UUID) -> HttpResponse:
    """This device is the tablet from now on. Refuses without four digits, because nobody could end it then."""
    found = seen(request, session)
    pin = Pin(request.POST)
    if not pin.is_valid():
        return render(request, "rose/kiosk_pin.html", {"form": pin, "session": found}, status=422)
    actions.start_kiosk(found, by=request.by, at=request.at)
    until = max(found.ends_at, request.at) + LONGER
    kiosk.begin(request.session, session_id=found.pk, practice_id=found.practice_id, until=until)
    request.session["pin"] = _hashed(pin.cleaned_data["pin"], found.pk)
    return redirect("rose:kiosk")


@require_http_methods(["GET", "POST"])
@kiosk_page("check in")
def check_in(request: KioskRequest) -> HttpResponse:
    """One question: the code on your card."""
    session = get_object_or_404(GroupSession, pk=request.kiosk)
    if session.check_in_closed_at or session.state not in (GroupSession.State.PLANNED, GroupSession.State.OPEN):
        kiosk.end(request.session)
        return redirect("rose:kiosk_over")
    form = Code(request.POST or None)
    if request.method == "POST" and form.is_valid() and _arrived(request, session, form):
        return redirect("rose:kiosk_done")
    return render(request, "rose/kiosk.html", {"form": form})


@require_GET
@kiosk_page("check in")
def done(request: KioskRequest) -> HttpResponse:
    """A neutral word, and back to the question by itself."""
    response = render(request, "rose/kiosk_done.html")
    response["Refresh"] = "6; url=./../"
    return response


@require_http_methods(["GET", "POST"])
@kiosk_page("check in")
def end(request: KioskRequest) -> HttpResponse:
    """The four digits give the tablet back to nobody."""
    form = Pin(request.POST or None)
    form.fields["pin"].label, form.fields["pin"].help_text = _("The four digits"), ""
    if request.method == "POST":
        limits.check("card", request, request.at)
        if form.is_valid() and constant_time_compare(
            _hashed(form.cleaned_data["pin"], request.kiosk), request.session.get("pin", "")
        ):
            kiosk.end(request.session)
            return redirect("rose:kiosk_over")
        limits.count("card", request, request.at)
        form.add_error("pin", _("Those are not the digits this tablet was started with."))
    return render(request, "rose/kiosk_end.html", {"form": form})


@require_GET
@public_page("start")
def over(request: HttpRequest) -> HttpResponse:
    """The tablet is nobody's."""
    return render(request, "rose/kiosk_over.html")


def _arrived(request: KioskRequest, session: GroupSession, form: Code) -> bool:
    """Check in whose code this is. One answer for an unknown code and for another group's."""
    limits.check("card", request, request.at)
    member = cards.member_of(code=form.cleaned_data["code"])
    membership = member and Membership.objects.current().filter(group=session.group_id, member=member).first()
    if not member or not membership:
        limits.count("card", request, request.at)
        form.add_error("code", _("That code isn't right. Check it with your card, or ask in the room."))
        return False
    groups.check_in(session, membership, how=Attendance.How.KIOSK, by=member, at=request.at)
    return True


def _hashed(pin: str, session_id: uuid.UUID) -> str:
    return salted_hmac(f"underrose.rose.kiosk {session_id}", pin, algorithm="sha256").hexdigest()
