"""A member's page: what their group's rules say about it, and their own word. Looking leaves no trace."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from underrose.groups.models import Membership
from underrose.people.access import MemberRequest, member_page
from underrose.safeguards.rules.between import actions, queries
from underrose.safeguards.rules.between.forms import WordForm


@require_http_methods(["GET", "HEAD", "POST"])
@member_page("choose between sessions")
def choose(request: MemberRequest, membership: uuid.UUID) -> HttpResponse:
    """Say it, or say it anew."""
    own = Membership.objects.current().filter(member=request.by).select_related("group")
    mine = get_object_or_404(own, pk=membership)
    now = queries.said(mine)
    form = WordForm(request.POST or None, initial={"says": now.says})
    if form.is_valid():
        actions.say(mine, form.cleaned_data["says"], by=request.by, at=request.at)
        messages.success(request, _("Kept. The leaders see it on your page."))
        return redirect("between:mine", mine.pk)
    page = {"mine": mine, "form": form, "now": now, "rule": queries.policy_of(mine.group)}
    return render(request, "between/mine.html", page)
