"""Pages of an author's own notes. What is written is sealed in the browser; the server takes and gives sealed texts."""

from __future__ import annotations

import uuid

from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from underrose.ground.page.once import leads_to, once
from underrose.groups.models import Membership
from underrose.people import policy
from underrose.people.access import StaffRequest, staff_page
from underrose.people.readers import telling
from underrose.safeguards.protection.notes import actions, own
from underrose.safeguards.protection.notes.forms import BeginForm, SealedForm
from underrose.safeguards.protection.notes.models import OwnDraft, OwnNote


@require_http_methods(["GET", "POST"])
@staff_page("open own note")
def own_notes(request: StaffRequest) -> HttpResponse:
    """What these notes are, said before the first; then all of the author's own, by day."""
    form = BeginForm(request.POST or None)
    if form.is_valid():
        actions.begin_own_notes(by=request.by, at=request.at)
        return redirect("notes:own")
    shown = {"form": form, "ready": own.ready(request.by), "lines": own.lines(request.standing, at=request.at)}
    return render(request, "notes/own_notes.html", shown)


@require_GET
@staff_page("keep own notes")
def own_pile(request: StaffRequest, membership: uuid.UUID) -> HttpResponse:
    """The author's own notes on one member; the browser opens them."""
    found = _led(request, membership)
    asked = request.GET.get("from", "")
    start = int(asked) if asked.isdecimal() and len(asked) < 6 else 0
    name, notes, has_more, draft = own.pile(found, request.standing, start=start, at=request.at)
    shown = {"name": name, "notes": notes, "has_more": has_more, "older": start + own.A_PAGE, "draft": draft}
    shown |= {"membership": found, "ready": own.ready(request.by), "reader": telling.told(request.by)}
    return render(request, "notes/own_pile.html", shown)


@require_GET
@staff_page("open own note")
def own_note(request: StaffRequest, own_note: uuid.UUID) -> HttpResponse:
    """One note of the author's own, with what it said before."""
    found = own.one(own_note, request.standing, at=request.at)
    shown = {"note": found, "versions": own.history(found, request.standing, at=request.at)}
    return render(request, "notes/own_note.html", {**shown, "reader": telling.told(request.by)})


@require_http_methods(["GET", "POST"])
@staff_page("keep own notes")
@once
def own_write(request: StaffRequest, membership: uuid.UUID) -> HttpResponse:
    """A new note of one's own. Before the first: what it is, and a key."""
    found = _led(request, membership)
    if not own.ready(request.by).is_ready:
        return redirect("notes:own")
    form = SealedForm(request.POST or None)
    if form.is_valid():
        given = form.cleaned_data
        actions.keep_own_note(
            found, given["sealed"], kind=given["kind"], note_id=given["note_id"], by=request.by, at=request.at
        )
        return _next(reverse("notes:own_list", args=[found.pk]))
    page = own.page(found, None, by=request.by, at=request.at)
    shown = {"page": page, "form": form, "reader": telling.told(request.by)}
    return render(request, "notes/own_write.html", shown)


@require_http_methods(["GET", "POST"])
@staff_page("open own note")
@once
def own_change(request: StaffRequest, own_note: uuid.UUID) -> HttpResponse:
    """Write it anew; what was sealed before stays."""
    about = own.one(own_note, request.standing, at=request.at)
    form = SealedForm(request.POST or None)
    if form.is_valid():
        given = form.cleaned_data
        actions.change_own_note(about, given["sealed"], seen=given["seen"] or 0, by=request.by, at=request.at)
        return _next(reverse("notes:own_note", args=[about.pk]))
    page = own.page(about.folder.membership, about, by=request.by, at=request.at)
    shown = {"page": page, "form": form, "note": about, "reader": telling.told(request.by)}
    return render(request, "notes/own_write.html", shown)


@require_POST
@staff_page("keep own notes")
def own_draft(request: StaffRequest, membership: uuid.UUID) -> HttpResponse:
    """Keep a new note as far as it is written, sealed."""
    return _keep_draft(request, _led(request, membership))


@require_POST
@staff_page("open own note")
def own_draft_of_change(request: StaffRequest, own_note: uuid.UUID) -> HttpResponse:
    """Keep a change as far as it is written, sealed."""
    about = own.one(own_note, request.standing, at=request.at)
    return _keep_draft(request, about.folder.membership, about)


@require_POST
@staff_page("keep own notes")
def drop_own_draft(request: StaffRequest, membership: uuid.UUID) -> HttpResponse:
    """Throw drafts of new notes on this member away."""
    found = _led(request, membership)
    for draft in OwnDraft.objects.filter(author=request.by, membership=found, is_new=True):
        actions.drop_own_draft(draft, by=request.by, at=request.at)
    return redirect("notes:own_list", membership)


@require_POST
@staff_page("open own note")
def drop_own_draft_of_change(request: StaffRequest, own_note: uuid.UUID) -> HttpResponse:
    about = own.one(own_note, request.standing, at=request.at)
    for draft in OwnDraft.objects.filter(author=request.by, note_id=about.pk):
        actions.drop_own_draft(draft, by=request.by, at=request.at)
    return redirect("notes:own_note", about.pk)


def _keep_draft(request: StaffRequest, membership: Membership, about: OwnNote | None = None) -> HttpResponse:
    form = SealedForm(request.POST)
    if not form.is_valid():
        raise actions.NotSealed
    given = form.cleaned_data
    actions.keep_own_draft(
        membership, given["sealed"], note_id=given["note_id"], about=about, by=request.by, at=request.at
    )
    return JsonResponse({"said": _("Draft kept, sealed. Only you can open it.")})


def _led(request: StaffRequest, membership: uuid.UUID) -> Membership:
    rows = Membership.objects.filter(practice=request.practice).select_related("group", "member")
    found = get_object_or_404(rows, pk=membership)
    policy.require(request.standing, "keep own notes", group_id=found.group_id, at=request.at)
    return found


def _next(url: str) -> HttpResponse:
    """Where the page goes on, once the note is kept."""
    return leads_to(JsonResponse({"next": url}), url)
