"""A member's own page: when we meet next, one thing to do, who can help."""

from __future__ import annotations

import uuid

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from underrose.ground.vault import sealing
from underrose.groups import actions as groups
from underrose.groups.models import Attendance, GroupSession, Membership
from underrose.people.access import MemberRequest, member_page
from underrose.rose import steps


@require_GET
@member_page("start")
def home(request: MemberRequest) -> HttpResponse:
    """Straight to the group if there is one; in several, which."""
    own = list(_own(request))
    if len(own) == 1:
        return _page(request, own[0], others=False)
    titles = sealing.reveal_many([membership.group for membership in own], "title")
    return render(request, "rose/which.html", {"groups": [(row.pk, titles[row.group_id]) for row in own]})


@require_GET
@member_page("start")
def one(request: MemberRequest, membership: uuid.UUID) -> HttpResponse:
    """One of several groups."""
    return _page(request, get_object_or_404(_own(request), pk=membership), others=True)


@require_POST
@member_page("check in")
def check_in(request: MemberRequest, membership: uuid.UUID, session: uuid.UUID) -> HttpResponse:
    mine = get_object_or_404(_own(request), pk=membership)
    found = get_object_or_404(GroupSession, pk=session, group=mine.group_id)
    groups.check_in(found, mine, how=Attendance.How.PHONE, by=request.by, at=request.at)
    return redirect("rose:home_of", membership)


@require_POST
@member_page("check out")
def check_out(request: MemberRequest, membership: uuid.UUID, session: uuid.UUID) -> HttpResponse:
    mine = get_object_or_404(_own(request), pk=membership)
    found = get_object_or_404(GroupSession, pk=session, group=mine.group_id)
    groups.check_out(found, mine, by=request.by, at=request.at)
    return redirect("rose:home_of", membership)


def _own(request: MemberRequest) -> QuerySet[Membership]:
    return Membership.objects.current().filter(member=request.by).select_related("group", "member").order_by("since")


def _page(request: MemberRequest, membership: Membership, *, others: bool) -> HttpResponse:
    name = sealing.reveal(membership, "chosen_name")
    found = steps.home(membership, name, request.at)
    return render(request, "rose/home.html", {"home": found, "others": others})
