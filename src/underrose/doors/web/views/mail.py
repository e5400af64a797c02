"""Mail on the set-up list: set it, try it, or have none."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from underrose.doors.web import answers, tasks
from underrose.doors.web.mail_forms import MailForm, TryMail
from underrose.ground.outbox import servers
from underrose.people import actions, limits
from underrose.people.access import StaffRequest, staff_page


@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
@staff_page("set mail")
def mail(request: StaffRequest) -> HttpResponse:
    """The practice's mail server; or that the operator has set one for the whole house."""
    form = MailForm(request.POST or None, held=servers.readable(request.practice.pk))
    if form.is_valid():
        actions.set_mail(request.practice, form.server, by=request.by, at=request.at)
        return redirect("setup_mail")
    return _page(request, form=form)


@require_POST
@staff_page("try mail")
def try_mail(request: StaffRequest) -> HttpResponse:
    """One message now, and what the server answered to it."""
    form = TryMail(request.POST)
    if not form.is_valid():
        return _page(request, trying=form)
    limits.check("try mail", request, request.at)
    limits.count("try mail", request, request.at)
    answer = actions.try_mail(request.practice, form.cleaned_data["address"], by=request.by, at=request.at)
    return _page(request, trying=form, answer=answers.said(answer))


@require_POST
@staff_page("remove mail")
def remove_mail(request: StaffRequest) -> HttpResponse:
    actions.remove_mail(request.practice, by=request.by, at=request.at)
    return redirect("setup_mail")


def _page(request: StaffRequest, *, form: MailForm | None = None, trying: TryMail | None = None, **more: Any) -> Any:
    held = servers.readable(request.practice.pk)
    shown = {
        "mail": tasks.mail(request.practice),
        "by_operator": bool(settings.MAIL_SERVER),
        "is_example": request.practice.is_example,
        "form": form or MailForm(held=held),
        "trying": trying or TryMail(initial={"address": request.by.email}),
    }
    wrong = any(one is not None and one.errors for one in (form, trying))
    return render(request, "web/mail.html", {**shown, **more}, status=422 if wrong else 200)
