"""Who comes into a group, under which name, and who leaves it."""

from __future__ import annotations

import uuid

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from underrose.ground.ledger import recording
from underrose.ground.page.once import leads_to, once
from underrose.ground.vault import sealing
from underrose.groups import actions, queries
from underrose.groups.forms import LeaderName, MemberForm, NameForm, OwnName, WhyForm
from underrose.groups.models import Group, Membership
from underrose.groups.views.groups import seen
from underrose.people import actions as people
from underrose.people import names, policy
from underrose.people.access import MemberRequest, StaffRequest, member_page, staff_page


@require_http_methods(["GET", "POST"])
@staff_page("add member")
@once
def add_member(request: StaffRequest, group: uuid.UUID) -> HttpResponse:
    """One form, then the card to hand over."""
    found = seen(request, group)
    policy.require(request.standing, "add member", group_id=found.pk, at=request.at)
    asks_why = found.kind == Group.Kind.CLOSED and queries.has_met(found)
    form = MemberForm(request.POST or None, asks_why=asks_why)
    if form.is_valid():
        try:
            joined = actions.add_member(found, **form.cleaned_data, by=request.by, at=request.at)
        except NAME_REFUSED as refusal:
            form.add_error("chosen_name", str(refusal.said))
        else:
            # Handed in twice, the card can't be shown again; the group's page makes a new one in one tap.
            return leads_to(_card(request, joined.membership, joined.card), reverse("groups:show", args=[found.pk]))
    return render(request, "groups/add_member.html", {"form": form, "group": found})


@require_POST
@staff_page("make joining card")
def card(request: StaffRequest, membership: uuid.UUID) -> HttpResponse:
    """A card, or a new one for the one that is lost: the old one ends at once, and every screen that it opened."""
    found = _membership(request, membership)
    asked = request.POST.get("instead_of", "")
    instead_of = uuid.UUID(asked) if asked else None
    made = people.make_card(found.member, group_id=found.group_id, instead_of=instead_of, by=request.by, at=request.at)
    return _card(request, found, made)


@require_POST
@staff_page("end joining card")
def end_card(request: StaffRequest, membership: uuid.UUID) -> HttpResponse:
    """A lost card or phone: it ends now, and so does every screen it opened."""
    found = _membership(request, membership)
    people.end_card(found.member, group_id=found.group_id, by=request.by, at=request.at)
    return redirect("groups:show", found.group_id)


@require_http_methods(["GET", "POST"])
@staff_page("choose name")
def rename(request: StaffRequest, membership: uuid.UUID) -> HttpResponse:
    """A leader writes the name somebody wants."""
    found = _membership(request, membership)
    policy.require(request.standing, "choose name", group_id=found.group_id, at=request.at)
    form = LeaderName(request.POST or None, initial={"chosen_name": sealing.reveal(found, "chosen_name")})
    if form.is_valid() and _chosen(form, found, request):
        return redirect("groups:show", found.group_id)
    recording.viewed("name seen to change", by=request.by, at=request.at, about=found, subjects=[found.member_id])
    shown = {"form": form, "group": found.group}
    return render(request, "groups/rename.html", shown)


@require_POST
@staff_page("end membership")
def leave(request: StaffRequest, membership: uuid.UUID) -> HttpResponse:
    found = _membership(request, membership)
    actions.leave(found, by=request.by, at=request.at)
    return redirect("groups:show", found.group_id)


@require_POST
@staff_page("pause membership")
def pause(request: StaffRequest, membership: uuid.UUID) -> HttpResponse:
    """Somebody takes no part for a while, and stays a member."""
    found = _membership(request, membership)
    actions.pause(found, by=request.by, at=request.at)
    return redirect("groups:show", found.group_id)


@require_POST
@staff_page("pause membership")
def resume(request: StaffRequest, membership: uuid.UUID) -> HttpResponse:
    """They take part again."""
    found = _membership(request, membership)
    actions.resume(found, by=request.by, at=request.at)
    return redirect("groups:show", found.group_id)


@require_http_methods(["GET", "POST"])
@staff_page("add member")
def return_(request: StaffRequest, membership: uuid.UUID) -> HttpResponse:
    """Somebody comes back: a new episode. A closed group that has met asks why."""
    found = _membership(request, membership)
    policy.require(request.standing, "add member", group_id=found.group_id, at=request.at)
    asks_why = found.group.kind == Group.Kind.CLOSED and queries.has_met(found.group)
    form = WhyForm(request.POST or None) if asks_why else None
    if request.method == "POST" and (form is None or form.is_valid()):
        reason = form.cleaned_data["reason"] if form else ""
        actions.return_(found, reason=reason, by=request.by, at=request.at)
        return redirect("groups:show", found.group_id)
    return render(request, "groups/return.html", {"form": form or "", "group": found.group, "membership": found})


@require_http_methods(["GET", "POST"])
@member_page("choose name")
def name(request: MemberRequest, membership: uuid.UUID) -> HttpResponse:
    """A member chooses the name they are known by; a few that nobody here has are offered."""
    own = Membership.objects.current().filter(member=request.by).select_related("member", "group")
    found = get_object_or_404(own, pk=membership)
    now = sealing.reveal(found, "chosen_name")
    form = OwnName(request.POST or None, member=found.member, initial={"chosen_name": now})
    if form.is_valid() and _chosen(form, found, request):
        request.session["knows_leaving"] = True
        return redirect("start")
    taken = sealing.reveal_many(Membership.objects.current().filter(group=found.group_id), "chosen_name")
    shown = {"form": form, "offered": names.free(taken.values()), "is_first": not now}
    return render(request, "groups/name.html", shown)


NAME_REFUSED = (actions.NameTaken, actions.NameTooLong, actions.NameIsLegal)


def _chosen(form: NameForm, membership: Membership, request: StaffRequest | MemberRequest) -> bool:
    """Choose it, or say at the field what is wrong with it, so that what was typed stays."""
    try:
        actions.choose_name(membership, form.cleaned_data["chosen_name"], by=request.by, at=request.at)
    except NAME_REFUSED as refusal:
        form.add_error("chosen_name", str(refusal.said))
        return False
    return True


def _membership(request: StaffRequest, membership: uuid.UUID) -> Membership:
    rows = Membership.objects.filter(group__in=Group.objects.seen_by(request.standing))
    return get_object_or_404(rows.select_related("member", "group"), pk=membership)


def _card(request: StaffRequest, membership: Membership, made: people.Made) -> HttpResponse:
    """The card, shown once: the house keeps it in no readable form."""
    return render(request, "groups/card.html", {"made": made, "membership": membership})
