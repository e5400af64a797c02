"""What the emergency view has waiting on somebody's desk: a look back, one's own open view, or nobody to look back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from underrose.groups.due import Due
from underrose.people import policy
from underrose.people.models import Standing
from underrose.safeguards.protection.emergency import queries


def due(viewer: Standing, at: datetime) -> Sequence[Due]:
    """A constant number of queries; nothing at all for who may neither break nor review."""
    by, found = viewer.staff, []
    if policy.holds(viewer, "break the glass"):
        for grant in queries.open_of(by, at):
            found.append(Due(1, _("An emergency view of yours is open."), "emergency:show", (grant.pk,)))
    if policy.may(viewer, "review emergency", at=at):
        waiting = queries.waiting_for(by, at)
        late = sum(review.is_late(at) for review in waiting)
        said = ngettext(
            "One emergency view waits for your look back.",
            "%(count)d emergency views wait for your look back.",
            len(waiting),
        ) % {"count": len(waiting)}
        if any(review.grant.is_open(at) for review in waiting):
            said = _("Somebody has an emergency view open now.") + " " + said
        found.append(Due(len(waiting), said, "emergency:reviews", is_late=bool(late)))
    if policy.holds(viewer, "break the glass") and (alone := queries.unreviewable(by, at)):
        said = _("Nobody can look back at your emergency view. Name an outside person on the practice's page.")
        found.append(Due(alone, said, "people:practice", is_late=True))
    return found
