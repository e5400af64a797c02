"""The leaders' pages of a draft: its clauses, each change with its way back, and what publishing it means."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from underrose.ground.ledger import recording
from underrose.ground.page.once import once
from underrose.ground.vault import sealing
from underrose.groups.editions import Kind
from underrose.groups.models import Group, Membership
from underrose.people import policy
from underrose.people.access import StaffRequest, staff_page
from underrose.safeguards.rules import changes, queries, reading_level
from underrose.safeguards.rules.actions import clauses, editions
from underrose.safeguards.rules.forms_clauses import ClauseForm, NewClauseForm
from underrose.safeguards.rules.models import Clause, RuleSet
from underrose.safeguards.rules.views.frame import frame


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page("write rules")
def draft(request: StaffRequest, group: uuid.UUID) -> HttpResponse:
    """Begin a draft, or go on with it."""
    found = _group(request, group)
    if request.method == "POST":
        is_for_young = bool(request.POST.get("is_for_young"))
        editions.draft(found, is_for_young=is_for_young, by=request.by, at=request.at)
        return redirect("rules:draft", group)
    rule_set = _draft(found)
    rules, standing = queries.opened(rule_set), queries.published_rules(found)
    page = {
        "draft": rule_set,
        "parts": _parts(changes.between(standing[1] if standing else (), rules)),
        "gone": _gone(rule_set, standing[1] if standing else None, rules),
        "is_first": standing is None,
        "may_publish": policy.may(request.standing, "publish rules", group_id=found.pk, at=request.at),
    }
    return render(request, "rules/draft.html", frame(found) | page)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page("write rules")
def edit_clause(request: StaffRequest, group: uuid.UUID, clause: uuid.UUID) -> HttpResponse:
    """Other words for one clause of the draft, and the question after it."""
    found = _group(request, group)
    rule = next((rule for rule in queries.opened(_draft(found)) if rule.clause.pk == clause), None)
    if rule is None:
        raise Http404
    form = ClauseForm(request.POST or None, rule=rule)
    if form.is_valid():
        title, words, changed = (form.cleaned_data[name] for name in ("title", "words", "meaning"))
        said = {"title": title, "words": words, "check": form.check_, "meaning_changed": changed == "changed"}
        clauses.edit_clause(rule.clause, **said, by=request.by, at=request.at)
        return _on(request, rule.clause, words)
    return render(request, "rules/edit_clause.html", frame(found) | {"form": form, "rule": rule})


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page("write rules")
@once
def add_clause(request: StaffRequest, group: uuid.UUID) -> HttpResponse:
    """A clause of the group's own."""
    found = _group(request, group)
    rule_set, form = _draft(found), NewClauseForm(request.POST or None)
    if form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("title", "words", "part")}
        made = clauses.add_clause(rule_set, **said, check=form.check_, by=request.by, at=request.at)
        return _on(request, made, said["words"])
    return render(request, "rules/edit_clause.html", frame(found) | {"form": form, "rule": None})


@require_POST
@staff_page("write rules")
def remove_clause(request: StaffRequest, group: uuid.UUID, clause: uuid.UUID) -> HttpResponse:
    """Take a clause out of the draft."""
    clauses.remove_clause(_clause(request, group, clause), by=request.by, at=request.at)
    return redirect("rules:draft", group)


@require_POST
@staff_page("write rules")
def move_clause(request: StaffRequest, group: uuid.UUID, clause: uuid.UUID) -> HttpResponse:
    """One place up, or down."""
    up = request.POST.get("where") == "up"
    moved = clauses.move_clause(_clause(request, group, clause), up=up, by=request.by, at=request.at)
    return _at(moved)


@require_POST
@staff_page("write rules")
def undo_change(request: StaffRequest, group: uuid.UUID, clause: uuid.UUID) -> HttpResponse:
    """The words of the edition in force again."""
    return _at(clauses.undo_change(_clause(request, group, clause), by=request.by, at=request.at))


@require_POST
@staff_page("write rules")
def put_back(request: StaffRequest, group: uuid.UUID) -> HttpResponse:
    """A clause that was taken out, again: one of the edition in force, or a starter text."""
    rule_set, wanted = _draft(_group(request, group)), request.POST.get("clause", "")
    if not wanted:
        return redirect("rules:draft", group)
    try:
        former = uuid.UUID(wanted)
    except ValueError:
        return _at(clauses.put_text_back(rule_set, wanted, by=request.by, at=request.at))
    return _at(clauses.put_back(rule_set, former, by=request.by, at=request.at))


@require_POST
@staff_page("write rules")
def discard(request: StaffRequest, group: uuid.UUID) -> HttpResponse:
    """Throw the draft away."""
    editions.discard(_draft(_group(request, group)), by=request.by, at=request.at)
    return redirect("rules:show", group)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page("publish rules")
def publish(request: StaffRequest, group: uuid.UUID) -> HttpResponse:
    """What publishing the draft means, and who goes through what; then publish it as the next edition."""
    found = _group(request, group)
    policy.require(request.by, "publish rules", group_id=found.pk, at=request.at)
    rule_set = _draft(found)
    if request.method == "POST":
        editions.publish(rule_set, by=request.by, at=request.at)
        messages.success(request, _("The new edition is published."))
        return redirect("rules:show", group)
    return render(request, "rules/publish.html", frame(found) | _ahead(request, found, queries.opened(rule_set)))


def _group(request: StaffRequest, group: uuid.UUID) -> Group:
    return get_object_or_404(Group.objects.seen_by(request.standing), pk=group)


def _draft(group: Group) -> RuleSet:
    return get_object_or_404(RuleSet.objects.draft().select_related("group"), group=group)


def _clause(request: StaffRequest, group: uuid.UUID, clause: uuid.UUID) -> Clause:
    return get_object_or_404(_draft(_group(request, group)).clauses.select_related("rule_set__group"), pk=clause)


def _at(clause: Clause) -> HttpResponse:
    """Back to the draft, where the clause stands now: the keyboard goes on from there."""
    return redirect(f"{reverse('rules:draft', args=[clause.rule_set.group_id])}#clause-{clause.pk}")


def _on(request: StaffRequest, clause: Clause, words: str) -> HttpResponse:
    """The same, with a word on how hard the new words are to read."""
    if reading_level.level(words).is_hard:
        messages.warning(
            request, _("Kept. These words are harder to read than the rest: shorter sentences and shorter words help.")
        )
    return _at(clause)


def _ahead(request: StaffRequest, group: Group, rules: Sequence[queries.Rule]) -> dict[str, Any]:
    """What changes, and who would go through what. Looking at names is an entry."""
    standing = queries.published_rules(group)
    members = list(Membership.objects.current().filter(group=group).select_related("member").order_by("since"))
    subjects = [member.member_id for member in members]
    recording.viewed("who has gone through rules", by=request.by, at=request.at, about=group, subjects=subjects)
    names = sealing.reveal_many(members, "chosen_name")
    ahead = changes.ahead(rules, [member.pk for member in members])
    return {
        "changes": changes.between(standing[1], rules) if standing else (),
        "is_first": standing is None,
        "ahead": [(sorted(names[member] for member in one.members), one.rules) for one in ahead],
        "all": len(rules),
        "has_members": bool(members),
    }


def _parts(found: Sequence[changes.Change]) -> list[tuple[str, list[dict[str, Any]]]]:
    """The clauses of a draft by part; each knows whether it can go up or down."""
    parts = []
    for part in Clause.Part:
        those = [one for one in found if one.after and one.after.clause.part == part]
        last = len(those) - 1
        parts.append(
            (
                str(part.label),
                [{"change": one, "rule": one.after, "up": at > 0, "down": at < last} for at, one in enumerate(those)],
            )
        )
    return [(label, lines) for label, lines in parts if lines]


def _gone(
    rule_set: RuleSet, standing: Sequence[queries.Rule] | None, rules: Sequence[queries.Rule]
) -> list[tuple[str, str]]:
    """What can be put back, by title: clauses of the edition in force, or starter texts, that the draft hasn't."""
    if standing is not None:
        return [
            (str(one.before.clause.pk), one.title)
            for one in changes.between(standing, rules)
            if one.kind is Kind.GONE and one.before
        ]
    known = {rule.clause.key for rule in rules}
    return [(text.id, text.title) for text in clauses.starter_texts(rule_set) if text.id not in known]
