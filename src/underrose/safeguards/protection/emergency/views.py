"""Pages of the emergency view: ask for it, see it while it is open, close it, look back at it."""

from __future__ import annotations

import uuid

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from underrose.ground.ledger import recording
from underrose.ground.page.once import once
from underrose.groups.models import Membership
from underrose.people import outside, policy
from underrose.people.access import StaffRequest, staff_page
from underrose.people.emergency.models import LASTS, Grant
from underrose.safeguards.protection import actions as protection
from underrose.safeguards.protection.emergency import actions, queries
from underrose.safeguards.protection.emergency.forms import AskForm, ReviewForm, WhyForm
from underrose.safeguards.protection.emergency.models import LOOKED_BACK, SEEN, Review
from underrose.safeguards.protection.models import Purpose


@require_http_methods(["GET", "POST"])
@staff_page("break the glass")
@once
def ask(request: StaffRequest) -> HttpResponse:
    """What happened, and which group or person is to be opened."""
    may_seek = policy.may(request.standing, "break the glass", at=request.at)
    groups = queries.groups_to_open(request.standing, request.at)
    form = AskForm(request.POST or None, groups=groups, may_seek=may_seek)
    if form.is_valid() and (scope := _scope(form, request)):
        grant = actions.break_the_glass(scope, **_why(form), by=request.by, at=request.at)
        return redirect("emergency:show", grant.pk)
    return render(request, "emergency/ask.html", _before(request, form))


@require_http_methods(["GET", "POST"])
@staff_page("break the glass")
@once
def member(request: StaffRequest, membership: uuid.UUID) -> HttpResponse:
    """The same for one person, from that person's page."""
    rows = Membership.objects.select_related("member", "group").filter(practice=request.practice)
    found = get_object_or_404(rows, pk=membership)
    policy.require(request.standing, "break the glass", group_id=found.group_id, at=request.at)
    form = WhyForm(request.POST or None)
    if form.is_valid():
        scope = actions.Scope(found.group, found)
        grant = actions.break_the_glass(scope, **_why(form), by=request.by, at=request.at)
        return redirect("emergency:show", grant.pk)
    return render(request, "emergency/ask.html", _before(request, form))


@require_GET
@staff_page("see emergency view")
def show(request: StaffRequest, grant: uuid.UUID) -> HttpResponse:
    """Whom the view shows, by chosen name, and how long it is still open. Closed, it shows nobody."""
    found = _mine(request, grant)
    if not found.is_open(request.at):
        return render(request, "emergency/closed.html", {"grant": found})
    opened = queries.view(found)
    recording.viewed(SEEN, by=request.by, at=request.at, about=found, subjects=opened.subjects)
    return _until(found, request, render(request, "emergency/show.html", {"view": opened, "grant": found}))


@require_POST
@staff_page("see emergency view")
def person(request: StaffRequest, grant: uuid.UUID, membership: uuid.UUID) -> HttpResponse:
    """Who this is and whom to call, on this one page, for as long as the view is open."""
    found = _mine(request, grant)
    row = get_object_or_404(Membership.objects.filter(practice=request.practice), pk=membership)
    if not found.is_open(request.at):
        return redirect("emergency:show", found.pk)
    if (found.group_id or found.member_id) not in (row.group_id, row.member_id):
        raise Http404
    identity = protection.name_a_person(row, purpose=Purpose.EMERGENCY, by=request.by, at=request.at)
    return _until(found, request, render(request, "emergency/person.html", {"identity": identity, "grant": found}))


@require_POST
@staff_page("close emergency view")
def close(request: StaffRequest, grant: uuid.UUID) -> HttpResponse:
    """Nothing more is needed."""
    found = actions.close(_mine(request, grant), by=request.by, at=request.at)
    return redirect("emergency:show", found.pk)


@require_GET
@staff_page("review emergency")
def reviews(request: StaffRequest) -> HttpResponse:
    """What waits for a look back, and the last that were looked back at."""
    policy.require(request.standing, "review emergency", at=request.at)
    waiting, done = queries.to_review(request.by, request.at)
    return render(request, "emergency/reviews.html", {"waiting": waiting, "done": done})


@require_http_methods(["GET", "POST"])
@staff_page("review emergency")
def review(request: StaffRequest, review: uuid.UUID) -> HttpResponse:
    """One view: who opened what, why, and each page they saw; and what you find."""
    rows = Review.objects.filter(practice=request.practice).select_related("grant__staff", "reviewer")
    found = get_object_or_404(rows, pk=review)
    actions.require_reviewer(found, by=request.by, at=request.at)
    form = ReviewForm(request.POST or None)
    if form.is_valid():
        actions.review(found, **form.cleaned_data, by=request.by, at=request.at)
        return redirect("emergency:reviews")
    subjects = [found.grant.member_id] if found.grant.member_id else []
    recording.viewed(LOOKED_BACK, by=request.by, at=request.at, about=found, subjects=subjects)
    shown = {"looked": queries.looked_back(found, request.at), "form": form}
    return render(request, "emergency/review.html", shown)


def _mine(request: StaffRequest, grant: uuid.UUID) -> Grant:
    found = get_object_or_404(Grant, practice=request.practice, pk=grant)
    policy.require(request.standing, "see emergency view", staff_id=found.staff_id, at=request.at)
    return found


def _why(form: WhyForm) -> dict[str, str]:
    return {name: form.cleaned_data[name] for name in ("kind", "reason")}


def _scope(form: AskForm, request: StaffRequest) -> actions.Scope | None:
    """The chosen group, or the person who has the address; said at the field where nobody has."""
    if form.chosen_group:
        return actions.Scope(form.chosen_group)
    found = actions.find(form.cleaned_data["address"], by=request.by, at=request.at)
    if found is None:
        form.add_error("address", _("Nobody in a group here has this address. Check it, or choose the group."))
        return None
    return actions.Scope(found.group, found)


def _before(request: StaffRequest, form: WhyForm) -> dict[str, object]:
    """The form, and what is said before it is handed in: who is told, and for how long it is open."""
    told = outside.who_may_review(request.practice.pk, besides=request.by, at=request.at)
    return {"form": form, "told": told, "minutes": int(LASTS.total_seconds() // 60)}


def _until(grant: Grant, request: StaffRequest, response: HttpResponse) -> HttpResponse:
    """The page goes by itself when the view closes, also where no script runs."""
    left = max(int((grant.ends_at() - request.at).total_seconds()), 0) + 1
    response.headers["Refresh"] = f"{left}; url=/emergency/{grant.pk}/"
    return response
