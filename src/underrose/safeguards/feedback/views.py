"""Pages of feedback: whom members can turn to, and who names them."""

from __future__ import annotations

import uuid

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from underrose.groups.models import Group
from underrose.people import policy
from underrose.people.access import MemberRequest, StaffRequest, member_page, staff_page
from underrose.safeguards.feedback import actions, queries
from underrose.safeguards.feedback.forms import PersonForm
from underrose.safeguards.feedback.models import TrustedPerson


@require_GET
@staff_page("see feedback person")
def people(request: StaffRequest) -> HttpResponse:
    """Each group that this viewer may see, and whom its members can turn to."""
    groups = Group.objects.filter(practice=request.practice).living()
    if not policy.may(request.by, "name feedback person", at=request.at):
        groups = Group.objects.seen_by(request.standing).living()
    return render(request, "feedback/list.html", {"lines": queries.of_groups(groups, request.standing)})


@require_http_methods(["GET", "POST"])
@staff_page("name feedback person")
def name_someone(request: StaffRequest, group: uuid.UUID) -> HttpResponse:
    """Name someone outside the group, or someone else than before."""
    found = get_object_or_404(Group, practice=request.practice, pk=group)
    policy.require(request.by, "name feedback person", group_id=found.pk, at=request.at)
    form = PersonForm(request.POST or None, staff=queries.colleagues(found, at=request.at))
    if request.method == "POST" and form.is_valid():
        actions.name_someone(found, **form.words, by=request.by, at=request.at)
        return redirect("feedback:list")
    now = queries.someone_for(found.pk)
    shown = {"form": form, "now": now}
    return render(request, "feedback/name_someone.html", shown)


@require_GET
@member_page("see feedback person")
def someone(request: MemberRequest) -> HttpResponse:
    """Whom this member can turn to. Says plainly that nothing here is without a name yet."""
    return render(request, "feedback/someone.html", {"people": queries.of_member(request.by)})


@require_POST
@member_page("see feedback person")
def see_someone(request: MemberRequest, person: uuid.UUID) -> HttpResponse:
    found = get_object_or_404(TrustedPerson.objects.living(), practice=request.practice, pk=person)
    actions.see_someone(found, by=request.by, at=request.at)
    return redirect("start")
