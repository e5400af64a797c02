"""The leaders' pages of what was published: the rules in force, as a member sees them, and earlier editions."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from underrose.groups.models import Group
from underrose.people import policy
from underrose.people.access import StaffRequest, staff_page
from underrose.safeguards.rules import changes, noted, queries, starter
from underrose.safeguards.rules.actions import editions
from underrose.safeguards.rules.forms_clauses import AgesForm
from underrose.safeguards.rules.models import Question, RuleSet
from underrose.safeguards.rules.views.frame import frame


@require_safe
@staff_page("see rules")
def show(request: StaffRequest, group: uuid.UUID) -> HttpResponse:
    """The rules in force, the draft, and where members stand; before the first edition, what to begin with."""
    found = _group(request, group)
    standing = queries.published_rules(found)
    ages = AgesForm(request.GET if "is_for_young" in request.GET else None)
    is_for_young = ages.is_valid() and bool(ages.cleaned_data["is_for_young"])
    page = {
        **frame(found),
        "published": standing,
        "notes": noted.of_group(found) if standing else (),
        "draft": RuleSet.objects.draft().filter(group=found).first(),
        "earlier": RuleSet.objects.earlier().filter(group=found),
        "ages": ages,
        "is_for_young": is_for_young,
        "starter": [] if standing else starter.for_group(found, also=["adolescent"] if is_for_young else []),
        "open_questions": queries.open_questions([found.pk], Question.About.RULES)[found.pk],
        "may_write": policy.may(request.standing, "write rules", group_id=found.pk, at=request.at),
        "may_see_between": policy.may(request.standing, "see between sessions", group_id=found.pk, at=request.at),
        "may_publish": policy.may(request.standing, "publish rules", group_id=found.pk, at=request.at),
    }
    return render(request, "rules/show.html", page)


@require_POST
@staff_page("publish rules")
def publish_starter(request: StaffRequest, group: uuid.UUID) -> HttpResponse:
    """Publish the starter set as it is."""
    is_for_young = bool(request.POST.get("is_for_young"))
    editions.publish_starter(_group(request, group), is_for_young=is_for_young, by=request.by, at=request.at)
    messages.success(request, _("The rules are published. Members can go through them now."))
    return redirect("rules:show", group)


@require_POST
@staff_page("publish rules")
def retire(request: StaffRequest, group: uuid.UUID) -> HttpResponse:
    """Take the rules out of force."""
    standing = queries.published(_group(request, group))
    if standing is None:
        raise Http404
    editions.retire(standing, by=request.by, at=request.at)
    messages.success(
        request, _("No rules are in force now. Edition %d can be read among the earlier ones.") % standing.number
    )
    return redirect("rules:show", group)


@require_safe
@staff_page("see rules")
def edition(request: StaffRequest, group: uuid.UUID, number: int) -> HttpResponse:
    """One edition that was published, and what it changed in the one before."""
    found = _group(request, group)
    numbered = RuleSet.objects.filter(group=found, number__isnull=False)
    rule_set = get_object_or_404(numbered.select_related("group"), number=number)
    before = numbered.filter(number__lt=number).order_by("-number").first()
    rules = queries.opened(rule_set)
    page = {
        **frame(found),
        "edition": rule_set,
        "rules": rules,
        "before": before,
        "changes": changes.between(queries.opened(before), rules) if before else (),
    }
    return render(request, "rules/edition.html", page)


@require_safe
@staff_page("see rules")
def preview(request: StaffRequest, group: uuid.UUID, place: int) -> HttpResponse:
    """One clause of the draft, else of what is in force, as a member sees it."""
    found = _group(request, group)
    rule_set = RuleSet.objects.draft().filter(group=found).first() or queries.published(found)
    rules = queries.opened(rule_set) if rule_set else ()
    if not 1 <= place <= len(rules):
        raise Http404
    page = {**frame(found), "rule": rules[place - 1], "place": place, "total": len(rules), "is_preview": True}
    notes = noted.on_clause(found.pk, rules[place - 1].clause.origin_id)
    steps = {"before": place - 1, "after": place + 1 if place < len(rules) else 0}
    return render(request, "rules/clause.html", page | steps | {"notes": notes})


def _group(request: StaffRequest, group: uuid.UUID) -> Group:
    return get_object_or_404(Group.objects.seen_by(request.standing), pk=group)
