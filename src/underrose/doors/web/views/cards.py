"""A member's joining card: made, printed, ended by whoever leads a group of theirs."""

from __future__ import annotations

import uuid

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from underrose.ground.vault import sealing
from underrose.groups.models import Group, Membership
from underrose.people import actions, cards, policy
from underrose.people.access import StaffRequest, staff_page


@require_http_methods(["GET", "POST"])
@staff_page("make joining card")
def card(request: StaffRequest, group: uuid.UUID, membership: uuid.UUID) -> HttpResponse:
    """One tap makes a card anew; it is shown once, because the house keeps it in no readable form."""
    found = _found(request, group, membership)
    living = found.member.cards.filter(ended_at=None).first()
    shown = {"membership": found, "name": sealing.reveal(found, "chosen_name"), "living": living}
    if request.method == "GET":
        return render(request, "web/card.html", shown)
    instead_of = uuid.UUID(asked) if (asked := request.POST.get("instead_of", "")) else None
    made = actions.make_card(found.member, group_id=group, instead_of=instead_of, by=request.by, at=request.at)
    printed = {"code": cards.grouped(made.code), "qr": cards.qr(made.address), "join": made.address.partition("#")[0]}
    return render(request, "web/card_printed.html", {**shown, **printed})


@require_POST
@staff_page("end joining card")
def end_card(request: StaffRequest, group: uuid.UUID, membership: uuid.UUID) -> HttpResponse:
    """A lost card or phone: it ends now, and so does every screen it opened."""
    found = _found(request, group, membership)
    actions.end_card(found.member, group_id=group, by=request.by, at=request.at)
    return redirect("card", group, membership)


def _found(request: StaffRequest, group: uuid.UUID, membership: uuid.UUID) -> Membership:
    """Through the person: a group they are in, a card they may make."""
    theirs = get_object_or_404(Group.objects.seen_by(request.standing), pk=group)
    policy.require(request.standing, "make joining card", group_id=theirs.pk, at=request.at)
    living = Membership.objects.current().select_related("member")
    return get_object_or_404(living, group=theirs, pk=membership)
