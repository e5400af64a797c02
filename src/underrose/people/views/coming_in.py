"""How members come in: by card, by code, by a link's button. No answer tells whether an address is known here."""

from __future__ import annotations

import uuid

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from underrose.ground.outbox import channels
from underrose.people import actions, cards, forms, limits, member_session, reaching
from underrose.people.access import MemberRequest, public_page


@require_http_methods(["GET", "POST"])
@public_page("join")
def join(request: MemberRequest) -> HttpResponse:
    """A card's page. Looking at it uses nothing up: only its button lets somebody in."""
    form = forms.Join(request.POST or None)
    if form.is_valid():
        if not form.cleaned_data["secret"]:  # nobody guesses 128 bits: a card's picture opens however many others try
            limits.check("card", request, request.at)
        member = cards.member_of(secret=form.cleaned_data["secret"], code=form.cleaned_data["code"])
        if member:
            actions.join(member, at=request.at)
            member_session.begin(request, member, shared=form.cleaned_data["shared"], at=request.at)
            return redirect("start")
        limits.count("card", request, request.at)
        form.add_error("code", _("No card has this code. It may have been replaced: ask for a new one in the room."))
    return render(request, "people/join.html", {"form": form})


@require_http_methods(["GET", "POST"])
@public_page("ask for sign-in code")
def come_back(request: MemberRequest) -> HttpResponse:
    """Ask for a code. The next page is the same for every address."""
    ways = channels.anywhere()
    form = forms.Back(request.POST or None)
    if any(ways.values()) and form.is_valid():
        address = form.cleaned_data["address"]
        limits.check("ask", request, request.at, about=reaching.one_form(address))
        limits.count("ask", request, request.at, about=reaching.one_form(address))
        request.session["asking"] = str(actions.ask_for_code(address, at=request.at))
        return redirect("people:code")
    return render(request, "people/come_back.html", {"form": form, "ways": ways, "link": forms.Link()})


@require_http_methods(["GET", "POST"])
@public_page("ask for sign-in code")
def code(request: MemberRequest) -> HttpResponse:
    """Type the six figures."""
    if "asking" not in request.session:
        return redirect("people:come_back")
    form = forms.Code(request.POST or None)
    if form.is_valid():
        limits.check("code", request, request.at)
        limits.count("code", request, request.at)
        asking = uuid.UUID(request.session["asking"])
        try:
            member = actions.take_code(asking, form.cleaned_data["code"], at=request.at)
        except actions.WrongCode as refusal:  # beside the field, because it is mended there
            form.add_error("code", refusal.said)
        else:
            member_session.begin(request, member, shared=form.cleaned_data["shared"], at=request.at)
            return redirect("start")
    return render(request, "people/code.html", {"form": form})


@require_POST
@public_page("ask for sign-in code")
def link(request: MemberRequest) -> HttpResponse:
    """The button behind a link."""
    form = forms.Link(request.POST)
    limits.check("code", request, request.at)
    if not form.is_valid():
        return redirect("people:come_back")
    member = actions.take_link(form.cleaned_data["secret"], at=request.at)
    member_session.begin(request, member, shared=form.cleaned_data["shared"], at=request.at)
    return redirect("start")
