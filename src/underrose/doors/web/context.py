"""What every page's shell shows: who is here, where they may go, the example's banner.

No query but in an example that `underrose demo` started: it shows what `people.middleware.Who` has found out already,
and is safe on a page where nothing was found.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, resolve, reverse
from django.utils.functional import Promise, SimpleLazyObject
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from underrose.doors.demo import people
from underrose.people import policy
from underrose.people.models import Standing

# In the order of the evening. A room that isn't mounted is left out.
ROOMS: tuple[tuple[str | Promise, str], ...] = (
    (gettext_lazy("Groups"), "rose:tonight"),
    (gettext_lazy("Cases"), "accountability:inbox"),
    (gettext_lazy("Feedback"), "feedback:list"),
    (gettext_lazy("Training"), "training:list"),
    (gettext_lazy("Practice"), "people:practice"),
)
MINE: tuple[tuple[str | Promise, str], ...] = (
    (gettext_lazy("Privacy desk"), "protection:desk"),
    (gettext_lazy("Ethics desk"), "ethics:desk"),
    (gettext_lazy("Who looked at whom"), "protection:looks"),
    (gettext_lazy("Ties that you look at"), "ties:reviews"),
    (gettext_lazy("What the law says here"), "packs:law"),
    (gettext_lazy("Your reader keys"), "readers:mine"),
    (gettext_lazy("Your sign-in"), "mfa_index"),
    (gettext_lazy("Your password"), "account_change_password"),
)

# Rooms without a word of their own in the bar: they are reached from a group, or from somebody in it.
_FROM_A_GROUP = frozenset(
    "groups roster rules ties agreements reminders protection emergency disclosures retention notes circle".split()
)

# Pages above the rooms, and the room that they are reached from.
PLACED = dict.fromkeys(
    "setup sheet type_back shares share_back lock_house setup_mail setup_restore".split(),
    "people",
)


@dataclass(frozen=True, slots=True)
class Item:
    """One way on."""

    label: str | Promise
    url: str
    is_here: bool = False


def shell(request: HttpRequest) -> dict[str, Any]:
    """The context `shell`; empty words where nobody is signed in."""
    standing: Standing | None = getattr(request, "standing", None)
    practice = getattr(request, "practice", None)
    return {
        "shell": {
            "who": standing.staff.name if standing else "",
            "nav": _items(ROOMS, request, standing) if standing else (),
            "mine": _items(MINE, request, standing) if standing else (),
            "practice": practice.label if practice else "",
            "example": _("An example. Nobody here is real.") if practice and practice.is_example else "",
            "switch": SimpleLazyObject(lambda: _switch(request)) if settings.EXAMPLE_SWITCH else {},
            "neutral": settings.LEAVE_TO,
            "idle_minutes": settings.IDLE_LOCK_MINUTES,
        }
    }


def _switch(request: HttpRequest) -> dict[str, Any]:
    """Whom a newcomer may be in the example in one click; nothing where the switch doesn't exist."""
    if not people.is_on(request):
        return {}
    return {"staff": people.staff(), "phone": people.second_window(request)}


def _items(places: Iterable[tuple[str | Promise, str]], request: HttpRequest, standing: Standing) -> tuple[Item, ...]:
    match = request.resolver_match
    here = (match.namespace or PLACED.get(match.url_name or "")) if match else None
    found = ((label, name, _url(name)) for label, name in places)
    return tuple(
        Item(label, url, is_here=bool(here) and _is_in(here, name))
        for label, name, url in found
        if url and _may_open(url, standing)
    )


def _is_in(namespace: str | None, name: str) -> bool:
    room = name.split(":")[0]
    return namespace == room or (room == "rose" and namespace in _FROM_A_GROUP)


def _url(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def _may_open(url: str, standing: Standing) -> bool:
    """Whether any role this person has now may open the page at all; the page itself decides in full."""
    act = getattr(resolve(url).func, "act", None)
    table = getattr(policy, "TABLE", {})
    return act not in table or not {*standing.roles, *standing.groups.values()}.isdisjoint(table[act])
