"""The page behind a staff member's one-time link: a password is set by its button, never by looking."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from underrose.people import actions, forms, limits
from underrose.people.access import StaffRequest, public_page


@require_http_methods(["GET", "POST"])
@public_page("take staff link")
def staff_link(request: StaffRequest) -> HttpResponse:
    """Set a password. The link's secret stands in the address behind the #, which no server and no log sees."""
    if request.method == "GET":
        return render(request, "people/staff_link.html", {"form": forms.SetPassword()})
    limits.check("staff link", request, request.at)
    limits.count("staff link", request, request.at)
    secret = request.POST.get("secret", "")
    form = forms.SetPassword(request.POST, staff=actions.staff_of_link(secret, at=request.at))
    if form.is_valid():
        actions.take_staff_link(secret, password=form.cleaned_data["password"], at=request.at)
        return redirect("account_login")
    return render(request, "people/staff_link.html", {"form": form})
