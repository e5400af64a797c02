"""A member's own pages: how they may be reached."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from underrose.ground.outbox import channels
from underrose.ground.vault import sealing
from underrose.people import actions, forms
from underrose.people.access import MemberRequest, member_page
from underrose.people.reaching import ContactRules


@require_http_methods(["GET", "POST"])
@member_page("set contact rules")
def contact(request: MemberRequest) -> HttpResponse:
    """How we may reach them; all of it can stay empty."""
    held = sealing.open_all(request.by)
    rules = ContactRules.read(held["contact_rules"])
    now = {"mail": held["mail"], "phone": held["phone"], **rules.as_dict()}
    form = forms.Contact(request.POST or None, initial=now)
    if form.is_valid():
        asked = form.cleaned_data
        rules = ContactRules(asked["channel"], asked["voicemail"], asked["hours"])
        actions.set_contact(
            request.by, mail=asked["mail"], phone=asked["phone"], rules=rules, by=request.by, at=request.at
        )
        return redirect("start")
    ways = {channel: channels.is_set_up(channel, request.practice.pk) for channel in ("mail", "sms")}
    return render(request, "people/contact.html", {"form": form, "ways": ways})
