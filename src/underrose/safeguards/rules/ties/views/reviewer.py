"""The reviewer's pages: every tie that was found, whom somebody must not meet, what came of each, and the ways out.

Only the reviewer of a group opens them, and never who leads it.
"""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from underrose.ground.ledger import recording
from underrose.groups.label import outside
from underrose.people import policy
from underrose.people.access import StaffRequest, staff_page
from underrose.safeguards.rules.ties import queries, reviewers
from underrose.safeguards.rules.ties.actions import settling
from underrose.safeguards.rules.ties.forms import ConflictForm, SettleForm
from underrose.safeguards.rules.ties.models import Check
from underrose.safeguards.rules.ties.queries import Tie


@require_safe
@staff_page("review ties")
def reviews(request: StaffRequest) -> HttpResponse:
    """The groups whose ties one looks at, by their labels. Not how many there are."""
    checks = queries.checks_reviewed_by(request.by, at=request.at)
    found = [(check, outside(check.group)) for check in checks]
    return render(request, "ties/reviews.html", {"found": found})


@require_safe
@staff_page("review ties")
def review(request: StaffRequest, group: uuid.UUID) -> HttpResponse:
    """One group's ties, with the names of those they are between."""
    return _page(request, _check(request, group))


@require_POST
@staff_page("review ties")
def settle(request: StaffRequest, group: uuid.UUID) -> HttpResponse:
    """What came of one."""
    check = _check(request, group)
    form = SettleForm(request.POST, finding=request.POST.get("finding", ""))
    if not form.is_valid():
        return _page(request, check, wrong=form)
    said = form.cleaned_data
    settling.settle(check, said["finding"], said["outcome"], said["words"], by=request.by, at=request.at)
    messages.success(request, _("Written down."))
    return redirect("ties:review", group)


@require_POST
@staff_page("review ties")
def release(request: StaffRequest, group: uuid.UUID) -> HttpResponse:
    """Let the group's leaders hear of one. Refused without a yes from both."""
    check, finding = _check(request, group), request.POST.get("finding", "")
    if not finding:
        return redirect("ties:review", group)
    settling.release(check, finding, by=request.by, at=request.at)
    messages.success(request, _("The leaders can hear of it now: that there is this tie, not what it is."))
    return redirect("ties:review", group)


@require_POST
@staff_page("review ties")
def open_conflict(request: StaffRequest, group: uuid.UUID) -> HttpResponse:
    """A tie with somebody who leads the group: a conflict review that the reviewer decides, so that nobody else hears
    of it by this."""
    check = _check(request, group)
    form = ConflictForm(request.POST, finding=request.POST.get("finding", ""))
    if not form.is_valid():
        return _page(request, check, wrong=form)
    said, by = form.cleaned_data, request.by
    made = settling.open_review(
        check, said["finding"], decider=by, words=said["words"], leader_knows=False, by=by, at=request.at
    )
    return redirect("ethics:review", made.pk)


def _page(request: StaffRequest, check: Check, *, wrong: SettleForm | ConflictForm | None = None) -> HttpResponse:
    subjects = queries.subjects(check)
    recording.viewed("ties reviewed", by=request.by, at=request.at, about=check, subjects=subjects)
    may_decide = reviewers.may_decide(check, request.by, at=request.at)
    ties = [(tie, *_forms(tie, wrong, may_decide)) for tie in queries.for_review(check)]
    page = {"check": check, "label": outside(check.group), "ties": ties}
    return render(request, "ties/review.html", page)


def _forms(
    tie: Tie, wrong: SettleForm | ConflictForm | None, may_decide: bool
) -> tuple[SettleForm, ConflictForm | None]:
    """A tie's forms, with whichever had something wrong in it."""
    is_it = wrong is not None and wrong.data.get("finding") == tie.id
    fresh = SettleForm(finding=tie.id, is_one_sided=tie.is_one_sided)
    form = wrong if is_it and isinstance(wrong, SettleForm) else fresh
    if not (may_decide and _is_with_staff(tie)):
        return form, None
    return form, wrong if is_it and isinstance(wrong, ConflictForm) else ConflictForm(finding=tie.id)


def _is_with_staff(tie: Tie) -> bool:
    """Whether a member and somebody of the group's staff share something. Whom a member must not meet never hears."""
    return (
        not tie.is_one_sided
        and any(side.staff_id for side in tie.sides)
        and any(side.membership_id for side in tie.sides)
    )


def _check(request: StaffRequest, group: uuid.UUID) -> Check:
    """The check, if this person reviews it. Raises Http404 or Absent, which look the same."""
    found = next((one for one in queries.checks_reviewed_by(request.by, at=request.at) if one.group_id == group), None)
    if found is None:
        raise Http404
    policy.require(request.by, "review ties", group_id=group, staff_id=request.by.pk, at=request.at)
    return found
