"""Papers that bring the root key back, and closing the house at once."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from underrose.doors.web.forms import ShareWords
from underrose.ground.page import codes
from underrose.ground.page.once import leads_to, once
from underrose.ground.vault import gate
from underrose.ground.vault import shares as vault
from underrose.people import actions
from underrose.people.access import StaffRequest, staff_page


@require_GET
@staff_page("keep recovery sheet")
def shares(request: StaffRequest) -> HttpResponse:
    """Which shares there are, and which were tried."""
    return render(request, "web/shares.html", {"shares": vault.known(), "needed": vault.NEEDED, "count": vault.COUNT})


@require_POST
@staff_page("keep recovery sheet")
@once
def make_shares(request: StaffRequest) -> HttpResponse:
    """New shares on paper. Shown this once, because the house keeps none."""
    made = actions.make_shares(request.practice, by=request.by, at=request.at)
    papers = [(share, codes.scan(share.text, _("The same words, to scan"))) for share in made]
    page = render(request, "web/shares_print.html", {"papers": papers, "needed": vault.NEEDED, "count": vault.COUNT})
    return leads_to(page, reverse("shares"))


@require_http_methods(["GET", "POST"])
@staff_page("keep recovery sheet")
def share_back(request: StaffRequest) -> HttpResponse:
    """One share typed back, so that its paper is known to be right before it is needed."""
    form = ShareWords(request.POST or None)
    if form.is_valid():
        try:
            actions.check_share(request.practice, form.cleaned_data["words"], by=request.by, at=request.at)
        except vault.ShareRefused as refusal:  # beside the field, because it is mended there
            form.add_error("words", str(refusal.said))
        else:
            return redirect("shares")
    return render(request, "web/share_back.html", {"form": form})


@require_http_methods(["GET", "POST"])
@staff_page("lock house")
def lock(request: StaffRequest) -> HttpResponse:
    """Close the house for everybody, and see what everybody sees from now on."""
    if request.method == "GET":
        return render(request, "web/lock.html")
    actions.lock_house(request.practice, by=request.by, at=request.at)
    return gate.locked_page()
