"""The leaders' side of going through the rules together: what to show, who was there, who still needs it."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from underrose.ground.ledger import recording
from underrose.ground.page.once import once
from underrose.groups.editions import AlreadyDrafting
from underrose.groups.models import Group, Membership
from underrose.people import policy
from underrose.people.access import StaffRequest, staff_page
from underrose.safeguards.rules import queries, together
from underrose.safeguards.rules.actions import going_through, house_rules
from underrose.safeguards.rules.forms import OwnClauseForm
from underrose.safeguards.rules.forms_together import BeginForm, PresentForm
from underrose.safeguards.rules.models import Gathering, RuleSet
from underrose.safeguards.rules.views.frame import frame
from underrose.safeguards.rules.views.room import published


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page("go through rules together")
@once
def plan(request: StaffRequest, group: uuid.UUID) -> HttpResponse:
    """What to go through, and who still needs what."""
    found, rule_set = published(request, group)
    rules, session = queries.opened(rule_set), together.open_session(found)
    needs = together.needs(rule_set, rules, session)
    new = together.difference(needs, rules)
    midway = not any(need.is_new for need in needs if need.is_here or session is None)
    form = BeginForm(request.POST or None, total=len(rules), new=len(new), everyone_is_midway=midway)
    if form.is_valid():
        origins = [rule.clause.origin_id for rule in new] if form.is_difference else None
        going_through.begin_together(
            rule_set, origins, is_difference=form.is_difference, session=session, by=request.by, at=request.at
        )
        return redirect("rules:room_clause", group, 1)
    _look(request, found, needs)
    page = {"form": form, "needs": needs, "rule_set": rule_set, "session": session, "total": len(rules)}
    return render(request, "rules/together.html", frame(found) | page | _standing(request, found, needs))


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page("go through rules together")
@once
def who_was_there(request: StaffRequest, group: uuid.UUID, place: int = 0) -> HttpResponse:
    """Say who was there; as far as `place`, where it was stopped before the end."""
    found, rule_set = published(request, group)
    rules, gathering = queries.opened(rule_set), together.open_gathering(found)
    needs = together.needs(rule_set, rules, (gathering and gathering.session) or together.open_session(found))
    names = [(need.membership.pk, need.name) for need in needs]
    here = {need.membership.pk for need in needs if need.is_here}
    form = PresentForm(request.POST or None, names=names, here=here)
    if form.is_valid():
        chosen = [need.membership for need in needs if need.membership.pk in form.chosen]
        _end(request, rule_set, gathering, chosen, place)
        messages.success(request, _("Written down. Below is who still needs something."))
        return redirect("rules:together", group)
    _look(request, found, needs)
    total = len(together.screen(gathering, rule_set).rules) if gathering else len(rules)
    page = {"form": form, "needs": needs, "gathering": gathering, "place": min(place, total) or total, "total": total}
    return render(request, "rules/who_was_there.html", frame(found) | page)


@require_POST
@staff_page("go through rules together")
def drop(request: StaffRequest, group: uuid.UUID) -> HttpResponse:
    """Begun by mistake."""
    found, _rule_set = published(request, group)
    gathering = together.open_gathering(found)
    if gathering is not None:  # else it is dropped or ended already, on another screen
        going_through.drop_together(gathering, by=request.by, at=request.at)
    return redirect("rules:together", group)


@require_safe
@staff_page("go through rules together")
def past(request: StaffRequest, group: uuid.UUID, gathering: uuid.UUID) -> HttpResponse:
    """One time that the group went through them: who was there."""
    found = _gathering(request, group, gathering)
    present = together.present(found)
    subjects = [row.membership.member_id for row, _name in present]
    recording.viewed("who was there for the rules", by=request.by, at=request.at, about=found, subjects=subjects)
    return render(request, "rules/gathering.html", frame(found.group) | {"gathering": found, "present": present})


@require_POST
@staff_page("go through rules together")
def was_not_there(request: StaffRequest, group: uuid.UUID, gathering: uuid.UUID, presence: uuid.UUID) -> HttpResponse:
    """Ticked by mistake."""
    found = _gathering(request, group, gathering)
    row = get_object_or_404(found.presences.select_related("gathering"), pk=presence)
    going_through.was_not_there(row, by=request.by, at=request.at)
    return redirect("rules:gathering", group, gathering)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page("publish rules")
@once
def add_house_rule(request: StaffRequest, group: uuid.UUID) -> HttpResponse:
    """A rule that the group makes for itself, in force at once."""
    found, _rule_set = published(request, group)
    policy.require(request.by, "publish rules", group_id=found.pk, at=request.at)
    form = OwnClauseForm(request.POST or None)
    if form.is_valid():
        try:
            house_rules.add_house_rule(found, **form.cleaned_data, by=request.by, at=request.at)
        except AlreadyDrafting:  # begun meanwhile; what was typed stays on the page
            form.add_error(None, _("Somebody has begun a draft. Your words are still here, and not kept yet."))
        else:
            messages.success(request, _("It is one of your rules now. Go through it with everyone."))
            return redirect("rules:together", group)
    draft = RuleSet.objects.draft().filter(group=found).first()
    return render(request, "rules/add_house_rule.html", frame(found) | {"form": form, "draft": draft})


def _end(
    request: StaffRequest, rule_set: RuleSet, gathering: Gathering | None, chosen: list[Membership], place: int
) -> None:
    if gathering is None:
        going_through.go_through_together(rule_set, chosen, by=request.by, at=request.at)
        return
    shown = together.screen(gathering, rule_set).rules[: place or None] if place else None
    origins = [rule.clause.origin_id for rule in shown] if shown is not None else None
    going_through.end_together(gathering, chosen, shown=origins, by=request.by, at=request.at)


def _standing(request: StaffRequest, group: Group, needs: tuple[together.Need, ...]) -> dict[str, Any]:
    return {
        "gathering": together.open_gathering(group),
        "past": together.past_gatherings(group),
        "lacking": [need for need in needs if need.lacks],
        "here": sum(need.is_here for need in needs),
        "may_add": policy.may(request.standing, "publish rules", group_id=group.pk, at=request.at),
    }


def _look(request: StaffRequest, group: Group, needs: tuple[together.Need, ...]) -> None:
    subjects = [need.membership.member_id for need in needs]
    recording.viewed("who has gone through rules", by=request.by, at=request.at, about=group, subjects=subjects)


def _gathering(request: StaffRequest, group: uuid.UUID, gathering: uuid.UUID) -> Gathering:
    found = get_object_or_404(Group.objects.seen_by(request.standing), pk=group)
    policy.require(request.by, "go through rules together", group_id=found.pk, at=request.at)
    return get_object_or_404(
        Gathering.objects.exclude(ended_at=None).select_related("group"), pk=gathering, group=found
    )
