"""A member chooses the name by which their group knows them."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from underrose.doors.web import welcome
from underrose.doors.web.forms import ChosenName
from underrose.groups import actions
from underrose.people.access import MemberRequest, member_page


@require_http_methods(["GET", "POST"])
@member_page("choose name")
def choose_name(request: MemberRequest) -> HttpResponse:
    """One name for one group; asked again where another group waits for one."""
    membership = welcome.waiting_for_name(request.by)
    if membership is None:
        return redirect("start")
    form = ChosenName(request.POST or None, membership=membership)
    if form.is_valid():
        actions.choose_name(membership, form.cleaned_data["name"], by=request.by, at=request.at)
        return redirect("people:contact")
    return render(request, "web/choose_name.html", {"form": form})
