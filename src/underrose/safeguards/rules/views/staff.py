"""The leaders' pages: the group's rules, a draft of them, a preview, and the questions."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from underrose.ground.ledger import recording
from underrose.groups.models import Group
from underrose.people import policy
from underrose.people.access import StaffRequest, staff_page
from underrose.safeguards.rules import queries, starter
from underrose.safeguards.rules.actions import editions, questions
from underrose.safeguards.rules.forms import AnswerForm, ClauseForm, OwnClauseForm
from underrose.safeguards.rules.models import Question, RuleSet
from underrose.safeguards.rules.views.frame import frame


@require_safe
@staff_page("see rules")
def show(request: StaffRequest, group: uuid.UUID) -> HttpResponse:
    """The rules in force, the draft, and where members stand."""
    found = _group(request, group)
    standing = queries.published_rules(found)
    page = {
        **frame(found),
        "published": standing,
        "draft": RuleSet.objects.draft().filter(group=found).first(),
        "starter": [] if standing else starter.for_group(found),
        "open_questions": queries.open_questions([found.pk], Question.About.RULES)[found.pk],
        "may_write": policy.may(request.standing, "write rules", group_id=found.pk, at=request.at),
        "may_publish": policy.may(request.standing, "publish rules", group_id=found.pk, at=request.at),
    }
    return render(request, "rules/show.html", page)


@require_POST
@staff_page("publish rules")
def publish_starter(request: StaffRequest, group: uuid.UUID) -> HttpResponse:
    """Publish the starter set as it is."""
    editions.publish_starter(_group(request, group), by=request.by, at=request.at)
    messages.success(request, _("The rules are published. Members can go through them now."))
    return redirect("rules:show", group)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page("write rules")
def draft(request: StaffRequest, group: uuid.UUID) -> HttpResponse:
    """Begin a draft, or go on with it."""
    found = _group(request, group)
    if request.method == "POST":
        editions.draft(found, by=request.by, at=request.at)
        return redirect("rules:draft", group)
    rule_set = _draft(found)
    may_publish = policy.may(request.standing, "publish rules", group_id=found.pk, at=request.at)
    page = {**frame(found), "draft": rule_set, "rules": queries.opened(rule_set), "may_publish": may_publish}
    return render(request, "rules/draft.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page("write rules")
def edit_clause(request: StaffRequest, group: uuid.UUID, clause: uuid.UUID) -> HttpResponse:
    """Other words for one clause of the draft."""
    found = _group(request, group)
    rule = next((rule for rule in queries.opened(_draft(found)) if rule.clause.pk == clause), None)
    if rule is None:
        raise Http404
    form = ClauseForm(request.POST or None, initial={"title": rule.title, "words": rule.words})
    if form.is_valid():
        title, words, changed = form.cleaned_data["title"], form.cleaned_data["words"], form.cleaned_data["meaning"]
        editions.edit_clause(
            rule.clause, title=title, words=words, meaning_changed=changed == "changed", by=request.by, at=request.at
        )
        return redirect("rules:draft", group)
    return render(request, "rules/edit_clause.html", {**frame(found), "form": form, "rule": rule})


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page("write rules")
def add_clause(request: StaffRequest, group: uuid.UUID) -> HttpResponse:
    """A clause of the group's own."""
    found = _group(request, group)
    rule_set, form = _draft(found), OwnClauseForm(request.POST or None)
    if form.is_valid():
        editions.add_clause(rule_set, **form.cleaned_data, by=request.by, at=request.at)
        return redirect("rules:draft", group)
    return render(request, "rules/edit_clause.html", {**frame(found), "form": form, "rule": None})


@require_POST
@staff_page("write rules")
def remove_clause(request: StaffRequest, group: uuid.UUID, clause: uuid.UUID) -> HttpResponse:
    """Take a clause out of the draft."""
    found = get_object_or_404(_draft(_group(request, group)).clauses, pk=clause)
    editions.remove_clause(found, by=request.by, at=request.at)
    return redirect("rules:draft", group)


@require_POST
@staff_page("write rules")
def discard(request: StaffRequest, group: uuid.UUID) -> HttpResponse:
    """Throw the draft away."""
    editions.discard(_draft(_group(request, group)), by=request.by, at=request.at)
    return redirect("rules:show", group)


@require_POST
@staff_page("publish rules")
def publish(request: StaffRequest, group: uuid.UUID) -> HttpResponse:
    """Publish the draft as the next edition."""
    editions.publish(_draft(_group(request, group)), by=request.by, at=request.at)
    messages.success(request, _("The new edition is published."))
    return redirect("rules:show", group)


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
    steps = {"before": place - 1, "after": place + 1 if place < len(rules) else 0}
    return render(request, "rules/clause.html", page | steps)


@require_safe
@staff_page("answer question")
def question_list(request: StaffRequest, group: uuid.UUID) -> HttpResponse:
    """What members asked, the open ones first. Looking at them is an entry."""
    found = _group(request, group)
    policy.require(request.by, "answer question", group_id=found.pk, at=request.at)
    rows = list(Question.objects.filter(membership__group=found).select_related("membership", "answered_by"))
    rows.sort(key=lambda row: (row.answered_at is not None, row.asked_at))
    asking = {row.membership.member_id for row in rows}
    recording.viewed("questions", by=request.by, at=request.at, about=found, subjects=asking)
    page = {**frame(found), "questions": queries.opened_questions(rows)}
    return render(request, "rules/questions.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page("answer question")
def answer(request: StaffRequest, group: uuid.UUID, question: uuid.UUID) -> HttpResponse:
    """Answer one question in writing."""
    found = _question(request, group, question)
    form = AnswerForm(request.POST or None)
    if form.is_valid():
        questions.answer(found, form.cleaned_data["words"], by=request.by, at=request.at)
        return redirect("rules:questions", group)
    recording.viewed("question", by=request.by, at=request.at, about=found, subjects=[found.membership.member_id])
    page = {**frame(found.membership.group), "asked": queries.opened_questions([found])[0], "form": form}
    return render(request, "rules/answer.html", page)


@require_POST
@staff_page("answer question")
def talked(request: StaffRequest, group: uuid.UUID, question: uuid.UUID) -> HttpResponse:
    """Say that it was talked about."""
    questions.talked(_question(request, group, question), by=request.by, at=request.at)
    return redirect("rules:questions", group)


def _group(request: StaffRequest, group: uuid.UUID) -> Group:
    return get_object_or_404(Group.objects.seen_by(request.standing), pk=group)


def _draft(group: Group) -> RuleSet:
    return get_object_or_404(RuleSet.objects.draft(), group=group)


def _question(request: StaffRequest, group: uuid.UUID, question: uuid.UUID) -> Question:
    found = _group(request, group)
    policy.require(request.by, "answer question", group_id=found.pk, at=request.at)
    rows = Question.objects.filter(membership__group=found).select_related("membership__group")
    return get_object_or_404(rows, pk=question)
