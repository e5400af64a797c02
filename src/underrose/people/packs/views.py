"""Pages of the law: what it says here, each pack, the practice's choice; and for members, who must keep what."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from underrose.people import policy
from underrose.people.access import MemberRequest, StaffRequest, member_page, staff_page
from underrose.people.packs import actions, applying, pages, reading
from underrose.people.packs.forms import LawsForm


@require_safe
@staff_page("see law")
def law(request: StaffRequest) -> HttpResponse:
    """What the law says here, by topic, and how sure it is."""
    laws = applying.of(request.practice.pk)
    packs = applying.counting(laws)
    sections = pages.sections(packs, laws)
    shown = {
        "laws": laws,
        "lost": applying.lost(laws) if laws else (),
        "newer": applying.newer(laws),
        "packs": packs,
        "others": [pack for pack in reading.packs().values() if pack not in packs],
        "sections": sections,
        "unsure": pages.unsure(sections),
        "damaged": reading.damaged(),
        "may_choose": policy.may(request.standing, "choose laws", at=request.at),
    }
    return render(request, "packs/law.html", shown)


@require_safe
@staff_page("see law")
def place(request: StaffRequest, place: str) -> HttpResponse:
    """One pack, whole, whether it counts here or not."""
    pack = reading.packs().get(place)
    if pack is None:
        raise Http404
    sections = pages.sections((pack,), applying.of(request.practice.pk))
    shown = {"pack": pack, "sections": sections, "wider": applying.chain(place)[1:]}
    return render(request, "packs/place.html", shown)


@require_http_methods(["GET", "POST"])
@staff_page("choose laws")
def choose(request: StaffRequest) -> HttpResponse:
    """Which places count, and what the practice's own lawyer has read."""
    policy.require(request.by, "choose laws", at=request.at)
    form = LawsForm(request.POST or None, laws=applying.of(request.practice.pk))
    if request.method == "POST" and form.is_valid():
        actions.choose_laws(**form.cleaned_data, by=request.by, at=request.at)
        return redirect("packs:law")
    return render(request, "packs/choose.html", {"form": form}, status=422 if form.is_bound else 200)


@require_safe
@member_page("see law")
def who(request: MemberRequest) -> HttpResponse:
    """Who must keep what, in plain words. Where the practice hasn't said its law, what holds anywhere."""
    laws = applying.of(request.practice.pk)
    packs = applying.told(laws)
    shown = {"bound": pages.bound(packs, laws), "limits": pages.limits(packs, laws), "places": applying.named(laws)}
    return render(request, "packs/who.html", shown)
