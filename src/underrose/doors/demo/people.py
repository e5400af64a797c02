"""Who a newcomer may be in the example, and whether the switch exists at all.

The switch is there for a house that `underrose demo` started, on loopback, with an example in it; and nowhere else.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http.request import split_domain_port
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from underrose.ground.vault import sealing
from underrose.groups.models import Membership
from underrose.people.models import Assignment, Practice, Role, Staff

LOOPBACK = frozenset({"127.0.0.1", "::1"})
HOSTS = frozenset({"127.0.0.1", "localhost", "[::1]"})
PROXY_SAYS = frozenset(
    {"HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_HOST", "HTTP_FORWARDED", "HTTP_X_REAL_IP", "HTTP_VIA"}
)


@dataclass(frozen=True, slots=True)
class Someone:
    """A name, what they are there, and the address that makes one them."""

    name: str
    part: str | Promise
    url: str


def is_on(request: Any) -> bool:
    """Whether this very request may switch. Asks nothing of the database unless the program was started for it."""
    return bool(
        settings.EXAMPLE_SWITCH
        and request.META.get("REMOTE_ADDR") in LOOPBACK
        and request.META.keys().isdisjoint(PROXY_SAYS)
        and split_domain_port(request.get_host())[0] in HOSTS
        and Practice.objects.filter(is_example=True).exists()
    )


def staff() -> list[Someone]:
    roles: dict[Any, list[str]] = {}
    for staff_id, role in Assignment.objects.order_by("since").values_list("staff", "role"):
        if role not in roles.setdefault(staff_id, []):
            roles[staff_id].append(role)
    return [
        Someone(
            person.name,
            ", ".join(str(Role(role).label) for role in roles.get(person.pk, [])),
            reverse("demo:be_staff", args=[person.pk]),
        )
        for person in Staff.objects.filter(is_active=True).order_by("made_at")
    ]


def members() -> list[Someone]:
    found = list(Membership.objects.current().select_related("group").order_by("since"))
    names = sealing.reveal_many(found, "chosen_name")
    titles = sealing.reveal_many({row.group_id: row.group for row in found}.values(), "title")
    return [
        Someone(
            names[row.pk] or str(_("No name yet")),
            titles[row.group_id],
            reverse("demo:be_member", args=[row.member_id]),
        )
        for row in found
    ]


def second_window(request: Any) -> str:
    """The same house under its other loopback name: cookies are kept by name, so it can be somebody else at once."""
    host, _colon, port = request.get_host().partition(":")
    other = "localhost" if host == "127.0.0.1" else "127.0.0.1"
    return f"{urlsplit(settings.PUBLIC_URL).scheme}://{other}:{port}{reverse('demo:phone')}"
