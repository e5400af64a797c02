"""Tags and filters of every page: icons, state words, calm dates, and small helps for the parts.

Nothing here looks anything up; each shows what it is given.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import template
from django.templatetags.static import static
from django.utils import formats
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from underrose.ground.page import codes, icons, once

register = template.Library()

# How a state looks: its class and its sign. The sign says it without colour.
LOOK = {
    "in place": ("ok", "check"),
    "waiting": ("due", "dots"),
    "missing": ("no", "bang"),
    "note": ("note", "dash"),
}


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """An inline picture; hidden from screen readers unless it has a label of its own."""
    if label:
        return format_html(
            '<svg class="icon" viewBox="{}" role="img" aria-label="{}">{}</svg>', *icons.drawn(name, label)
        )
    return format_html('<svg class="icon" viewBox="{}" aria-hidden="true">{}</svg>', *icons.drawn(name))


@register.simple_tag
def tag(state: str, words: object) -> SafeString:
    """A state in words, on its colour."""
    return format_html('<span class="tag {}">{}</span>', LOOK.get(str(state), LOOK["note"])[0], words)


@register.simple_tag
def dot(state: str) -> SafeString:
    """The round sign before a check; its words are hidden but read out."""
    look, sign = LOOK.get(str(state), LOOK["note"])
    words = {"ok": _("In place"), "due": _("Waiting"), "no": _("Missing")}.get(look, "")
    return format_html(
        '<span class="dot {}">{}<span class="sr">{}</span></span>', look, icon(sign), words and f"{words}:"
    )


@register.simple_tag(takes_context=True)
def when(context: template.Context, moment: datetime | None, tz: str = "") -> SafeString | str:
    """A calm date: "today, 18:00", "tomorrow, 18:00", "Tue 3 March, 18:00"; the year only if it isn't this one's."""
    if moment is None:
        return ""
    request = context.get("request")
    zone = ZoneInfo(tz or getattr(getattr(request, "practice", None), "time_zone", None) or "UTC")
    # Without a request there is no "today"; then the day is written out.
    now = getattr(request, "at", None) or datetime.min.replace(tzinfo=zone)
    return format_html('<time datetime="{}">{}</time>', moment.isoformat(), calm(moment.astimezone(zone), now))


def calm(local: datetime, now: datetime) -> str:
    """The words of `when`; `local` is in the reader's zone."""
    now = now.astimezone(local.tzinfo)
    clock = formats.date_format(local, "H:i")
    days = (local.date() - now.date()) / timedelta(days=1)
    near = {-1: _("yesterday, %s"), 0: _("today, %s"), 1: _("tomorrow, %s")}.get(int(days))
    if near:
        return near % clock
    return formats.date_format(local, "D j F, H:i" if local.year == now.year else "D j F Y, H:i")


@register.filter
def words(text: str) -> list[str]:
    """A line of words as a list, for a loop."""
    return text.split()


@register.filter
def under(row: Sequence[Any], heads: Sequence[Any]) -> list[tuple[Any, Any]]:
    """Each cell of a row with the head it stands under."""
    return list(zip(heads, row, strict=True))


@register.simple_tag
def static_of(room: str, name: str, kind: str) -> str:
    """The address of a room's static file."""
    return static(f"{room}/{name}.{kind}")


@register.filter
def plain_svg(svg: str) -> SafeString:
    """An SVG that a library of ours drew (a QR code), without its XML heading. Never for what a person sent."""
    return mark_safe(svg[svg.index("<svg") :])  # noqa: S308


@register.simple_tag
def form_key() -> SafeString:
    """The one-time key of a form that makes something; see `page.once`."""
    return format_html('<input type="hidden" name="{}" value="{}">', once.KEY, secrets.token_urlsafe(16))


@register.simple_tag
def scan(text: str, label: str) -> SafeString:
    """A QR code to scan, with words for who can't see it."""
    return codes.scan(text, label)
