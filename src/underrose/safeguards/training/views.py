"""Pages of training: who leads and until when they are attested; attesting; the history."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from functools import partial

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from underrose.ground.page.once import once
from underrose.people import policy
from underrose.people.access import StaffRequest, staff_page
from underrose.people.models import Staff
from underrose.safeguards.training import actions, records
from underrose.safeguards.training.forms import AttestationForm, OutsideForm
from underrose.safeguards.training.models import Attestation


@require_GET
@staff_page("see training")
def leaders(request: StaffRequest) -> HttpResponse:
    """Who leads, and until when someone vouches for their training."""
    may_record = policy.may(request.by, "record outside attestation", at=request.at)
    shown = {"lines": records.lines(request.standing, at=request.at), "may_record": may_record}
    return render(request, "training/list.html", shown)


@require_GET
@staff_page("see training")
def history(request: StaffRequest, staff: uuid.UUID) -> HttpResponse:
    """What was attested about one leader."""
    found = _staff(request, staff)
    if not records.may_read(found, request.standing, at=request.at):
        raise Http404
    may_withdraw = policy.may(request.by, "withdraw attestation", at=request.at)
    shown = {"staff": found, "past": records.history(found), "may_withdraw": may_withdraw}
    return render(request, "training/history.html", shown)


@require_http_methods(["GET", "POST"])
@staff_page("attest training")
@once
def attest(request: StaffRequest, staff: uuid.UUID) -> HttpResponse:
    """A supervisor vouches for a leader's training."""
    found = _staff(request, staff)
    policy.require(request.by, "attest training", at=request.at)
    form = AttestationForm(request.POST or None)
    if form.is_valid() and _kept(form, partial(actions.attest, found), request):
        return redirect("training:list")
    return render(request, "training/attest.html", {"form": form, "staff": found})


@require_http_methods(["GET", "POST"])
@staff_page("record outside attestation")
@once
def attest_from_outside(request: StaffRequest, staff: uuid.UUID) -> HttpResponse:
    """The practice admin records an outside supervisor's word, with the reason."""
    found = _staff(request, staff)
    form = OutsideForm(request.POST or None)
    if form.is_valid() and _kept(form, partial(actions.attest_from_outside, found), request):
        return redirect("training:list")
    return render(request, "training/outside.html", {"form": form, "staff": found})


@require_POST
@staff_page("withdraw attestation")
def withdraw(request: StaffRequest, attestation: uuid.UUID) -> HttpResponse:
    found = get_object_or_404(Attestation, practice=request.practice, pk=attestation)
    actions.withdraw(found, by=request.by, at=request.at)
    return redirect("training:history", found.staff_id)


def _staff(request: StaffRequest, staff: uuid.UUID) -> Staff:
    return get_object_or_404(Staff, practice=request.practice, pk=staff)


def _kept(form: AttestationForm, act: Callable[..., object], request: StaffRequest) -> bool:
    """Do it, or say at the date what is wrong with it, because it is mended there."""
    try:
        act(**form.cleaned_data, by=request.by, at=request.at)
    except actions.NotNow as refusal:
        form.add_error("valid_until", str(refusal.said))
        return False
    return True
