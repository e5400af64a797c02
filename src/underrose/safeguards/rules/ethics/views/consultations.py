"""Pages of asking for advice: the path in steps, the question, the answer, what came of it."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from underrose.ground.ledger import recording
from underrose.ground.page.once import once
from underrose.ground.refusal import Absent
from underrose.ground.vault import sealing
from underrose.groups import linter
from underrose.groups.models import Group
from underrose.people.access import StaffRequest, staff_page
from underrose.safeguards.rules.ethics import path, reading, who
from underrose.safeguards.rules.ethics.actions import consultations as acting
from underrose.safeguards.rules.ethics.forms import AnswerForm, AskForm, BeginForm, FollowUpForm, StepForm
from underrose.safeguards.rules.ethics.models import Consultation


@require_http_methods(["GET", "POST"])
@staff_page("ask for consultation")
@once
def begin(request: StaffRequest) -> HttpResponse:
    """Which group it is about; then step by step, or straight to the question."""
    mine = [group for group, name in _groups(request)]
    form = BeginForm(request.POST or None, groups=_groups(request), initial={"group": request.GET.get("group", "")})
    if mine and form.is_valid():
        draft = acting.begin(form.chosen, by=request.by, at=request.at)
        straight = "straight" in request.POST
        return redirect("ethics:ask", draft.pk) if straight else redirect("ethics:step", draft.pk, 1)
    return render(request, "ethics/begin.html", {"form": form, "has_groups": bool(mine), "steps": path.STEPS})


@require_http_methods(["GET", "POST"])
@staff_page("ask for consultation")
def step(request: StaffRequest, consultation: uuid.UUID, place: int) -> HttpResponse:
    """One step of the path. What is written is kept when one goes on, or back."""
    draft = _draft(request, consultation)
    if not 1 <= place <= len(path.STEPS):
        raise Absent
    now = path.STEPS[place - 1]
    held = path.read(sealing.reveal(draft, "path"))
    form = StepForm(request.POST or None, step=now, initial={"words": held.get(now.key, "")})
    if request.method == "POST" and form.is_valid():
        acting.keep_step(draft, now.key, form.cleaned_data["words"], by=request.by, at=request.at)
        return _on(draft, place, request.POST)
    recording.viewed("consultation being written", by=request.by, at=request.at, about=draft)
    shown = {"draft": draft, "form": form, "place": place, "total": len(path.STEPS), "step": now}
    return render(request, "ethics/step.html", shown)


@require_http_methods(["GET", "POST"])
@staff_page("ask for consultation")
@once
def ask(request: StaffRequest, consultation: uuid.UUID) -> HttpResponse:
    """What to ask, and whom. Names of members are pointed at where it goes to somebody outside."""
    draft = _draft(request, consultation)
    advisers = who.advisers(draft.group_id, besides=request.by, at=request.at)
    form = AskForm(request.POST or None, advisers=advisers, today=_today(draft, request))
    if form.is_valid() and not (form.goes_outside and form.points_at(_named(draft, form))):
        acting.ask(draft, form.cleaned_data["question"], **form.given, by=request.by, at=request.at)
        return redirect("ethics:consultation", draft.pk)
    shown = {"draft": draft, "form": form, "asked": reading.consultation(draft, request.standing, at=request.at)}
    return render(request, "ethics/ask.html", shown)


@require_GET
@staff_page("see consultation")
def consultation(request: StaffRequest, consultation: uuid.UUID) -> HttpResponse:
    """One request, for asker and asked."""
    return _page(request, consultation)


@require_POST
@staff_page("see consultation")
@once
def answer(request: StaffRequest, consultation: uuid.UUID) -> HttpResponse:
    """Answer; or write down what somebody outside said."""
    found = reading.asked_of(consultation, request.standing, at=request.at)
    form = AnswerForm(request.POST, today=_today(found, request))
    if not form.is_valid():
        return _page(request, consultation, answer=form)
    given = form.cleaned_data
    acting.answer(found, given["words"], follow_up_on=given["day"], by=request.by, at=request.at)
    return redirect("ethics:consultation", found.pk)


@require_POST
@staff_page("see consultation")
@once
def follow_up(request: StaffRequest, consultation: uuid.UUID) -> HttpResponse:
    """Write down what came of it."""
    found = _mine(request, consultation)
    form = FollowUpForm(request.POST, today=_today(found, request))
    if not form.is_valid():
        return _page(request, consultation, follow_up=form)
    given = form.cleaned_data
    acting.follow_up(found, given["words"], again_on=given["day"], by=request.by, at=request.at)
    return redirect("ethics:consultation", found.pk)


@require_POST
@staff_page("see consultation")
def drop(request: StaffRequest, consultation: uuid.UUID) -> HttpResponse:
    found = _mine(request, consultation)
    acting.drop(found, by=request.by, at=request.at)
    return redirect("ethics:desk")


def _page(request: StaffRequest, consultation_id: uuid.UUID, **forms: Any) -> HttpResponse:
    row = reading.asked_of(consultation_id, request.standing, at=request.at)
    today = _today(row, request)
    shown = {
        "asked": reading.consultation(row, request.standing, at=request.at),
        "answer": AnswerForm(today=today),
        "follow_up": FollowUpForm(today=today),
        **forms,
    }
    return render(request, "ethics/consultation.html", shown)


def _draft(request: StaffRequest, consultation_id: uuid.UUID) -> Consultation:
    """The asker's own draft. Raises Absent to everybody else, and NotNow once it was asked."""
    found = _mine(request, consultation_id)
    if found.state != Consultation.State.DRAFT:
        raise acting.NotNow
    return found


def _mine(request: StaffRequest, consultation_id: uuid.UUID) -> Consultation:
    """What this person asked. Raises Absent."""
    found = reading.asked_of(consultation_id, request.standing, at=request.at)
    if found.asked_by_id != request.by.pk:
        raise Absent
    return found


def _groups(request: StaffRequest) -> list[tuple[Group, str]]:
    rows = list(Group.objects.seen_by(request.standing).living())
    names = reading.places(rows, request.standing)
    return sorted(((row, names[row.pk]) for row in rows), key=lambda one: one[1].casefold())


def _named(draft: Consultation, form: AskForm) -> list[str]:
    return linter.named_in(draft.group_id, [form.cleaned_data["question"]])


def _on(draft: Consultation, place: int, posted: Any) -> HttpResponse:
    """Back, on, or to the question."""
    if "back" in posted and place > 1:
        return redirect("ethics:step", draft.pk, place - 1)
    if "later" in posted:
        return redirect("ethics:desk")
    return redirect("ethics:step", draft.pk, place + 1) if place < len(path.STEPS) else redirect("ethics:ask", draft.pk)


def _today(row: Consultation, request: StaffRequest) -> dt.date:
    return request.at.astimezone(ZoneInfo(row.group.time_zone)).date()
