"""A member's own questions: what was answered, and their yes or no to a note that came of one."""

from __future__ import annotations

import uuid

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from underrose.groups.models import Membership
from underrose.people.access import MemberRequest, member_page
from underrose.safeguards.rules import queries
from underrose.safeguards.rules.actions import notes
from underrose.safeguards.rules.models import Question


@require_safe
@member_page("ask question")
def my_questions(request: MemberRequest, membership: uuid.UUID) -> HttpResponse:
    """Their own questions, and what was answered; what waits for their yes comes first."""
    mine = _mine(request, membership)
    rows = list(Question.objects.filter(membership=mine).select_related("membership", "answered_by", "note"))
    rows.sort(key=lambda row: (not (row.note and row.note.is_proposed), row.asked_at))
    return render(request, "rules/my_questions.html", {"mine": mine, "questions": queries.opened_questions(rows)})


@require_POST
@member_page("ask question")
def say(request: MemberRequest, membership: uuid.UUID, question: uuid.UUID) -> HttpResponse:
    """Yes or no to the very words that are to be shown."""
    found = _question(request, membership, question)
    notes.say(found, is_yes=request.POST.get("say") == "yes", by=request.by, at=request.at)
    return redirect("rules:my_questions", membership)


@require_POST
@member_page("ask question")
def take_back(request: MemberRequest, membership: uuid.UUID, question: uuid.UUID) -> HttpResponse:
    """Their yes taken back, and the note with it."""
    notes.take_back_own(_question(request, membership, question), by=request.by, at=request.at)
    return redirect("rules:my_questions", membership)


def _mine(request: MemberRequest, membership: uuid.UUID) -> Membership:
    mine = Membership.objects.current().filter(member=request.by).select_related("group")
    return get_object_or_404(mine, pk=membership)


def _question(request: MemberRequest, membership: uuid.UUID, question: uuid.UUID) -> Question:
    rows = Question.objects.select_related("membership")
    return get_object_or_404(rows, pk=question, membership=_mine(request, membership))
