"""The start page: where each of us lands."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_GET

from underrose.people.access import public_page, to_sign_in
from underrose.people.models import Member, Practice, Staff


@require_GET
@public_page("start")
def start(request: Any) -> HttpResponse:
    """To tonight for staff, to their own page for members; on an empty house, how it is opened."""
    match request.by:
        case Staff():
            return redirect(_first_mounted("rose:tonight", "people:practice"))
        case Member():
            return redirect(_first_mounted("groups:home", "people:contact"))
    if Practice.objects.exists():
        return to_sign_in(request)
    return render(request, "web/empty_house.html")


def _first_mounted(*names: str) -> str:
    for name in names:
        try:
            return reverse(name)
        except NoReverseMatch:
            continue
    return reverse("mfa_index")
