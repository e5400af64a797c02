"""A member's pages: what they permit to be shared, and what was shared. Reading them leaves no trace."""

from __future__ import annotations

import uuid

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from underrose.ground.page.once import once
from underrose.groups.models import Membership
from underrose.people.access import MemberRequest, member_page
from underrose.safeguards.protection.disclosures import law, queries
from underrose.safeguards.protection.disclosures.actions import handing, permissions
from underrose.safeguards.protection.disclosures.days import day_of
from underrose.safeguards.protection.disclosures.forms import SignForm, TermsForm
from underrose.safeguards.protection.disclosures.models import Permission
from underrose.safeguards.protection.disclosures.queries import Shown
from underrose.safeguards.protection.disclosures.views.files import pdf


@require_safe
@member_page("see permissions")
def mine(request: MemberRequest) -> HttpResponse:
    """Every permission, and the way to a new one in each group."""
    found = queries.own_permissions(request.by, request.at)
    groups = Membership.objects.current().filter(member=request.by).select_related("group").order_by("since")
    return render(request, "disclosures/mine.html", {"found": found, "memberships": groups})


@require_http_methods(["GET", "HEAD", "POST"])
@member_page("give permission")
@once
def write(request: MemberRequest, membership: uuid.UUID) -> HttpResponse:
    """Write a permission. It counts once it is signed, on the next page."""
    own = Membership.objects.current().filter(member=request.by).select_related("group", "practice")
    found = get_object_or_404(own, pk=membership)
    today = day_of(request.at, found).day
    is_part2 = found.group.is_part2
    form = TermsForm(request.POST or None, practice=found.practice.name, today=today, is_part2=is_part2)
    if request.method == "POST" and form.is_valid():
        made = permissions.write(found, form.terms, by=request.by, at=request.at)
        return redirect("disclosures:my_permission", made.pk)
    return render(request, "disclosures/write.html", {"form": form, "note": law.note()})


@require_safe
@member_page("see permissions")
def show(request: MemberRequest, permission: uuid.UUID) -> HttpResponse:
    """One permission, whole: sign it, say no, take it back, or have a copy."""
    found = _mine(request, permission)
    page = {"found": found, "form": SignForm(), "intent": permissions.intent(), "note": law.note()}
    return render(request, "disclosures/my_permission.html", page)


@require_POST
@member_page("give permission")
def sign(request: MemberRequest, permission: uuid.UUID) -> HttpResponse:
    """Sign with one's full name."""
    found, form = _mine(request, permission), SignForm(request.POST)
    if form.is_valid():
        how = Permission.How.ROOM if request.is_shared_device else Permission.How.PHONE
        permissions.sign(found.row, name=form.cleaned_data["name"], how=how, by=request.by, at=request.at)
        return redirect("disclosures:my_permission", permission)
    page = {"found": found, "form": form, "intent": permissions.intent(), "note": law.note()}
    return render(request, "disclosures/my_permission.html", page, status=422)


@require_POST
@member_page("give permission")
def decline(request: MemberRequest, permission: uuid.UUID) -> HttpResponse:
    """Say no, or throw away what one wrote oneself."""
    permissions.decline(_mine(request, permission).row, by=request.by, at=request.at)
    return redirect("disclosures:mine")


@require_POST
@member_page("end permission")
def end(request: MemberRequest, permission: uuid.UUID) -> HttpResponse:
    """Take it back, from now on."""
    permissions.end(_mine(request, permission).row, by=request.by, at=request.at)
    return redirect("disclosures:my_permission", permission)


@require_safe
@member_page("see permissions")
def copy(request: MemberRequest, permission: uuid.UUID) -> HttpResponse:
    """Their copy, as a file whose name says nothing."""
    return pdf(handing.hand_permission(_mine(request, permission).row, by=request.by, at=request.at))


@require_safe
@member_page("see disclosures")
def shared(request: MemberRequest) -> HttpResponse:
    """What was shared about them, to whom, and by which right."""
    return render(request, "disclosures/shared.html", {"found": queries.own_disclosures(request.by, request.at)})


@require_safe
@member_page("see disclosures")
def account(request: MemberRequest) -> HttpResponse:
    """The same as a paper: the accounting of disclosures."""
    return pdf(handing.own_account(by=request.by, at=request.at))


def _mine(request: MemberRequest, permission: uuid.UUID) -> Shown:
    rows = Permission.objects.select_related("practice", "membership__group", "membership__practice")
    found = get_object_or_404(rows, pk=permission, membership__member=request.by)
    return queries.opened_permission(found, request.at)
