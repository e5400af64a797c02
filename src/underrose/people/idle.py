"""The idle lock of staff sessions: a screen left alone asks for the password again, and loses nothing typed.

The lock page stands at the address that was asked for. What was being sent waits inside it and goes on after the
password. Members are never watched like this: no time is kept for them.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib import auth
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpResponse
from django.shortcuts import redirect, render

from underrose.people.forms import Unlock

DAY = timedelta(hours=12)
TRIES = 5
_SEEN_EVERY = 60  # seconds; the session row is written once a minute and not on each page


def begin(web: SessionBase, at: datetime) -> None:
    """A sign-in: the day starts here."""
    web["since"] = web["seen"] = int(at.timestamp())


def seen(web: SessionBase, at: datetime, *, by_itself: bool = False) -> None:
    """Note that somebody is here; lock if nobody was for too long. A page that asks `by_itself` is nobody."""
    moment = int(at.timestamp())
    if "since" not in web:
        begin(web, at)
    elif moment - web["seen"] > settings.IDLE_LOCK_MINUTES * 60:
        lock(web)
    elif moment - web["seen"] > _SEEN_EVERY and not by_itself and not is_locked(web):
        web["seen"] = moment


def lock(web: SessionBase) -> None:
    """Lock now: the `Lock` button, or a screen left alone."""
    web["locked"] = web.get("locked", 0) or 1


def is_locked(web: SessionBase) -> bool:
    return bool(web.get("locked"))


def is_over(web: SessionBase, at: datetime) -> bool:
    """Whether twelve hours have gone by since the sign-in."""
    return "since" in web and at.timestamp() - web["since"] > DAY.total_seconds()


def gate(request: Any) -> HttpResponse | None:
    """The lock page, or None once the right password came with what was being sent."""
    form = Unlock(request.POST if "unlock" in request.POST else None, staff=request.by)
    if not form.is_valid():
        if form.is_bound:
            request.session["locked"] += 1
        if request.session["locked"] > TRIES:
            auth.logout(request)
            return redirect("account_login")
        return render(request, "people/locked.html", {"form": form, "waiting": _waiting(request)})
    del request.session["locked"]
    request.session["seen"] = int(request.at.timestamp())
    return None if form.cleaned_data["sent_as"] == "POST" else redirect(request.get_full_path())


def _waiting(request: Any) -> list[tuple[str, str]]:
    """What was being sent, to go on with after the password. Files have to be chosen again."""
    if request.method != "POST" or request.POST.get("sent_as") == "GET":
        return []
    own = {"csrfmiddlewaretoken", "unlock", "sent_as"}
    return [(name, value) for name, values in request.POST.lists() if name not in own for value in values]
