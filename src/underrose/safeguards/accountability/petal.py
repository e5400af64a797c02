"""Accountability's petal: a published ladder, somebody who reads reports, a way to report that was tried."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from underrose.ground.database.together import prepared
from underrose.groups.models import GroupSession, Membership
from underrose.groups.petals import Asking, Mend, Petal, State, Step, answered
from underrose.people import policy
from underrose.people.models import Assignment, Role, Standing
from underrose.safeguards.accountability.models import LadderEdition, Trial

NAME = gettext_lazy("Accountability")
FRESH = timedelta(days=90)


def petal(session: GroupSession, viewer: Standing) -> Petal:
    return petals([session], viewer)[session.pk]


def petals(sessions: Sequence[GroupSession], viewer: Standing) -> dict[uuid.UUID, Petal]:
    """One query, however many sessions."""
    return answered(asking(sessions, viewer))


def asking(sessions: Sequence[GroupSession], viewer: Standing) -> Asking:
    """In one turn. It says nothing of any report, not even that there is none."""
    practices, groups = {session.practice_id for session in sessions}, {session.group_id for session in sessions}
    ladders, officers, trials = yield _questions(practices, groups)
    return {
        session.pk: _petal(
            session,
            viewer,
            has_ladder=session.practice_id in ladders,
            has_officer=_held(session, officers),
            trials=[row[1:] for row in trials if row[0] == session.group_id],
        )
        for session in sessions
    }


@prepared
def _questions(practices: Collection[uuid.UUID], groups: Collection[uuid.UUID]) -> Sequence[QuerySet[Any, Any]]:
    """Whose ladder is published, who reads reports, when the way was tried."""
    officers = Assignment.objects.filter(practice__in=practices, role=Role.PRIVACY_OFFICER, staff__is_active=True)
    tried = Trial.objects.filter(group__in=groups).order_by("at")
    return (
        LadderEdition.objects.published().filter(practice__in=practices).values_list("practice", flat=True),
        officers.values_list("practice", "since", "until"),
        tried.values_list("group", "at", "acknowledged_at"),
    )


def steps(membership: Membership) -> tuple[Step, ...]:
    """The ladder to read, and the way to report; neither has to be done."""
    return (
        Step(
            _("What happens after a slip"),
            _("Step by step, so that nobody is surprised."),
            "accountability:ladder",
            must=False,
        ),
        Step(
            _("Tell us that something got out"),
            _("It goes to one person, not to your leaders."),
            "accountability:report",
            must=False,
        ),
    )


def _held(session: GroupSession, officers: Iterable[tuple[uuid.UUID, datetime, datetime | None]]) -> bool:
    return any(
        practice == session.practice_id and since <= session.starts_at and (until is None or until > session.starts_at)
        for practice, since, until in officers
    )


def _petal(
    session: GroupSession,
    viewer: Standing,
    *,
    has_ladder: bool,
    has_officer: bool,
    trials: Sequence[tuple[datetime, datetime | None]],
) -> Petal:
    if not has_ladder:
        if policy.may(viewer, "publish ladder", at=session.starts_at):
            publish = Mend(_("Publish the ladder"), "accountability:ladder_edit")
            return Petal(State.MISSING, _("The steps after a slip are not published yet."), publish)
        return Petal(State.MISSING, _("The steps after a slip are not published yet. The privacy officer can do it."))
    if not has_officer:
        may_assign = policy.may(viewer, "assign", at=session.starts_at)
        assign = Mend(_("Name a privacy officer"), "people:practice") if may_assign else None
        return Petal(State.MISSING, _("Nobody is privacy officer, so a report would reach nobody."), assign)
    may_try = policy.may(viewer, "try the way to report", group_id=session.group_id, at=session.starts_at)
    mend = Mend(_("Try the way to report"), "accountability:try", (session.group_id,)) if may_try else None
    since = session.starts_at - FRESH
    arrived = [tried for tried, acknowledged in trials if acknowledged and tried >= since]
    if arrived:
        return Petal(State.IN_PLACE, _("The ladder is published. The way to report was tried, and it works."))
    if any(acknowledged is None and tried >= since for tried, acknowledged in trials):
        return Petal(
            State.WAITING, _("The way to report was tried. The privacy officer has not said yet that it arrived.")
        )
    if trials:
        return Petal(State.WAITING, _("The way to report was not tried in the last 90 days."), mend)
    return Petal(State.WAITING, _("The ladder is published. The way to report was never tried."), mend)
