"""Pages of conflict reviews: open one, see it, decide, write down the consent."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from underrose.ground.page.once import once
from underrose.groups import linter
from underrose.groups.models import Membership
from underrose.people import policy
from underrose.people.access import StaffRequest, staff_page
from underrose.safeguards.rules.ethics import reading, who
from underrose.safeguards.rules.ethics.actions import conflicts as acting
from underrose.safeguards.rules.ethics.forms import ConsentForm, DecisionForm, HandOnForm, ReviewForm
from underrose.safeguards.rules.ethics.models import ConflictReview


@require_http_methods(["GET", "POST"])
@staff_page("open conflict review")
@once
def open_review(request: StaffRequest, membership: uuid.UUID) -> HttpResponse:
    """A leader knows somebody in the group from outside: who looks at it with them?"""
    rows = Membership.objects.filter(practice=request.practice).select_related("group", "member")
    found = get_object_or_404(rows, pk=membership)
    policy.require(request.standing, "open conflict review", group_id=found.group_id, at=request.at)
    form = _review_form(request, found)
    if form.is_valid() and not (form.is_read_from_afar and form.points_at(_named(found, form))):
        review = acting.open_review(found, **form.given, by=request.by, at=request.at)
        return redirect("ethics:review", review.pk)
    name = reading.name_to_open_on(found, by=request.by, at=request.at)
    shown = {"form": form, "membership": found, "name": name, "is_alone": set(form.deciders) <= {str(request.by.pk)}}
    return render(request, "ethics/open_review.html", shown)


@require_GET
@staff_page("see conflict review")
def review(request: StaffRequest, conflict_review: uuid.UUID) -> HttpResponse:
    """One review, for those who know of it, with the acts that are open to this person now."""
    return _page(request, conflict_review)


@require_POST
@staff_page("decide conflict review")
@once
def decide(request: StaffRequest, conflict_review: uuid.UUID) -> HttpResponse:
    """Decide, with the reason."""
    found = reading.review_of(conflict_review, request.standing, at=request.at)
    policy.require(request.standing, "decide conflict review", staff_id=found.decider_id, at=request.at)
    form = DecisionForm(request.POST, today=_today(found, request))
    if not form.is_valid():
        return _page(request, conflict_review, decision=form)
    acting.decide(found, **form.cleaned_data, by=request.by, at=request.at)
    return redirect("ethics:review", found.pk)


@require_POST
@staff_page("see conflict review")
@once
def consent(request: StaffRequest, conflict_review: uuid.UUID) -> HttpResponse:
    """Write down what the member answered."""
    found = reading.review_of(conflict_review, request.standing, at=request.at)
    form = _consent_form(request, found, request.POST)
    if not form.is_valid():
        return _page(request, conflict_review, consent=form)
    given = form.cleaned_data
    acting.record_consent(
        found, given=given["given"] == "yes", told=given["told"], on=given["on"], by=request.by, at=request.at
    )
    return redirect("ethics:review", found.pk)


@require_POST
@staff_page("see conflict review")
def take_back(request: StaffRequest, conflict_review: uuid.UUID) -> HttpResponse:
    """The member takes their consent back."""
    found = reading.review_of(conflict_review, request.standing, at=request.at)
    acting.take_back_consent(found, on=_today(found, request), by=request.by, at=request.at)
    return redirect("ethics:review", found.pk)


@require_POST
@staff_page("see conflict review")
def open_again(request: StaffRequest, conflict_review: uuid.UUID) -> HttpResponse:
    found = reading.review_of(conflict_review, request.standing, at=request.at)
    acting.open_again(found, by=request.by, at=request.at)
    return redirect("ethics:review", found.pk)


@require_POST
@staff_page("see conflict review")
def looked_again(request: StaffRequest, conflict_review: uuid.UUID) -> HttpResponse:
    found = reading.review_of(conflict_review, request.standing, at=request.at)
    acting.looked_again(found, by=request.by, at=request.at)
    return redirect("ethics:review", found.pk)


@require_POST
@staff_page("see conflict review")
def tell_leader(request: StaffRequest, conflict_review: uuid.UUID) -> HttpResponse:
    """The leader was told in person, and sees it from now on."""
    found = reading.review_of(conflict_review, request.standing, at=request.at)
    acting.tell_leader(found, by=request.by, at=request.at)
    return redirect("ethics:review", found.pk)


@require_POST
@staff_page("see conflict review")
def hand_on(request: StaffRequest, conflict_review: uuid.UUID) -> HttpResponse:
    """Somebody else decides."""
    found = reading.review_of(conflict_review, request.standing, at=request.at)
    form = _hand_on_form(request, found, request.POST)
    if not form.is_valid():
        return _page(request, conflict_review, hand_on=form)
    acting.ask_somebody_else(found, form.chosen, by=request.by, at=request.at)
    still = ConflictReview.objects.seen_by(request.by).filter(pk=found.pk).exists()
    return redirect("ethics:review", found.pk) if still else redirect("ethics:desk")


def _page(request: StaffRequest, review_id: uuid.UUID, **forms: Any) -> HttpResponse:
    found = reading.review(review_id, request.standing, at=request.at)
    today = _today(found.row, request)
    shown = {
        "review": found,
        "decision": DecisionForm(today=today),
        "consent": _consent_form(request, found.row),
        "hand_on": _hand_on_form(request, found.row),
        "may_look_again": found.row.state == "settled" and found.row.look_again_on is not None,
        **forms,
    }
    return render(request, "ethics/review.html", shown)


def _review_form(request: StaffRequest, membership: Membership) -> ReviewForm:
    near = who.leaders(membership.group_id, practice_id=membership.practice_id, at=request.at)
    # Without whoever opens it only where the tie is theirs; the form refuses that, so that the page needs no script.
    others = who.deciders(membership.group_id, besides=request.by, at=request.at)
    mine = [one for one in near if one.staff.pk == request.by.pk]
    return ReviewForm(request.POST or None, by=request.by, leaders=near, deciders=[*others, *mine])


def _named(membership: Membership, form: ReviewForm) -> list[str]:
    return linter.named_in(membership.group_id, [form.cleaned_data["words"]])


def _consent_form(request: StaffRequest, row: ConflictReview, data: Any = None) -> ConsentForm:
    earliest = row.opened_at.astimezone(ZoneInfo(row.membership.group.time_zone)).date()
    return ConsentForm(data, earliest=earliest, today=_today(row, request))


def _hand_on_form(request: StaffRequest, row: ConflictReview, data: Any = None) -> HandOnForm:
    people = who.deciders(row.membership.group_id, besides=row.leader, at=request.at)
    return HandOnForm(data, deciders=[one for one in people if one.staff.pk != row.decider_id])


def _today(row: ConflictReview, request: StaffRequest) -> dt.date:
    return request.at.astimezone(ZoneInfo(row.membership.group.time_zone)).date()
