"""The leaders' pages: what one member said, what everybody in the group said. Each look is one entry."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from underrose.ground.ledger import recording
from underrose.groups.circle import names_of
from underrose.groups.models import Group, Membership
from underrose.people import policy
from underrose.people.access import StaffRequest, staff_page
from underrose.people.matters import queries as matters
from underrose.safeguards.rules.between import actions, queries
from underrose.safeguards.rules.between.forms import AloudForm
from underrose.safeguards.rules.views.frame import frame


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page("see between sessions")
def about(request: StaffRequest, membership: uuid.UUID) -> HttpResponse:
    """One member's word; and the place to write down what they said aloud."""
    rows = Membership.objects.current().filter(practice=request.practice).select_related("group")
    found = get_object_or_404(rows, pk=membership)
    policy.require(request.by, "see between sessions", group_id=found.group_id, at=request.at)
    form = AloudForm(request.POST or None)
    if form.is_valid():
        actions.say(found, form.cleaned_data["says"], by=request.by, at=request.at)
        messages.success(request, _("Written down. They see it on their page."))
        return redirect("between:about", found.pk)
    matter_id = matters.handled(found.member_id, group_id=found.group_id, by=request.standing, at=request.at)
    subjects = [found.member_id]
    recording.viewed(
        "between sessions seen", by=request.by, at=request.at, about=found, subjects=subjects, matter_id=matter_id
    )
    page = {"mine": found, "name": names_of([found])[found.pk], "now": queries.said(found), "form": form}
    return render(request, "between/about.html", {**frame(found.group), **page})


@require_safe
@staff_page("see between sessions")
def everyone(request: StaffRequest, group: uuid.UUID) -> HttpResponse:
    """Everybody's word, to look at before a session."""
    found = get_object_or_404(Group.objects.seen_by(request.standing), pk=group)
    policy.require(request.by, "see between sessions", group_id=found.pk, at=request.at)
    members = list(Membership.objects.current().filter(group=found).order_by("since", "pk"))
    subjects = [member.member_id for member in members]
    recording.viewed("between sessions seen", by=request.by, at=request.at, about=found, subjects=subjects)
    names, words = names_of(members), queries.said_by(members)
    lines = sorted(((names[row.pk], row, words[row.pk]) for row in members), key=lambda line: line[0].casefold())
    return render(request, "between/everyone.html", {**frame(found), "lines": lines})
