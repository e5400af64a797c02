"""The leaders' pages of questions: what members asked, an answer, and notes on clauses for everyone."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from underrose.ground.ledger import recording
from underrose.ground.page.once import once
from underrose.groups import linter
from underrose.groups.models import Group
from underrose.people import policy
from underrose.people.access import StaffRequest, staff_page
from underrose.people.matters import queries as matters
from underrose.safeguards.rules import noted, queries
from underrose.safeguards.rules.actions import notes as acts
from underrose.safeguards.rules.actions import questions
from underrose.safeguards.rules.forms import AnswerForm
from underrose.safeguards.rules.forms_together import NoteForm, NoteOnQuestionForm
from underrose.safeguards.rules.models import About, Clause, Note, Question, RuleSet
from underrose.safeguards.rules.views.frame import frame


@require_safe
@staff_page("answer question")
def question_list(request: StaffRequest, group: uuid.UUID) -> HttpResponse:
    """What members asked, the open ones first. Looking at them is an entry."""
    found = _group(request, group)
    rows = list(Question.objects.filter(membership__group=found).select_related("membership", "answered_by", "note"))
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
    return render(request, "rules/answer.html", _asked(request, found) | {"form": form})


@require_POST
@staff_page("answer question")
def talked(request: StaffRequest, group: uuid.UUID, question: uuid.UUID) -> HttpResponse:
    """Say that it was talked about."""
    questions.talked(_question(request, group, question), by=request.by, at=request.at)
    return redirect("rules:questions", group)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page("answer question")
@once
def note(request: StaffRequest, group: uuid.UUID, question: uuid.UUID) -> HttpResponse:
    """Put an answer on the clause for everyone, in the leader's own words."""
    found = _question(request, group, question)
    asked = _asked(request, found)
    form = (NoteForm if found.may_be_noted else NoteOnQuestionForm)(request.POST or None)
    if form.is_valid() and not form.points_at(_telling(found.membership.group, form, asked["asked"].words)):
        words, agreed = form.cleaned_data["words"], form.cleaned_data.get("agreed", acts.Agreed.ASK)
        acts.note_on(found, words, agreed=agreed, by=request.by, at=request.at)
        return redirect("rules:questions", group)
    return render(request, "rules/note.html", asked | {"form": form})


@require_safe
@staff_page("answer question")
def note_list(request: StaffRequest, group: uuid.UUID) -> HttpResponse:
    """Every note, beside its clause; those whose clause is gone stand apart."""
    found = _group(request, group)
    standing, notes = queries.published_rules(found), noted.of_group(found)
    rules = standing[1] if standing else ()
    page = {
        "clauses": [(rule, [one for one in notes if one.note.origin_id == rule.clause.origin_id]) for rule in rules],
        "apart": noted.apart(notes, {rule.clause.origin_id for rule in rules}),
        "agreement": [one for one in notes if one.note.about == About.AGREEMENT],
    }
    return render(request, "rules/notes.html", frame(found) | page)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page("answer question")
@once
def write_note(request: StaffRequest, group: uuid.UUID, clause: uuid.UUID) -> HttpResponse:
    """Explain a clause to everyone, with no question behind it."""
    found = _group(request, group)
    row = get_object_or_404(Clause, pk=clause, rule_set__in=RuleSet.objects.published().filter(group=found))
    rule = queries.opened_clause(row)
    form = NoteForm(request.POST or None)
    if form.is_valid() and not form.points_at(_telling(found, form)):
        acts.write_note(
            found,
            form.cleaned_data["words"],
            about=About.RULES,
            origin_id=row.origin_id,
            topic=rule.title,
            by=request.by,
            at=request.at,
        )
        return redirect("rules:notes", group)
    return render(request, "rules/note.html", frame(found) | {"form": form, "rule": rule})


@require_POST
@staff_page("answer question")
def take_back_note(request: StaffRequest, group: uuid.UUID, note: uuid.UUID) -> HttpResponse:
    """Nobody in the group sees it any more."""
    found = _group(request, group)
    acts.take_back(get_object_or_404(Note, pk=note, group=found), by=request.by, at=request.at)
    return redirect("rules:questions" if request.POST.get("from") == "questions" else "rules:notes", group)


def _telling(group: Group, form: NoteForm, asked: str = "") -> list[str]:
    """What in a note could say who asked: names of people of the group, and the asker's own turns of phrase."""
    words = form.cleaned_data["words"]
    return [*linter.named_in(group.pk, [words]), *noted.echoes(words, asked)]


def _asked(request: StaffRequest, found: Question) -> dict[str, Any]:
    """One question on a page of its own; a look, and kept as one."""
    member_id, group = found.membership.member_id, found.membership.group
    matter_id = matters.handled(member_id, group_id=group.pk, by=request.standing, at=request.at)
    recording.viewed("question", by=request.by, at=request.at, about=found, subjects=[member_id], matter_id=matter_id)
    rule = Clause.objects.filter(pk=found.clause_id, rule_set__group=group).first()
    return frame(group) | {
        "asked": queries.opened_questions([found])[0],
        "rule": queries.opened_clause(rule) if rule else None,
    }


def _group(request: StaffRequest, group: uuid.UUID) -> Group:
    found = get_object_or_404(Group.objects.seen_by(request.standing), pk=group)
    policy.require(request.by, "answer question", group_id=found.pk, at=request.at)
    return found


def _question(request: StaffRequest, group: uuid.UUID, question: uuid.UUID) -> Question:
    found = _group(request, group)
    rows = Question.objects.filter(membership__group=found).select_related("membership__group", "note", "answered_by")
    return get_object_or_404(rows, pk=question)
