"""A reader's own keys: see them, make one, change how it is wrapped, get it back, end it. The work is the page's."""

from __future__ import annotations

import uuid

from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from underrose.ground.page.once import once
from underrose.people.access import StaffRequest, staff_page
from underrose.people.readers import actions, forms, keys, telling, unlocking
from underrose.people.readers.models import ReaderKey, RecoverySheet, Use

_ACT = "keep own reader key"


@require_GET
@staff_page(_ACT)
def mine(request: StaffRequest) -> HttpResponse:
    """Both keys, their words, their sheets."""
    shown = {"cards": telling.cards(request.by), "reader": telling.told(request.by)}
    return render(request, "readers/mine.html", shown)


@require_http_methods(["GET", "POST"])
@staff_page(_ACT)
@once
def new(request: StaffRequest, *, use: str) -> HttpResponse:
    """Make a key, or the next one."""
    form = forms.NewKey(request.POST or None, own=use == Use.OWN)
    if form.is_valid():
        actions.make_key(form.cleaned_data["made"], use=use, by=request.by, at=request.at)
        return redirect("readers:mine")
    earlier = ReaderKey.objects.filter(staff=request.by, use=use).order_by("-epoch").first()
    shown = {"form": form, "use": use, "reader": telling.told(request.by), "earlier": earlier}
    return render(request, "readers/new.html", {**shown, "colleagues": telling.colleagues(request.by)})


@require_http_methods(["GET", "POST"])
@staff_page(_ACT)
@once
def passphrase(request: StaffRequest, key: uuid.UUID) -> HttpResponse:
    """Change the passphrase, by the old one."""
    return _change(request, _held(request, key), "passphrase", "readers/passphrase.html")


@require_http_methods(["GET", "POST"])
@staff_page(_ACT)
@once
def get_back(request: StaffRequest, key: uuid.UUID) -> HttpResponse:
    """A new passphrase, by the recovery sheets."""
    return _change(request, _held(request, key), "passphrase", "readers/get_back.html")


@require_http_methods(["GET", "POST"])
@staff_page(_ACT)
@once
def passkey(request: StaffRequest, key: uuid.UUID) -> HttpResponse:
    """Let a passkey unlock it too."""
    return _change(request, _held(request, key), "passkey", "readers/passkey.html")


@require_POST
@staff_page(_ACT)
def remove_passkeys(request: StaffRequest, key: uuid.UUID) -> HttpResponse:
    actions.remove_passkeys(_held(request, key), by=request.by, at=request.at)
    return redirect("readers:mine")


@require_http_methods(["GET", "POST"])
@staff_page(_ACT)
@once
def sheets(request: StaffRequest, key: uuid.UUID) -> HttpResponse:
    """New recovery sheets."""
    return _change(request, _held(request, key), "sheets", "readers/sheets.html")


@require_http_methods(["GET", "POST"])
@staff_page(_ACT)
def try_sheet(request: StaffRequest, sheet: uuid.UUID) -> HttpResponse:
    """Type a sheet's words once, to know today that they fit."""
    found = get_object_or_404(RecoverySheet, key__staff=request.by, ended_at=None, pk=sheet)
    form = forms.TrySheet(request.POST or None)
    if form.is_valid():
        actions.try_sheet(found, form.cleaned_data["proof"], by=request.by, at=request.at)
        return redirect("readers:mine")
    return render(request, "readers/try.html", {"form": form, "sheet": found})


@require_http_methods(["GET", "POST"])
@staff_page(_ACT)
def end(request: StaffRequest, key: uuid.UUID) -> HttpResponse:
    """End a key that is lost, or that somebody else may have."""
    found, form = _held(request, key), forms.EndKey(request.POST or None)
    if form.is_valid():
        actions.end_key(found, how=form.cleaned_data["how"], by=request.by, at=request.at)
        return redirect("readers:mine")
    return render(request, "readers/end.html", {"form": form})


@require_GET
@staff_page(_ACT)
def file(request: StaffRequest, key: uuid.UUID) -> HttpResponse:
    """The key as a file, still wrapped, to open things with it outside the browser."""
    answer = HttpResponse(telling.file_of(_held(request, key)), "application/json")
    answer["Content-Disposition"] = 'attachment; filename="key.json"'
    return answer


@require_POST
@staff_page(_ACT)
def unlocked(request: StaffRequest) -> HttpResponse:
    """Keep, give or forget the one-time key under which a tab keeps its unlocked key."""
    web, said = request.session, request.POST
    if "forget" in said:
        unlocking.forget(web)
        return JsonResponse({})
    if key := said.get("keep", "")[:64]:
        name, until = unlocking.keep(web, key, at=request.at)
        return JsonResponse({"id": name, "until": until})
    found = unlocking.ask(web, said.get("ask", ""), at=request.at)
    return JsonResponse({"key": found[0], "until": found[1]} if found else {}, status=200 if found else 410)


@require_http_methods(["GET", "POST"])
@staff_page("choose readers' suite")
def suite(request: StaffRequest) -> HttpResponse:
    """The practice's one suite."""
    form = forms.Suite(request.POST or None, initial={"suite": keys.suite_of(request.practice.pk)})
    if form.is_valid():
        actions.set_suite(request.practice, form.cleaned_data["suite"], by=request.by, at=request.at)
        return redirect("people:practice")
    return render(request, "readers/suite.html", {"form": form})


def _held(request: StaffRequest, key: uuid.UUID) -> ReaderKey:
    return get_object_or_404(ReaderKey, staff=request.by, pk=key)


def _change(request: StaffRequest, key: ReaderKey, shape: str, page: str) -> HttpResponse:
    form = forms.ChangeKey(request.POST or None, shape=shape, own=key.use == Use.OWN)
    if form.is_valid():
        change, got_back = form.cleaned_data["change"], form.cleaned_data["got_back"]
        match shape:
            case "passphrase":
                actions.change_passphrase(key, change, got_back=got_back, by=request.by, at=request.at)
            case "passkey":
                actions.add_passkey(key, change, by=request.by, at=request.at)
            case _:
                actions.make_sheets(key, change, by=request.by, at=request.at)
        return redirect("readers:mine")
    shown = {"form": form, "key": key, "use": key.use, "reader": telling.told(request.by)}
    shown |= {"sheets": keys.living_sheets(key), "colleagues": telling.colleagues(request.by)}
    return render(request, page, shown)
