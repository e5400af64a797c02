"""A leader's pages about one member: permissions and what was shared. Each view is exactly one entry."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from underrose.ground.ledger import recording
from underrose.ground.page.once import once
from underrose.ground.vault import sealing
from underrose.groups.models import Membership
from underrose.people import policy
from underrose.people.access import StaffRequest, staff_page
from underrose.people.matters import queries as matters
from underrose.safeguards.protection.disclosures import law, queries
from underrose.safeguards.protection.disclosures.actions import handing, permissions, sharing
from underrose.safeguards.protection.disclosures.days import day_of
from underrose.safeguards.protection.disclosures.forms import AskForm, FindingForm, PaperForm, ShareForm
from underrose.safeguards.protection.disclosures.models import Disclosure, Permission
from underrose.safeguards.protection.disclosures.views.files import pdf


@require_safe
@staff_page("see permissions")
def about(request: StaffRequest, membership: uuid.UUID) -> HttpResponse:
    """One member's permissions, and what was shared about them."""
    found = _membership(request, membership, "see permissions")
    _look(request, "permissions seen", found, found)
    page = _frame(found) | {
        "may_lead": _leads(request, found),
        "permissions": queries.permissions_of(found, request.at),
        "disclosures": queries.disclosures_of(found),
    }
    return render(request, "disclosures/about.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page("ask for permission")
@once
def ask(request: StaffRequest, membership: uuid.UUID) -> HttpResponse:
    """Write a permission for the member to sign on their phone."""
    found = _membership(request, membership, "ask for permission")
    form = AskForm(request.POST or None, **_asked(request, found))
    if request.method == "POST" and form.is_valid():
        permissions.write(found, form.terms, by=request.by, at=request.at)
        messages.success(request, _("It waits on the member’s page. Nothing was sent."))
        return redirect("disclosures:about", membership)
    return _form(request, "disclosures/ask.html", found, form)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page("record paper permission")
@once
def paper(request: StaffRequest, membership: uuid.UUID) -> HttpResponse:
    """Record a permission that was signed on paper."""
    found = _membership(request, membership, "record paper permission")
    form = PaperForm(request.POST or None, **_asked(request, found))
    if request.method == "POST" and form.is_valid():
        permissions.record_paper(found, form.terms, form.paper, by=request.by, at=request.at)
        messages.success(request, _("Recorded."))
        return redirect("disclosures:about", membership)
    return _form(request, "disclosures/paper.html", found, form)


@require_safe
@staff_page("see permissions")
def show(request: StaffRequest, permission: uuid.UUID) -> HttpResponse:
    """One permission, whole, without the name it was signed with."""
    found = _permission(request, permission, "see permissions")
    _look(request, "permission seen", found, found.membership)
    leads = _leads(request, found.membership)
    page = {"found": queries.opened_permission(found, request.at), "may_lead": leads, "note": law.note()}
    return render(request, "disclosures/permission.html", _frame(found.membership) | page)


@require_POST
@staff_page("ask for permission")
def drop(request: StaffRequest, permission: uuid.UUID) -> HttpResponse:
    found = _permission(request, permission, "ask for permission")
    permissions.drop(found, by=request.by, at=request.at)
    return redirect("disclosures:about", found.membership_id)


@require_POST
@staff_page("end permission")
def end(request: StaffRequest, permission: uuid.UUID) -> HttpResponse:
    """The member took it back, on paper or by word; or what it was to end with has happened."""
    found = _permission(request, permission, "end permission")
    permissions.end(found, ended_as=request.POST.get("as", ""), by=request.by, at=request.at)
    return redirect("disclosures:about", found.membership_id)


@require_safe
@staff_page("see permissions")
def copy(request: StaffRequest, permission: uuid.UUID) -> HttpResponse:
    """The copy with the name. The action records the look."""
    return pdf(
        handing.hand_permission(_permission(request, permission, "see permissions"), by=request.by, at=request.at)
    )


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page("record disclosure")
@once
def share(request: StaffRequest, membership: uuid.UUID) -> HttpResponse:
    """Write down what was shared. A permission that doesn't hold, or a right that isn't one here, is refused."""
    found = _membership(request, membership, "record disclosure")
    standing = [one for one in queries.permissions_of(found, request.at) if one.row.signed_at]
    zone, is_part2 = found.practice.time_zone, found.group.is_part2
    form = ShareForm(request.POST or None, permissions=standing, is_part2=is_part2, at=request.at, zone=zone)
    if request.method == "POST" and form.is_valid():
        made = sharing.share(
            found,
            form.words,
            shared_at=form.cleaned_data["shared_at"],
            permission=form.permission,
            basis=form.basis,
            quiet=form.quiet,
            by=request.by,
            at=request.at,
        )
        return redirect("disclosures:shared", made.pk)
    return _form(request, "disclosures/share.html", found, form)


@require_safe
@staff_page("see disclosures")
def shared(request: StaffRequest, disclosure: uuid.UUID) -> HttpResponse:
    """One disclosure, and the sheet to send along."""
    found = _disclosure(request, disclosure, "see disclosures")
    _look(request, "disclosure seen", found, found.membership)
    page = {"found": queries.one(found), "may_lead": _leads(request, found.membership), "note": law.note()}
    return render(request, "disclosures/disclosure.html", _frame(found.membership) | page)


@require_safe
@staff_page("record disclosure")
def sheet(request: StaffRequest, disclosure: uuid.UUID) -> HttpResponse:
    """The sheet that goes with what is shared. The action records the look."""
    return pdf(handing.hand_sheet(_disclosure(request, disclosure, "record disclosure"), by=request.by, at=request.at))


@require_safe
@staff_page("see disclosures")
def account(request: StaffRequest, membership: uuid.UUID) -> HttpResponse:
    """The accounting about one member, to hand to them. The action records the look."""
    return pdf(handing.hand_account(_membership(request, membership, "see disclosures"), by=request.by, at=request.at))


@require_safe
@staff_page("look at disclosures")
def waiting(request: StaffRequest) -> HttpResponse:
    """What nothing covered, for the privacy officer. Members stand here as numbers."""
    policy.require(request.by, "look at disclosures", at=request.at)
    return _waiting(request, {})


@require_POST
@staff_page("look at disclosures")
def look_at(request: StaffRequest, disclosure: uuid.UUID) -> HttpResponse:
    """Say what was found."""
    policy.require(request.by, "look at disclosures", at=request.at)
    found = get_object_or_404(Disclosure, practice=request.practice, pk=disclosure)
    form = FindingForm(request.POST, one=found)
    if not form.is_valid():
        return _waiting(request, {found.pk: form})
    sharing.look_at(found, finding=form.cleaned_data["finding"], by=request.by, at=request.at)
    return redirect("disclosures:waiting")


def _waiting(request: StaffRequest, typed: dict[uuid.UUID, FindingForm]) -> HttpResponse:
    found = queries.opened(queries.uncovered(request.practice.pk).order_by("shared_at"))
    subjects = [one.row.membership.member_id for one in found]
    recording.viewed("uncovered disclosures seen", by=request.by, at=request.at, subjects=subjects)
    lines = [(one, typed.get(one.row.pk) or FindingForm(one=one.row)) for one in found]
    return render(request, "disclosures/waiting.html", {"lines": lines})


def _asked(request: StaffRequest, found: Membership) -> dict[str, Any]:
    today = day_of(request.at, found).day
    return {"practice": found.practice.name, "today": today, "is_part2": found.group.is_part2}


def _form(request: StaffRequest, template: str, found: Membership, form: Any) -> HttpResponse:
    """A form about one member, under the chosen name; showing it is a look."""
    _look(request, "permissions seen", found, found)
    return render(request, template, _frame(found) | {"form": form, "note": law.note()})


def _frame(found: Membership) -> dict[str, Any]:
    name = sealing.reveal(found, "chosen_name")
    return {"membership": found, "name": name, "group": found.group}


def _leads(request: StaffRequest, found: Membership) -> bool:
    """Whether this person may also do something here; who has broken the glass may look alone."""
    return policy.may(request.standing, "record disclosure", group_id=found.group_id, at=request.at)


def _membership(request: StaffRequest, pk: uuid.UUID, act: str) -> Membership:
    rows = Membership.objects.select_related("group", "practice", "member__practice")
    found = get_object_or_404(rows, practice=request.practice, pk=pk)
    policy.require(request.by, act, group_id=found.group_id, member_id=found.member_id, at=request.at)
    return found


def _permission(request: StaffRequest, pk: uuid.UUID, act: str) -> Permission:
    rows = Permission.objects.select_related("practice", "membership__group", "membership__practice")
    found = get_object_or_404(rows, practice=request.practice, pk=pk)
    _require(request, found.membership, act)
    return found


def _disclosure(request: StaffRequest, pk: uuid.UUID, act: str) -> Disclosure:
    rows = Disclosure.objects.select_related(
        "practice", "permission", "recorded_by", "membership__group", "membership__practice", "membership__member"
    )
    found = get_object_or_404(rows, practice=request.practice, pk=pk)
    _require(request, found.membership, act)
    return found


def _require(request: StaffRequest, membership: Membership, act: str) -> None:
    policy.require(request.by, act, group_id=membership.group_id, member_id=membership.member_id, at=request.at)


def _look(
    request: StaffRequest, what: str, about: Membership | Permission | Disclosure, membership: Membership
) -> None:
    """One look at one member, under the matter that who looks handles about them, if there is one."""
    member_id, by, at = membership.member_id, request.by, request.at
    matter_id = matters.handled(member_id, group_id=membership.group_id, by=by, at=at)
    recording.viewed(what, by=by, at=at, about=about, subjects=[member_id], matter_id=matter_id)
