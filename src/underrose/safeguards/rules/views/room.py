"""The rules in the room: one clause at a time, large, and who was there."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from underrose.ground.ledger import recording
from underrose.groups.models import Group, Membership
from underrose.people import policy
from underrose.people.access import StaffRequest, staff_page
from underrose.safeguards.rules import petal, queries
from underrose.safeguards.rules.actions import going_through
from underrose.safeguards.rules.forms import PresentForm
from underrose.safeguards.rules.models import RuleSet
from underrose.safeguards.rules.views.frame import frame


@require_safe
@staff_page("go through rules together")
def clause(request: StaffRequest, group: uuid.UUID, place: int) -> HttpResponse:
    """One clause for the room's screen. Names nobody."""
    found, rule_set = _published(request, group)
    rules = queries.opened(rule_set)
    if not 1 <= place <= len(rules):
        raise Http404
    page = {**frame(found), "rule": rules[place - 1], "place": place, "total": len(rules), "before": place - 1}
    return render(request, "rules/room_clause.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page("go through rules together")
def together(request: StaffRequest, group: uuid.UUID) -> HttpResponse:
    """How it is done, and afterwards: who was there."""
    found, rule_set = _published(request, group)
    members = list(Membership.objects.current().filter(group=found).order_by("since"))
    names = petal.named(rule_set, members)
    form = PresentForm(request.POST or None, names=names)
    if form.is_valid():
        chosen = [member for member in members if member.pk in form.chosen]
        going_through.go_through_together(rule_set, chosen, by=request.by, at=request.at)
        messages.success(request, _("Recorded. Those present have gone through the rules."))
        return redirect("rules:show", group)
    recording.viewed(
        "who has gone through rules", by=request.by, at=request.at, about=found, subjects=[m.member_id for m in members]
    )
    return render(request, "rules/together.html", {**frame(found), "form": form, "has_members": bool(members)})


def _published(request: StaffRequest, group: uuid.UUID) -> tuple[Group, RuleSet]:
    found = get_object_or_404(Group.objects.seen_by(request.standing), pk=group)
    policy.require(request.by, "go through rules together", group_id=found.pk, at=request.at)
    rule_set = queries.published(found)
    if rule_set is None:
        raise Http404
    return found, rule_set
