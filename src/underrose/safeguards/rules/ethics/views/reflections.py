"""Pages of an author's own reflections. Sealed in the browser; the server takes and gives sealed texts."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from underrose.ground.ledger import recording
from underrose.ground.page.once import leads_to, once
from underrose.groups.models import Group
from underrose.people import policy
from underrose.people.access import StaffRequest, staff_page
from underrose.people.readers import own, telling
from underrose.safeguards.rules.ethics import reading
from underrose.safeguards.rules.ethics.actions import reflections as acting
from underrose.safeguards.rules.ethics.forms import SealedForm
from underrose.safeguards.rules.ethics.models import Reflection


@require_GET
@staff_page("open reflection")
def reflections(request: StaffRequest) -> HttpResponse:
    """The author's own, newest first; the browser opens them."""
    asked = request.GET.get("from", "")
    start = int(asked) if asked.isdecimal() and len(asked) < 6 else 0
    kept, has_more = reading.reflections(request.standing, start=start, at=request.at)
    groups = list(Group.objects.seen_by(request.standing).living())
    names = reading.places(groups, request.standing)
    shown = {"kept": kept, "has_more": has_more, "older": start + reading.A_PAGE, "reader": telling.told(request.by)}
    shown |= {"groups": [(group, names[group.pk]) for group in groups], "has_key": reading.has_key(request.by)}
    return render(request, "ethics/reflections.html", shown)


@require_http_methods(["GET", "POST"])
@staff_page("keep reflections")
@once
def write(request: StaffRequest, group: uuid.UUID) -> HttpResponse:
    """Write one. Without a key: what these are, and where to make it."""
    found = _group(request, group)
    form = SealedForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        acting.keep_reflection(
            found, given["sealed"], reflection_id=given["reflection_id"], by=request.by, at=request.at
        )
        url = reverse("ethics:reflections")
        return leads_to(JsonResponse({"next": url}), url)
    if request.method == "POST":
        raise own.NotSealed
    draft = reading.draft_of(found, request.by)
    reflection_id = draft.reflection_id if draft else uuid.uuid4()
    recording.viewed("own reflection being written", by=request.by, at=request.at, about=found)
    shown = {
        "group": found,
        "where": reading.places([found], request.standing)[found.pk],
        "reflection_id": reflection_id,
        "info": acting.info(found.pk, reflection_id),
        "draft_info": acting.draft_info(found.pk, reflection_id),
        "draft": draft.sealed if draft else "",
        "has_key": reading.has_key(request.by),
        "reader": telling.told(request.by),
    }
    return render(request, "ethics/reflect.html", shown)


@require_POST
@staff_page("keep reflections")
def keep_draft(request: StaffRequest, group: uuid.UUID) -> HttpResponse:
    """Keep it as far as it is written, sealed."""
    found = _group(request, group)
    form = SealedForm(request.POST)
    if not form.is_valid():
        raise own.NotSealed
    given = form.cleaned_data
    acting.keep_draft(found, given["sealed"], reflection_id=given["reflection_id"], by=request.by, at=request.at)
    return JsonResponse({"said": _("Draft kept, sealed. Only you can open it.")})


@require_POST
@staff_page("keep reflections")
def drop_draft(request: StaffRequest, group: uuid.UUID) -> HttpResponse:
    acting.drop_draft(_group(request, group), by=request.by, at=request.at)
    return redirect("ethics:reflections")


@require_POST
@staff_page("destroy reflection")
def destroy(request: StaffRequest, reflection: uuid.UUID) -> HttpResponse:
    """The author wants one of their own gone."""
    own_ones = Reflection.objects.filter(author=request.by)
    acting.destroy(get_object_or_404(own_ones, pk=reflection), by=request.by, at=request.at)
    messages.success(request, _("It is gone for good. Copies can’t open it either once seven days have passed."))
    return redirect("ethics:reflections")


def _group(request: StaffRequest, group: uuid.UUID) -> Group:
    found = Group.objects.one_seen_by(request.standing, group)
    policy.require(request.standing, "keep reflections", group_id=found.pk, at=request.at)
    return found
