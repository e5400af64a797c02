"""The ethics desk: what waits, codes by number, boundary questions, the contacts of the practice."""

from __future__ import annotations

import uuid

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from underrose.ground.page.once import once
from underrose.ground.vault import sealing
from underrose.people import policy
from underrose.people.access import StaffRequest, staff_page
from underrose.safeguards.rules.ethics import boundaries, codes, desk, reading
from underrose.safeguards.rules.ethics.actions import contacts as acting
from underrose.safeguards.rules.ethics.forms import ContactForm
from underrose.safeguards.rules.ethics.models import LocalContact


@require_GET
@staff_page("see ethics desk")
def show(request: StaffRequest) -> HttpResponse:
    """What waits for this person, what they know of, and where to look things up."""
    shown = {
        "waiting": desk.due(request.standing, request.at),
        "reviews": reading.reviews(request.standing, at=request.at),
        "consultations": reading.consultations(request.standing, at=request.at),
        "contacts": reading.contacts(request.practice.pk),
        "may_ask": policy.holds(request.standing, "ask for consultation"),
        "may_reflect": policy.holds(request.standing, "open reflection"),
        "may_keep": policy.may(request.standing, "keep ethics contacts", at=request.at),
    }
    return render(request, "ethics/desk.html", shown)


@require_GET
@staff_page("see ethics desk")
def code_list(request: StaffRequest) -> HttpResponse:
    """Codes by number, with links."""
    return render(request, "ethics/codes.html", {"codes": codes.codes(), "looked_at": codes.looked_at()})


@require_GET
@staff_page("see ethics desk")
def questions(request: StaffRequest) -> HttpResponse:
    """Questions to ask oneself."""
    return render(request, "ethics/questions.html", {"parts": boundaries.QUESTIONS})


@require_http_methods(["GET", "POST"])
@staff_page("keep ethics contacts")
@once
def add_contact(request: StaffRequest) -> HttpResponse:
    """Write down whom staff can turn to."""
    policy.require(request.standing, "keep ethics contacts", at=request.at)
    form = ContactForm(request.POST or None)
    if form.is_valid():
        acting.add_contact(**form.cleaned_data, by=request.by, at=request.at)
        return redirect("ethics:desk")
    return render(request, "ethics/contact.html", {"form": form})


@require_http_methods(["GET", "POST"])
@staff_page("keep ethics contacts")
def change_contact(request: StaffRequest, contact: uuid.UUID) -> HttpResponse:
    """Change one, or see that it is still right."""
    policy.require(request.standing, "keep ethics contacts", at=request.at)
    found = get_object_or_404(LocalContact, practice=request.practice, ended_at=None, pk=contact)
    initial = {"kind": found.kind, **sealing.open_all(found)}
    form = ContactForm(request.POST or None, initial=initial)
    if form.is_valid():
        acting.change_contact(found, **form.cleaned_data, by=request.by, at=request.at)
        return redirect("ethics:desk")
    return render(request, "ethics/contact.html", {"form": form, "contact": found})


@require_POST
@staff_page("keep ethics contacts")
def end_contact(request: StaffRequest, contact: uuid.UUID) -> HttpResponse:
    found = get_object_or_404(LocalContact, practice=request.practice, pk=contact)
    acting.end_contact(found, by=request.by, at=request.at)
    return redirect("ethics:desk")
