"""A member's own pages: how they may be reached, that an address is theirs, whom to call, where they are now."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from underrose.ground.outbox import channels
from underrose.ground.vault import sealing
from underrose.people import actions, forms, limits, queries, reaching
from underrose.people.access import MemberRequest, member_page
from underrose.people.reaching import ContactRules


@require_http_methods(["GET", "POST"])
@member_page("set contact rules")
def contact(request: MemberRequest) -> HttpResponse:
    """How we may reach them; all of it can stay empty. A new address is asked to be confirmed at once."""
    held = sealing.open_all(request.by)
    rules = ContactRules.read(held["contact_rules"])
    now = {"mail": held["mail"], "phone": held["phone"], "mail_name": held["mail_name"], **rules.as_dict()}
    form = forms.Contact(request.POST or None, initial=now)
    if form.is_valid():
        asked = form.cleaned_data
        addresses = {"mail": asked["mail"], "phone": asked["phone"], "mail_name": asked["mail_name"]}
        actions.set_contact(request.by, **addresses, rules=form.rules(), by=request.by, at=request.at)
        return _on_to_confirm(request)
    ways = {channel: channels.is_set_up(channel, request.practice.pk) for channel in ("mail", "sms")}
    said = {"form": form, "ways": ways, "is_due": reaching.is_overdue(request.by.rules_said_at, request.at)}
    return render(request, "people/contact.html", {**said, "lines": reaching.said(rules)})


@require_POST
@member_page("set contact rules")
def contact_holds(request: MemberRequest) -> HttpResponse:
    """ "Yes, that is still right.\""""
    actions.say_contact_again(request.by, by=request.by, at=request.at)
    return _on_to_confirm(request)


@require_http_methods(["GET", "POST"])
@member_page("set contact rules")
def confirm(request: MemberRequest) -> HttpResponse:
    """The six figures that came to the address. Wrong ones are told beside the field."""
    waiting = queries.contact_code(request.by, at=request.at)
    if waiting is None and not queries.can_confirm(request.by):
        return redirect("people:contact")
    form = forms.ConfirmCode(request.POST or None)
    if form.is_valid():
        try:
            actions.confirm_contact(request.by, form.cleaned_data["code"], by=request.by, at=request.at)
        except (actions.WrongCode, actions.CodeOver) as refusal:
            form.add_error("code", str(refusal.said))
        else:
            return redirect("start")
    return render(request, "people/confirm.html", {"form": form, "waiting": waiting})


@require_POST
@member_page("set contact rules")
def confirm_anew(request: MemberRequest) -> HttpResponse:
    """Another code, in place of the last."""
    return _on_to_confirm(request)


@require_http_methods(["GET", "POST"])
@member_page("set emergency contact")
def emergency(request: MemberRequest) -> HttpResponse:
    """Whom to call when they are in danger; all of it can stay empty."""
    form = forms.SomeoneToCall(request.POST or None, initial=queries.emergency_contact(request.by))
    if form.is_valid():
        actions.set_emergency_contact(request.by, **form.cleaned_data, by=request.by, at=request.at)
        return redirect("start")
    return render(request, "people/emergency.html", {"form": form})


@require_http_methods(["GET", "POST"])
@member_page("say where one is")
def where(request: MemberRequest) -> HttpResponse:
    """Where they are now, for this evening."""
    now = queries.whereabouts(request.by, at=request.at)
    form = forms.WhereNow(request.POST or None, initial={"place": now})
    if form.is_valid():
        actions.say_where(request.by, form.cleaned_data["place"], by=request.by, at=request.at)
        return redirect("start")
    return render(request, "people/where.html", {"form": form, "is_said": bool(now)})


@require_POST
@member_page("say where one is")
def where_no_more(request: MemberRequest) -> HttpResponse:
    """They take it back."""
    actions.forget_where(request.by, by=request.by, at=request.at)
    return redirect("start")


def _on_to_confirm(request: MemberRequest) -> HttpResponse:
    """To the page for the code if one is on its way now, else to their own page. Nobody's mailbox is flooded."""
    address = queries.unconfirmed_address(request.by)
    if not address:
        return redirect("start")
    limits.check("ask", request, request.at, about=reaching.one_form(address))
    limits.count("ask", request, request.at, about=reaching.one_form(address))
    comes_at = actions.ask_to_confirm(request.by, by=request.by, at=request.at)
    return redirect("people:confirm" if comes_at else "start")
