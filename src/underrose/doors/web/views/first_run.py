"""The first run: an empty house is opened by the one-time address that the terminal printed, and by nothing else.

Practice and first account come to be together, in one act. Then the address is spent and everything further needs a
sign-in.
"""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from underrose.doors.web.forms import FirstAccount
from underrose.ground.database import first_run_token
from underrose.ground.refusal import Absent
from underrose.people import actions, limits
from underrose.people.access import public_page
from underrose.people.forms import About, Link
from underrose.people.models import Staff


@require_http_methods(["GET", "POST"])
@public_page("first run")
def first_run(request: Any) -> HttpResponse:
    """Where the printed address leads. Its button shows that one holds the address."""
    _only_while_empty()
    if request.method == "GET":
        return render(request, "web/first_run.html", {"form": Link(), "is_open": _is_open(request)})
    limits.check("first run", request, request.at)
    secret = request.POST.get("secret", "")
    if not first_run_token.token_is(secret):
        limits.count("first run", request, request.at)
        said = _("That isn't the address the terminal printed last. Start Underrose again and open the new one.")
        return render(request, "web/first_run.html", {"form": Link(), "said": said})
    request.session["first run"] = secret
    return redirect("first_run")


@require_http_methods(["GET", "POST"])
@public_page("first run")
def practice(request: Any) -> HttpResponse:
    """Name, label and time zone; kept until the account is made."""
    _only_the_holder(request)
    form = About(request.POST or None, initial=request.session.get("practice"))
    if form.is_valid():
        request.session["practice"] = form.cleaned_data
        return redirect("first_account")
    return render(request, "web/first_practice.html", {"form": form})


@require_http_methods(["GET", "POST"])
@public_page("first run")
def account(request: Any) -> HttpResponse:
    """The first account. With it the house is claimed and the printed address is spent."""
    _only_the_holder(request)
    if "practice" not in request.session:
        return redirect("first_practice")
    form = FirstAccount(request.POST or None)
    if not form.is_valid():
        return render(request, "web/first_account.html", {"form": form})
    staff = actions.open_house(request.session["practice"], form.cleaned_data, at=request.at)
    first_run_token.spend()
    request.session.flush()
    request.session["back"] = reverse("setup")
    get_adapter().login(request, staff)
    return redirect("mfa_activate_totp")


def _only_while_empty() -> None:
    if Staff.objects.exists():
        raise Absent


def _is_open(request: Any) -> bool:
    return first_run_token.token_is(request.session.get("first run", ""))


def _only_the_holder(request: Any) -> None:
    _only_while_empty()
    if not _is_open(request):
        raise Absent
