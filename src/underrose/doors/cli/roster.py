"""A roster brought in from the command line: the same acts as on the page, in the name of somebody who may."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import click
from django.conf import settings
from django.urls import reverse

from underrose.ground import clock
from underrose.groups.models import Group
from underrose.groups.roster import actions, preview
from underrose.people.models import Assignment, Role, Staff


def bring(data: bytes, group_id: UUID, email: str | None, *, take_in: bool) -> dict[str, Any]:
    """Put the rows before the group's leader, and take the good ones in where asked. Raises reading.Unreadable."""
    at = clock.now()
    group = Group.objects.filter(pk=group_id).first()
    if group is None:
        raise click.ClickException(f"No group has the id {group_id}.")
    by = _named(group, email)
    found = actions.look_at(group, data, by=by, at=at)
    table = found.read_table()
    seen = preview.preview(table, group) if table.has_names else None
    result = {
        "address": settings.PUBLIC_URL + reverse("roster:look", args=[found.pk]),
        "good": len(seen.good) if seen else 0,
        "bad": [{"line": row.line, "reasons": [str(why) for why in row.troubles]} for row in seen.bad] if seen else [],
        "twins": [twin.row.line for twin in seen.twins] if seen else [],
        "names_unknown": seen is None,
        "taken_in": 0,
    }
    if take_in:
        result["taken_in"] = actions.take_in(found, by=by, at=at)
    return result


def say(result: dict[str, Any]) -> str:
    """The result in words."""
    lines = [f"{result['good']} good rows, {len(result['bad'])} bad, {len(result['twins'])} that may be there already."]
    lines += [f"  line {row['line']}: {'; '.join(row['reasons'])}" for row in result["bad"]]
    if result["names_unknown"]:
        lines.append("Which column holds the names is not clear; say so on the page.")
    if result["taken_in"]:
        lines.append(f"{result['taken_in']} taken in. The page can undo it while nobody has joined.")
    else:
        lines.append("Nothing is taken in yet: a leader looks at it and decides.")
    return "\n".join([*lines, result["address"]])


def _named(group: Group, email: str | None) -> Staff:
    staff = Staff.objects.filter(practice=group.practice_id, is_active=True)
    if email:
        found = staff.filter(email__iexact=email).first()
    else:
        leads = Assignment.objects.filter(group_id=group.pk, role=Role.FACILITATOR, until=None)
        found = staff.filter(pk__in=leads.values("staff")).order_by("made_at").first()
    if found is None:
        raise click.ClickException("Name somebody who may import to this group: --by EMAIL.")
    return found
