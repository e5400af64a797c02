"""A member's pages: what the tie check is, one kind a page, handing in, taking back; the look round before a session.

Everybody walks the same pages, whatever they write, and each answer leads to the same next page: who watches the
screen, or the times of the requests, learns nothing.
"""

from __future__ import annotations

import uuid
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from underrose.groups.models import GroupSession, Membership
from underrose.people.access import MemberRequest, member_page
from underrose.safeguards.rules.ties import queries
from underrose.safeguards.rules.ties.actions import recognising, telling
from underrose.safeguards.rules.ties.forms import ChoicesForm, TellForm
from underrose.safeguards.rules.ties.models import Check
from underrose.safeguards.rules.ties.wording import PAGES, Page


@require_safe
@member_page("tell ties")
def start(request: MemberRequest, membership: uuid.UUID) -> HttpResponse:
    """What this is and what is kept, before anything is written; afterwards, where it stands."""
    mine, check = _mine(request, membership)
    own = queries.own(mine)
    page = _frame(request, mine, check) | {"own": own, "places": len(PAGES)}
    return render(request, "ties/start.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
@member_page("tell ties")
def tell(request: MemberRequest, membership: uuid.UUID, place: int) -> HttpResponse:
    """One kind. It may stay empty; the yes or no is everybody's."""
    mine, check = _mine(request, membership)
    asked, own = page_at(place), queries.own(mine)
    values, choice = own.told().get(asked.kind, ()), own.choices.get(asked.kind)
    form = TellForm(request.POST or None, page=asked, values=values, choice=choice)
    if form.is_valid():
        sheet = telling.begin_sheet(check, membership=mine, by=request.by, at=request.at)
        telling.keep(sheet, asked.kind, form.values, may_be_raised=form.choice, by=request.by, at=request.at)
        return redirect("ties:tell", mine.pk, place + 1) if place < len(PAGES) else redirect("ties:look", mine.pk)
    page = _frame(request, mine, check) | {"form": form, "asked": asked, "place": place, "places": len(PAGES)}
    return render(request, "ties/tell.html", page | {"before": place - 1})


@require_http_methods(["GET", "HEAD", "POST"])
@member_page("tell ties")
def look(request: MemberRequest, membership: uuid.UUID) -> HttpResponse:
    """All of it once more; then hand it in."""
    mine, check = _mine(request, membership)
    own = queries.own(mine)
    if own.sheet is None:
        return redirect("ties:start", mine.pk)
    if request.method == "POST":
        telling.hand_in(own.sheet, by=request.by, at=request.at)
        return redirect("ties:start", mine.pk)
    return render(request, "ties/look.html", _frame(request, mine, check) | {"lines": lines(own), "own": own})


@require_http_methods(["GET", "HEAD", "POST"])
@member_page("tell ties")
def choices(request: MemberRequest, membership: uuid.UUID) -> HttpResponse:
    """Another yes or no, at any time."""
    mine, check = _mine(request, membership)
    form = ChoicesForm(request.POST or None, now=queries.own(mine).choices)
    if form.is_valid():
        telling.change_choices(mine, form.choices, by=request.by, at=request.at)
        return redirect("ties:start", mine.pk)
    return render(request, "ties/choices.html", _frame(request, mine, check) | {"form": form})


@require_POST
@member_page("tell ties")
def withdraw(request: MemberRequest, membership: uuid.UUID) -> HttpResponse:
    """Take back everything that was told."""
    mine, _check = _mine(request, membership)
    telling.withdraw(mine, by=request.by, at=request.at)
    return redirect("ties:start", mine.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@member_page("look round")
def look_round(request: MemberRequest, membership: uuid.UUID, session: uuid.UUID) -> HttpResponse:
    """Do you recognise anyone? Both answers are one press, of one size, and lead to the same page."""
    mine = _own(request, membership)
    found = get_object_or_404(GroupSession, pk=session, group=mine.group_id)
    if request.method == "POST":
        wants_word = request.POST.get("answer") == "word"
        recognising.look_round(found, mine, wants_word=wants_word, by=request.by, at=request.at)
        return redirect("ties:looked_round", mine.pk)
    return render(request, "ties/look_round.html", {"mine": mine, "session": found})


@require_safe
@member_page("look round")
def looked_round(request: MemberRequest, membership: uuid.UUID) -> HttpResponse:
    """The same words for everybody."""
    return render(request, "ties/looked_round.html", {"mine": _own(request, membership)})


def page_at(place: int) -> Page:
    """The page of that number. Raises Http404."""
    if not 1 <= place <= len(PAGES):
        raise Http404
    return PAGES[place - 1]


def lines(own: Any) -> list[dict[str, Any]]:
    """What was told, kind by kind, with the page on which it can be changed."""
    told = own.told()
    return [
        {"place": place, "page": page, "values": told.get(page.kind, ()), "choice": own.choices.get(page.kind)}
        for place, page in enumerate(PAGES, start=1)
    ]


def _own(request: MemberRequest, membership: uuid.UUID) -> Membership:
    rows = Membership.objects.current().filter(member=request.by).select_related("group", "member", "practice")
    return get_object_or_404(rows, pk=membership)


def _mine(request: MemberRequest, membership: uuid.UUID) -> tuple[Membership, Check]:
    mine = _own(request, membership)
    check = queries.check_of(mine.group)
    if check is None:
        raise Http404
    return mine, check


def _frame(request: MemberRequest, mine: Membership, check: Check) -> dict[str, Any]:
    reviewer = queries.reviewer_of(check, at=request.at)
    return {"mine": mine, "check": check, "reviewer": reviewer.name if reviewer else ""}
