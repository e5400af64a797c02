"""A member's pages: the rules one clause a page, a question on any of them."""

from __future__ import annotations

import uuid

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from underrose.ground.page.once import once
from underrose.groups.models import Membership
from underrose.people.access import MemberRequest, member_page
from underrose.safeguards.rules import noted, queries, together
from underrose.safeguards.rules.actions import going_through, questions
from underrose.safeguards.rules.forms import CheckForm, QuestionForm
from underrose.safeguards.rules.models import RuleSet


@require_safe
@member_page("read rules")
def read(request: MemberRequest, membership: uuid.UUID) -> HttpResponse:
    """Where they left off: the first clause not gone through, or the end."""
    mine = _mine(request, membership)
    rule_set = _published(mine)
    known = queries.read_of(mine, rule_set)
    for place, pk in enumerate(rule_set.clauses.values_list("pk", flat=True), start=1):
        if pk not in known:
            return redirect("rules:clause", mine.pk, place)
    return redirect("rules:through", mine.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@member_page("read rules")
def clause(request: MemberRequest, membership: uuid.UUID, place: int) -> HttpResponse:
    """One clause and, where it asks one, its question. An answer that isn't right explains, and the page asks again.

    Which answer to explain stands behind the # of the address, which no browser hands to a server: it is kept nowhere.
    """
    mine = _mine(request, membership)
    rule_set = _published(mine)
    rules = queries.opened(rule_set)
    rule, is_through = _at(rules, place), _at(rules, place).clause.pk in queries.read_of(mine, rule_set)
    form = CheckForm(request.POST or None, check=rule.check) if rule.check and not is_through else None
    if request.method == "POST" and (form is None or form.is_valid()):
        choice = form.cleaned_data["choice"] if form else None
        going_through.go_through(rule.clause, choice=choice, membership=mine, by=request.by, at=request.at)
        if choice is not None:
            return redirect(f"{reverse('rules:clause', args=[mine.pk, place])}#answer-{choice}")
        return redirect("rules:clause", mine.pk, place + 1) if place < len(rules) else redirect("rules:read", mine.pk)
    steps = {"place": place, "total": len(rules), "before": place - 1, "after": (place + 1) % (len(rules) + 1)}
    page = {"mine": mine, "rule": rule, "form": form, "is_through": is_through}
    more = {
        "notes": noted.on_clause(mine.group_id, rule.clause.origin_id),
        "change": None if is_through else together.changed_since(mine, rule),
    }
    return render(request, "rules/clause.html", page | steps | more)


@require_safe
@member_page("read rules")
def through(request: MemberRequest, membership: uuid.UUID) -> HttpResponse:
    """All of them, to look at again."""
    mine = _mine(request, membership)
    rule_set = _published(mine)
    rules, known = queries.opened(rule_set), queries.read_of(mine, rule_set)
    return render(request, "rules/through.html", {"mine": mine, "rules": rules, "known": known})


@require_http_methods(["GET", "HEAD", "POST"])
@member_page("ask question")
@once
def ask(request: MemberRequest, membership: uuid.UUID, place: int) -> HttpResponse:
    """Ask about one clause."""
    mine = _mine(request, membership)
    rule = _at(queries.opened(_published(mine)), place)
    form = QuestionForm(request.POST or None)
    if form.is_valid():
        questions.ask(
            mine,
            **form.cleaned_data,
            topic=rule.title,
            clause_id=rule.clause.pk,
            origin_id=rule.clause.origin_id,
            by=request.by,
            at=request.at,
        )
        return redirect("rules:asked", mine.pk, place)
    return render(request, "rules/ask.html", {"mine": mine, "topic": rule.title, "place": place, "form": form})


@require_safe
@member_page("ask question")
def asked(request: MemberRequest, membership: uuid.UUID, place: int) -> HttpResponse:
    """What happens with the question, and the way on."""
    return render(request, "rules/asked.html", {"mine": _mine(request, membership), "place": place})


def _mine(request: MemberRequest, membership: uuid.UUID) -> Membership:
    mine = Membership.objects.current().filter(member=request.by).select_related("group")
    return get_object_or_404(mine, pk=membership)


def _published(mine: Membership) -> RuleSet:
    found = queries.published(mine.group)
    if found is None:
        raise Http404
    return found


def _at(rules: tuple[queries.Rule, ...], place: int) -> queries.Rule:
    if not 1 <= place <= len(rules):
        raise Http404
    return rules[place - 1]
