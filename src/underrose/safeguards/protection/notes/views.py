"""Pages of progress notes: the notes on one member, one note with its history, the page where a note is written."""

from __future__ import annotations

import uuid

from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from underrose.ground.page.once import once
from underrose.groups import linter
from underrose.groups.models import Membership
from underrose.people import policy
from underrose.people.access import StaffRequest, staff_page
from underrose.safeguards.protection.notes import actions, reading
from underrose.safeguards.protection.notes.forms import ChangeForm, NoteForm, SharingForm
from underrose.safeguards.protection.notes.models import ProgressNote, Sharing


@require_GET
@staff_page("open notes")
def notes(request: StaffRequest, membership: uuid.UUID) -> HttpResponse:
    """The notes on one member that this viewer may read, newest first."""
    asked = request.GET.get("from", "")
    start = int(asked) if asked.isdecimal() and len(asked) < 6 else 0
    pile = reading.pile(_membership(request, membership), request.standing, start=start, at=request.at)
    return render(request, "notes/notes.html", {"pile": pile, "older": start + reading.A_PAGE})


@require_GET
@staff_page("see progress notes")
def note(request: StaffRequest, note: uuid.UUID) -> HttpResponse:
    """One note with everything that it said before."""
    found = reading.one(request.practice.pk, note)
    name, versions = reading.history(found, request.standing, at=request.at)
    return render(request, "notes/note.html", {"name": name, "note": found, "versions": versions})


@require_http_methods(["GET", "POST"])
@staff_page("write progress note")
@once
def write(request: StaffRequest, membership: uuid.UUID) -> HttpResponse:
    """A new note. What was begun stands there again."""
    found = _membership(request, membership)
    policy.require(request.standing, "write progress note", group_id=found.group_id, at=request.at)
    form = _form(request, found, NoteForm)
    if form.is_valid() and not form.points_at(linter.named(found, form.words.values())):
        pointed_at = len(form.named)
        actions.keep_note(
            found, form.words, session_id=form.session_id, pointed_at=pointed_at, by=request.by, at=request.at
        )
        return redirect("notes:list", found.pk)
    return _page(request, found, form)


@require_http_methods(["GET", "POST"])
@staff_page("change progress note")
@once
def change(request: StaffRequest, note: uuid.UUID) -> HttpResponse:
    """A note written anew by its author. What it said stays."""
    about = _own(request, note)
    found = about.folder.membership
    form = _form(request, found, ChangeForm, about)
    if form.is_valid() and not form.points_at(linter.named(found, form.words.values())):
        words = {"why": form.cleaned_data["why"], "seen": form.cleaned_data["seen"], "pointed_at": len(form.named)}
        actions.change_note(about, form.words, **words, by=request.by, at=request.at)
        return redirect("notes:note", about.pk)
    return _page(request, found, form, about)


@require_POST
@staff_page("write progress note")
def draft(request: StaffRequest, membership: uuid.UUID) -> HttpResponse:
    """Keep what is written so far, as a draft."""
    return _keep_draft(request, _membership(request, membership))


@require_POST
@staff_page("change progress note")
def draft_of_change(request: StaffRequest, note: uuid.UUID) -> HttpResponse:
    """Keep what is changed so far, as a draft."""
    about = _own(request, note)
    return _keep_draft(request, about.folder.membership, about)


@require_POST
@staff_page("write progress note")
def drop_draft(request: StaffRequest, membership: uuid.UUID) -> HttpResponse:
    found = _membership(request, membership)
    actions.drop_draft(found, by=request.by, at=request.at)
    return redirect("notes:list", found.pk)


@require_POST
@staff_page("change progress note")
def drop_draft_of_change(request: StaffRequest, note: uuid.UUID) -> HttpResponse:
    about = _own(request, note)
    actions.drop_draft(about.folder.membership, note=about, by=request.by, at=request.at)
    return redirect("notes:note", about.pk)


@require_POST
@staff_page("share progress notes")
def share(request: StaffRequest, membership: uuid.UUID) -> HttpResponse:
    """Let a co-facilitator read the notes on this member."""
    found = _membership(request, membership)
    policy.require(request.standing, "share progress notes", group_id=found.group_id, at=request.at)
    form = SharingForm(request.POST, staff=actions.co_facilitators(found, at=request.at))
    if not form.is_valid():
        raise actions.NotACoFacilitator
    actions.share(found, form.cleaned_data["staff"], by=request.by, at=request.at)
    return redirect("notes:list", found.pk)


@require_POST
@staff_page("share progress notes")
def end_sharing(request: StaffRequest, sharing: uuid.UUID) -> HttpResponse:
    found = get_object_or_404(Sharing.objects.select_related("folder"), practice=request.practice, pk=sharing)
    actions.end_sharing(found, by=request.by, at=request.at)
    return redirect("notes:list", found.folder.membership_id)


@require_http_methods(["GET", "POST"])
@staff_page("give progress notes")
@once
def give_copy(request: StaffRequest, membership: uuid.UUID) -> HttpResponse:
    """Asked once more, with the names of others that stand in the notes; then the member's download holds them."""
    found = _membership(request, membership)
    policy.require(request.standing, "give progress notes", group_id=found.group_id, at=request.at)
    if request.method == "POST":
        actions.give_copy(found, by=request.by, at=request.at)
        return redirect("notes:list", found.pk)
    name, count, named = reading.before_giving(found, request.standing, at=request.at)
    shown = {"membership": found, "name": name, "count": count, "named": named}
    return render(request, "notes/give.html", shown)


def _membership(request: StaffRequest, membership: uuid.UUID) -> Membership:
    rows = Membership.objects.filter(practice=request.practice).select_related("group", "member")
    return get_object_or_404(rows, pk=membership)


def _own(request: StaffRequest, note: uuid.UUID) -> ProgressNote:
    """A note of this author's, in a group that they still lead."""
    found = reading.one(request.practice.pk, note)
    where = {"group_id": found.folder.membership.group_id}
    policy.require(request.standing, "write progress note", **where, at=request.at)
    policy.require(request.standing, "change progress note", **where, staff_id=found.author_id, at=request.at)
    return found


def _form(
    request: StaffRequest, membership: Membership, shape: type[NoteForm], about: ProgressNote | None = None
) -> NoteForm:
    sessions = reading.sessions_to_choose(membership, at=request.at)
    initial: dict[str, object] = {}
    if request.method == "GET":
        begun = reading.draft_of(membership, about, request.by)
        now = actions.opened(about.versions.get(number=about.number)) if about else {}
        initial = {**now, **(begun.opened() if begun else {}), "seen": about.number if about else None}
        chosen = begun.session_id if begun else (sessions[0].pk if sessions and not about else None)
        initial["session"] = str(chosen or "")
    form = shape(request.POST or None, sessions=sessions, initial=initial)
    if about:
        form.fields.pop("session", None)
    return form


def _page(
    request: StaffRequest, membership: Membership, form: NoteForm, about: ProgressNote | None = None
) -> HttpResponse:
    name = reading.name_to_write_on(membership, about=about, by=request.by, at=request.at)
    shown = {
        "form": form,
        "name": name,
        "membership": membership,
        "note": about,
        "draft": reading.draft_of(membership, about, request.by),
    }
    return render(request, "notes/write.html", shown)


def _keep_draft(request: StaffRequest, found: Membership, about: ProgressNote | None = None) -> HttpResponse:
    form = NoteForm(request.POST, sessions=reading.sessions_to_choose(found, at=request.at))
    form.full_clean()
    # Without a valid session the words still count: a draft must lose nothing.
    words = {part: request.POST.get(part, "") for part in form.words}
    actions.keep_draft(found, words, session_id=form.session_id, note=about, by=request.by, at=request.at)
    if request.headers.get("Accept") == "application/json":
        return JsonResponse({"said": _("Draft kept. Only you see it.")})
    return redirect("notes:list", found.pk)
