"""Pages of protection: one member, naming a person, the privacy desk, who looked at whom."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from underrose.ground.vault import sealing
from underrose.groups.models import Membership
from underrose.people import actions as people
from underrose.people import policy
from underrose.people.access import StaffRequest, staff_page
from underrose.people.matters import queries as matters
from underrose.safeguards.protection import actions, looks
from underrose.safeguards.protection import desk as privacy_desk
from underrose.safeguards.protection.doors import doors
from underrose.safeguards.protection.forms import DayForm, PurposeForm, ReachForm


@require_GET
@staff_page("see member")
def member(request: StaffRequest, membership: uuid.UUID) -> HttpResponse:
    """One member as staff know them: the chosen name, and a door to each thing this person may open."""
    found = looks.of_membership(membership, viewer=request.standing, at=request.at)
    shown = {"member": found, "doors": doors(found.membership, request.standing, at=request.at)}
    return render(request, "protection/member.html", shown)


@require_http_methods(["GET", "POST"])
@staff_page("name a person")
def name_a_person(request: StaffRequest, membership: uuid.UUID) -> HttpResponse:
    """Asks for a purpose, then shows the name on this one page and nowhere else."""
    found = get_object_or_404(Membership, practice=request.practice, pk=membership)
    policy.require(request.by, "name a person", group_id=found.group_id, member_id=found.member_id, at=request.at)
    handled = matters.may_look_under(found.member_id, group_id=found.group_id, by=request.standing, at=request.at)
    form = PurposeForm(request.POST or None, matters=handled)
    if request.method == "POST" and form.is_valid():
        identity = actions.name_a_person(found, **form.cleaned_data, by=request.by, at=request.at)
        return render(request, "protection/person.html", {"identity": identity})
    return render(
        request,
        "protection/name_a_person.html",
        {"form": form, "chosen_name": looks.chosen_name(found, by=request.by, at=request.at)},
    )


@require_http_methods(["GET", "POST"])
@staff_page("set contact rules")
def reach(request: StaffRequest, membership: uuid.UUID) -> HttpResponse:
    """What a member said aloud about reaching them. The addresses are neither shown nor changed here."""
    rows = Membership.objects.current().filter(practice=request.practice).select_related("member")
    found = get_object_or_404(rows, pk=membership)
    policy.require(request.by, "set contact rules", group_id=found.group_id, member_id=found.member_id, at=request.at)
    form = ReachForm(request.POST or None, held=sealing.open_all(found.member))
    if form.is_valid():
        rules, group_id = form.rules(), found.group_id
        people.set_contact(
            found.member, mail=None, phone=None, rules=rules, group_id=group_id, by=request.by, at=request.at
        )
        messages.success(request, _("Written down. They are asked whether it is right when they next come in."))
        return redirect("protection:member", found.pk)
    name = looks.chosen_name(found, what="contact rules seen", by=request.by, at=request.at)
    return render(request, "protection/reach.html", {"form": form, "membership": found, "name": name})


@require_GET
@staff_page("see privacy desk")
def desk(request: StaffRequest) -> HttpResponse:
    """What waits for this viewer, from every room inside protection."""
    shown = {
        "waiting": privacy_desk.waiting(request.standing, request.at),
        "ways": privacy_desk.ways(request.standing),
    }
    return render(request, "protection/desk.html", shown)


@require_GET
@staff_page("see who looked")
def who_looked_at_whom(request: StaffRequest) -> HttpResponse:
    """The privacy officer's list of one day. The members stand in it as ids."""
    policy.require(request.by, "see who looked", at=request.at)
    form = DayForm(request.GET or None)
    today = looks.day_of(request.at, request.practice.time_zone)
    day = (form.cleaned_data["day"] if form.is_valid() else None) or today
    lines = looks.on_day(day, by=request.by, at=request.at)
    form = form if form.errors else DayForm(initial={"day": day})
    return render(request, "protection/looks.html", {"form": form, "day": day, "lines": lines})
