"""What waits on the privacy desk: a destruction to confirm, and what has fallen due."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from underrose.groups.due import Due
from underrose.people import outside, policy
from underrose.people.models import Standing
from underrose.safeguards.protection.retention import falling_due
from underrose.safeguards.protection.retention.models import Destruction


def due(viewer: Standing, at: datetime) -> Sequence[Due]:
    """A constant number of queries; nothing for whoever may not know."""
    found: list[Due] = []
    staff = viewer.staff
    if policy.holds(viewer, "confirm destruction"):
        waiting = Destruction.objects.waiting().filter(practice=staff.practice_id).exclude(asked_by=staff)
        rows = list(waiting.select_related("asked_by").order_by("asked_at"))
        askers = {asked.asked_by_id: asked.asked_by for asked in rows}  # a handful of officers at most
        mine = {pk for pk, asker in askers.items() if outside.may_confirm(staff, besides=asker, at=at)}
        words = _("A destruction waits for your yes or no.")
        found += [Due(1, words, "retention:show", (asked.pk,)) for asked in rows if asked.asked_by_id in mine]
    if policy.may(viewer, "ask to destroy", at=at):
        lines = falling_due.preview(staff.practice_id, at=at)
        if count := sum(len(line.due) for line in lines):
            words = ngettext("%d record has been kept long enough.", "%d records have been kept long enough.", count)
            found.append(Due(count, words % count, "retention:preview"))
    return found
