"""`{% load rose %}{% rose picture %}` draws a rose with its table hidden from eyes but there for ears."""

from __future__ import annotations

from typing import Any

from django import template

from underrose.rose.picture import Picture

register = template.Library()


@register.inclusion_tag("rose/_rose.html")
def rose(picture: Picture, shows_table: bool = False) -> dict[str, Any]:
    """The picture; with `shows_table` its table stands below for all, else for screen readers alone."""
    return {"picture": picture, "shows_table": shows_table}
