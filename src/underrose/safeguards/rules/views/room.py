"""The rules in the room: one clause at a time, large, a pause after each; nothing on the screen names anybody."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from underrose.groups.models import Group
from underrose.people import policy
from underrose.people.access import StaffRequest, staff_page
from underrose.safeguards.rules import noted, queries, together
from underrose.safeguards.rules.models import RuleSet


@require_safe
@staff_page("go through rules together")
def clause(request: StaffRequest, group: uuid.UUID, place: int) -> HttpResponse:
    """One clause for the room's screen, with the leaders' notes on it."""
    found, rule_set = published(request, group)
    screen = _screen(found, rule_set)
    if screen is None:
        return redirect("rules:together", group)
    page = _page(found, screen, place)
    notes = noted.on_clause(found.pk, page["rule"].clause.origin_id)
    is_difference = screen.gathering.is_difference
    new = {"is_difference": is_difference, "change": together.change(page["rule"]) if is_difference else None}
    return render(request, "rules/room_clause.html", page | new | {"notes": notes})


@require_safe
@staff_page("go through rules together")
def pause(request: StaffRequest, group: uuid.UUID, place: int) -> HttpResponse:
    """Who has a question? A moment for everyone, after each clause."""
    found, rule_set = published(request, group)
    screen = _screen(found, rule_set)
    if screen is None:
        return redirect("rules:together", group)
    return render(request, "rules/room_pause.html", _page(found, screen, place))


@require_safe
@staff_page("go through rules together")
def end(request: StaffRequest, group: uuid.UUID) -> HttpResponse:
    """The last screen: what stays open to everyone, and the way back for the leader."""
    found, rule_set = published(request, group)
    screen = _screen(found, rule_set)
    if screen is None:
        return redirect("rules:together", group)
    page = {"group": found, "total": len(screen.rules), "session_id": screen.gathering.session_id}
    return render(request, "rules/room_end.html", page)


def published(request: StaffRequest, group: uuid.UUID) -> tuple[Group, RuleSet]:
    """The group and its rules in force, for who leads it. Raises Http404."""
    found = get_object_or_404(Group.objects.seen_by(request.standing), pk=group)
    policy.require(request.by, "go through rules together", group_id=found.pk, at=request.at)
    rule_set = queries.published(found)
    if rule_set is None:
        raise Http404
    return found, rule_set


def _screen(group: Group, rule_set: RuleSet) -> together.Screen | None:
    gathering = together.open_gathering(group)
    return together.screen(gathering, rule_set) if gathering else None


def _page(group: Group, screen: together.Screen, place: int) -> dict[str, Any]:
    rule = screen.at(place)
    if rule is None:
        raise Http404
    total = len(screen.rules)
    return {"group": group, "rule": rule, "place": place, "total": total, "before": place - 1}
