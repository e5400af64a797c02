"""Who signed, and signing in the room: on a tablet handed over, or on paper."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from underrose.ground.ledger import recording
from underrose.ground.vault import sealing
from underrose.groups.models import Group, Membership
from underrose.people import policy
from underrose.people.access import StaffRequest, staff_page
from underrose.safeguards.agreements import petal, queries
from underrose.safeguards.agreements.actions import signing
from underrose.safeguards.agreements.copy import FILE_NAME
from underrose.safeguards.agreements.forms import PaperForm
from underrose.safeguards.agreements.models import Signature
from underrose.safeguards.rules.views.frame import frame


@require_safe
@staff_page("see who signed")
def sign_in_room(request: StaffRequest, group: uuid.UUID) -> HttpResponse:
    """Who has signed and who has not, and each way to sign here and now. Looking is an entry."""
    found = _group(request, group, "see who signed")
    edition = queries.in_force(found)
    if edition is None:
        return redirect("agreements:show", group)
    members = list(Membership.objects.current().filter(group=found).order_by("since"))
    recording.viewed("who signed", by=request.by, at=request.at, about=found, subjects=[m.member_id for m in members])
    names = sealing.reveal_many(members, "chosen_name")
    rows = petal.rows(edition, [(member.pk, names[member.pk]) for member in members])
    may_record = policy.may(request.standing, "record paper signature", group_id=found.pk, at=request.at)
    page = {**frame(found), "edition": edition, "rows": rows, "may_record": may_record}
    return render(request, "agreements/sign_in_room.html", page)


@require_POST
@staff_page("record paper signature")
def hand_over(request: StaffRequest, group: uuid.UUID) -> HttpResponse:
    """Sign the leader out of this device before it changes hands: nobody signs from another's session."""
    _group(request, group, "record paper signature")
    request.session.flush()
    request.session["shared"] = True
    request.session.set_expiry(0)
    return redirect("people:join")


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page("record paper signature")
def paper(request: StaffRequest, group: uuid.UUID, membership: uuid.UUID) -> HttpResponse:
    """Record that a member signed on paper."""
    found = _group(request, group, "record paper signature")
    member = get_object_or_404(Membership.objects.current().select_related("group"), pk=membership, group=found)
    edition, form = queries.in_force(found), PaperForm(request.POST or None)
    if edition is None:
        raise Http404
    if request.method == "POST" and form.is_valid():
        signing.sign_on_paper(edition, membership=member, note=form.cleaned_data["note"], by=request.by, at=request.at)
        messages.success(request, _("Recorded."))
        return redirect("agreements:sign_in_room", group)
    recording.viewed("paper page seen", by=request.by, at=request.at, about=member, subjects=[member.member_id])
    page = {**frame(found), "edition": edition, "name": sealing.reveal(member, "chosen_name"), "form": form}
    return render(request, "agreements/paper.html", page)


@require_safe
@staff_page("see signed copy")
def copy(request: StaffRequest, group: uuid.UUID, signature: uuid.UUID) -> HttpResponse:
    """A member's copy, for a leader. The action records the look."""
    found = _group(request, group, "see signed copy")
    rows = Signature.objects.select_related("membership").filter(membership__group=found)
    pdf = signing.hand_copy(get_object_or_404(rows, pk=signature), by=request.by, at=request.at)
    return HttpResponse(
        pdf, content_type="application/pdf", headers={"Content-Disposition": f'attachment; filename="{FILE_NAME}"'}
    )


def _group(request: StaffRequest, group: uuid.UUID, act: str) -> Group:
    found = get_object_or_404(Group.objects.seen_by(request.standing), pk=group)
    policy.require(request.by, act, group_id=found.pk, at=request.at)
    return found
