"""The leaders' pages of one group: how the tie check stands, what they may hear, their own ties, a word beforehand.

What they show is the same whatever was told, but for what two members both allowed. Each look names everybody in the
group, so that having looked says nothing of anybody either.
"""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from underrose.ground.ledger import recording
from underrose.ground.vault import sealing
from underrose.groups.circle import names_of
from underrose.groups.models import Group, GroupSession, Membership
from underrose.people import policy
from underrose.people.access import StaffRequest, staff_page
from underrose.safeguards.rules.ties import queries, reviewers
from underrose.safeguards.rules.ties.actions import preparing, settling, telling
from underrose.safeguards.rules.ties.forms import ReviewerForm, SettleForm, TellForm
from underrose.safeguards.rules.ties.models import Check
from underrose.safeguards.rules.ties.views.member import lines, page_at
from underrose.safeguards.rules.ties.wording import PAGES


@require_safe
@staff_page("see ties")
def show(request: StaffRequest, group: uuid.UUID) -> HttpResponse:
    """How the check stands, and what the leaders may hear."""
    found = _group(request, group, "see ties")
    return _status(request, found, queries.check_of(found))


@require_POST
@staff_page("prepare ties")
def begin(request: StaffRequest, group: uuid.UUID) -> HttpResponse:
    """From now on members are asked."""
    preparing.begin(_group(request, group, "prepare ties"), by=request.by, at=request.at)
    messages.success(request, _("Members find it on their page now. Enter your own ties first."))
    return redirect("ties:show", group)


@require_POST
@staff_page("prepare ties")
def small_town(request: StaffRequest, group: uuid.UUID) -> HttpResponse:
    """In a small place ties are certain; the group is told so beforehand."""
    check = _check(request, group, "prepare ties")
    is_small_town = request.POST.get("is") == "small"
    preparing.set_small_town(check, is_small_town, by=request.by, at=request.at)
    return redirect("ties:show", group)


@require_POST
@staff_page("name tie reviewer")
def name_reviewer(request: StaffRequest, group: uuid.UUID) -> HttpResponse:
    """Somebody who doesn't lead this group."""
    check = _check(request, group, "name tie reviewer")
    form = ReviewerForm(request.POST, able=reviewers.able(check, at=request.at))
    if not form.is_valid():
        return _status(request, check.group, check, naming=form)
    preparing.name_reviewer(check, form.chosen, by=request.by, at=request.at)
    return redirect("ties:show", group)


@require_POST
@staff_page("settle tie")
def settle(request: StaffRequest, group: uuid.UUID) -> HttpResponse:
    """What came of a tie that the leaders may know."""
    check = _check(request, group, "settle tie")
    form = SettleForm(request.POST, finding=request.POST.get("finding", ""))
    if not form.is_valid():
        return _status(request, check.group, check, settling=form)
    said = form.cleaned_data
    settling.settle(check, said["finding"], said["outcome"], said["words"], by=request.by, at=request.at)
    messages.success(request, _("Written down."))
    return redirect("ties:show", group)


@require_safe
@staff_page("tell staff ties")
def own(request: StaffRequest, group: uuid.UUID) -> HttpResponse:
    """One's own ties: what was told so far, and the way on."""
    found = _group(request, group, "tell staff ties")
    check = queries.check_of(found)
    page = _frame(found) | {"may_see": policy.may(request.by, "see ties", group_id=group, at=request.at)}
    if check is not None:
        mine = queries.own_of_staff(check, request.by)
        page |= {"own": mine, "lines": lines(mine), "is_closed": check.staff_closed_at is not None}
    return render(request, "ties/own.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page("tell staff ties")
def tell(request: StaffRequest, group: uuid.UUID, place: int) -> HttpResponse:
    """One kind of one's own ties."""
    check = _check(request, group, "tell staff ties")
    asked, mine = page_at(place), queries.own_of_staff(check, request.by)
    values, choice = mine.told().get(asked.kind, ()), mine.choices.get(asked.kind)
    form = TellForm(request.POST or None, page=asked, values=values, choice=choice)
    if form.is_valid():
        sheet = telling.begin_sheet(check, by=request.by, at=request.at)
        telling.keep(sheet, asked.kind, form.values, may_be_raised=form.choice, by=request.by, at=request.at)
        return redirect("ties:tell_own", group, place + 1) if place < len(PAGES) else redirect("ties:own", group)
    page = _frame(check.group) | {"check": check, "form": form, "asked": asked, "place": place, "places": len(PAGES)}
    return render(request, "ties/tell_own.html", page | {"before": place - 1})


@require_POST
@staff_page("tell staff ties")
def hand_in_own(request: StaffRequest, group: uuid.UUID) -> HttpResponse:
    check = _check(request, group, "tell staff ties")
    mine = queries.own_of_staff(check, request.by)
    if mine.sheet is None:  # nothing was begun: the page says so
        return redirect("ties:own", group)
    telling.hand_in(mine.sheet, by=request.by, at=request.at)
    messages.success(request, _("Handed in."))
    return redirect("ties:own", group)


@require_safe
@staff_page("see who wants a word")
def word(request: StaffRequest, session: uuid.UUID) -> HttpResponse:
    """Who would like a word before the session begins; its look names everybody who is in the group."""
    found = GroupSession.objects.select_related("group", "practice").one_seen_by(request.standing, session)
    policy.require(request.by, "see who wants a word", group_id=found.group_id, at=request.at)
    members = list(Membership.objects.current().filter(group=found.group_id).order_by("since", "pk"))
    names = names_of(members)
    asking = set(queries.who_wants_a_word(found))
    recording.viewed(
        "who wants a word seen",
        by=request.by,
        at=request.at,
        about=found,
        subjects=[member.member_id for member in members],
    )
    page = {"session": found, "names": [name for pk, name in names.items() if pk in asking]}
    return render(request, "ties/word.html", _frame(found.group) | page)


def _status(
    request: StaffRequest,
    group: Group,
    check: Check | None,
    *,
    naming: ReviewerForm | None = None,
    settling: SettleForm | None = None,
) -> HttpResponse:
    """The page of the group's check, with whatever form had something wrong in it."""
    page = _frame(group) | {"may_name": policy.may(request.by, "name tie reviewer", group_id=group.pk, at=request.at)}
    if check is None:
        return render(request, "ties/begin.html", page)
    members = list(Membership.objects.current().filter(group=group).order_by("since", "pk"))
    recording.viewed(
        "ties seen",
        by=request.by,
        at=request.at,
        about=check,
        subjects=[member.member_id for member in members],
    )
    status, names = queries.status(check, at=request.at), names_of(members)
    told = {
        "check": check,
        "status": status,
        "waiting": sorted((names[pk] for pk in status.waiting if pk in names), key=str.casefold),
        "ties": [(tie, _settling(tie.id, settling)) for tie in queries.released(check)],
        "naming": naming or ReviewerForm(able=reviewers.able(check, at=request.at), now=status.reviewer),
    }
    return render(request, "ties/status.html", page | told)


def _settling(finding: str, wrong: SettleForm | None) -> SettleForm:
    if wrong is not None and wrong.data.get("finding") == finding:
        return wrong
    return SettleForm(finding=finding)


def _frame(group: Group) -> dict[str, Any]:
    return {"group": group, "group_title": sealing.reveal(group, "title")}


def _group(request: StaffRequest, group: uuid.UUID, act: str) -> Group:
    found = get_object_or_404(Group.objects.seen_by(request.standing).select_related("practice"), pk=group)
    policy.require(request.by, act, group_id=found.pk, at=request.at)
    return found


def _check(request: StaffRequest, group: uuid.UUID, act: str) -> Check:
    check = queries.check_of(_group(request, group, act))
    if check is None:
        raise Http404
    return check
