"""Protection's petal: chosen names, sealed identities, a recovery sheet that was tried, nobody else who looked."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Max, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from underrose.ground.database.together import prepared
from underrose.ground.ledger.models import Look
from underrose.ground.vault.models import SubjectKey
from underrose.groups.circle import companies
from underrose.groups.models import GroupSession, Membership
from underrose.groups.petals import Asking, Mend, Petal, State, Step, answered
from underrose.people import policy, reaching
from underrose.people.models import Assignment, Practice, Standing
from underrose.safeguards.protection.disclosures.steps import steps as permission_steps
from underrose.safeguards.protection.emergency.models import WITH_A_REASON, Review
from underrose.safeguards.protection.models import NAMED

NAME = gettext_lazy("Protection")


@dataclass(frozen=True, slots=True)
class _Found:
    """What the house knows of all the sessions asked about, read in a constant number of queries."""

    members: Mapping[uuid.UUID, Sequence[Membership]]
    live_keys: frozenset[uuid.UUID]
    checked: frozenset[uuid.UUID]
    last: Mapping[uuid.UUID, datetime]
    team: frozenset[tuple[uuid.UUID, str]]
    looked: Mapping[uuid.UUID, Sequence[tuple[str, datetime]]]
    unreviewed: Mapping[uuid.UUID, Sequence[datetime]]  # of a group or a member: when each look back is due


def petal(session: GroupSession, viewer: Standing) -> Petal:
    return petals([session], viewer)[session.pk]


def petals(sessions: Sequence[GroupSession], viewer: Standing) -> dict[uuid.UUID, Petal]:
    """A constant number of queries, however many sessions."""
    return answered(asking(sessions, viewer))


def asking(sessions: Sequence[GroupSession], viewer: Standing) -> Asking:
    """The same, asked side by side with other rooms, in one turn."""
    groups = {session.group_id for session in sessions}
    together = companies(sessions, viewer)
    members = {group: together[group].members for group in groups}
    practices = {session.practice_id for session in sessions}
    live, checked, closed, assigned, stood, looks, emergencies = yield _questions(practices, groups)
    last = dict(closed)
    looked: dict[uuid.UUID, list[tuple[str, datetime]]] = defaultdict(list)
    for member_id, by, at in looks:
        looked[member_id].append((by, at))
    unreviewed: dict[uuid.UUID, list[datetime]] = defaultdict(list)
    for group_id, member_id, due_at in emergencies:
        unreviewed[group_id or member_id].append(due_at)
    # Who ever was assigned to these groups or stood in: an old look of theirs was no outsider's.
    team = frozenset((group, f"staff:{staff}") for group, staff in [*assigned, *stood] if group)
    found = _Found(members, frozenset(live), frozenset(checked), last, team, looked, unreviewed)
    return {session.pk: _petal(session, found, viewer) for session in sessions}


def steps(membership: Membership) -> tuple[Step, ...]:
    """Nothing to do, something to know."""
    looks = Step(_("Your circle"), _("Who can see what about you, and who looked."), "circle:circle", must=False)
    return (*permission_steps(membership), looks)


@prepared
def _questions(practices: Collection[uuid.UUID], groups: Collection[uuid.UUID]) -> Sequence[QuerySet[Any, Any]]:
    """Whose keys live, whose recovery sheet was tried, when the last session ended, the team, and who looked last."""
    members = Membership.objects.current().filter(group__in=groups)
    past = GroupSession.objects.filter(group__in=groups).exclude(closed_at=None).order_by()
    stood_in = GroupSession.objects.filter(group__in=groups).exclude(stand_in=None).order_by()
    looks = Look.objects.filter(practice_id__in=practices, member_id__in=members.values("member"))
    # A look under a matter has its reason; and while that is open, nothing here may tell of it.
    looks = looks.filter(matter_id=None).exclude(action__startswith=NAMED).exclude(action__in=WITH_A_REASON).order_by()
    emergencies = Review.objects.waiting().filter(practice__in=practices)
    keys = SubjectKey.objects.filter(pk__in=members.values("subject_id"), shredded_at=None)
    return (
        keys.values_list("pk", flat=True),
        Practice.objects.filter(pk__in=practices).exclude(recovery_checked_at=None).values_list("pk", flat=True),
        past.values("group").annotate(last=Max("closed_at")).values_list("group", "last"),
        Assignment.objects.filter(group_id__in=groups).values_list("group_id", "staff"),
        stood_in.values_list("group", "stand_in"),
        looks.values("member_id", "by").annotate(at_last=Max("at")).values_list("member_id", "by", "at_last"),
        emergencies.values_list("grant__group_id", "grant__member", "due_at"),
    )


def _petal(session: GroupSession, found: _Found, viewer: Standing) -> Petal:
    members = found.members.get(session.group_id, ())
    unnamed = sum(not row.chosen_name for row in members)
    if unnamed:
        said = ngettext("One person has no chosen name yet.", "%(n)s people have no chosen name yet.", unnamed)
        return Petal(State.MISSING, said % {"n": unnamed}, Mend(_("Ask for it"), "groups:show", (session.group_id,)))
    if any(row.subject_id not in found.live_keys for row in members):
        return Petal(State.MISSING, _("A member's sealed record can't be opened: its key is gone."))
    if _outsiders(session, members, found):
        may_see = policy.may(viewer, "see who looked", at=session.starts_at)
        mend = Mend(_("See who looked"), "protection:looks") if may_see else None
        said = _("Someone outside the team opened this group's people, without a reason. Ask the privacy officer.")
        return Petal(State.MISSING, said, mend)
    if (due := _unreviewed(session, members, found)) and due <= session.starts_at:
        return Petal(State.MISSING, _("An emergency view was not looked back at in time."), _look_back(session, viewer))
    if session.practice_id not in found.checked:
        may_try = policy.may(viewer, "keep recovery sheet", at=session.starts_at)
        mend = Mend(_("Try the recovery sheet"), "people:practice") if may_try else None
        return Petal(State.WAITING, _("Identities are sealed. The recovery sheet was never tried."), mend)
    if due:
        return Petal(State.WAITING, _("An emergency view waits to be looked back at."), _look_back(session, viewer))
    overdue = sum(_is_overdue(row, session.starts_at) for row in members)
    if overdue:
        said = ngettext(
            "One person said how to reach them more than three months ago. They are asked when they next come in.",
            "%(n)s people said how to reach them more than three months ago. They are asked when they next come in.",
            overdue,
        )
        return Petal(State.WAITING, said % {"n": overdue})
    return Petal(State.IN_PLACE, _("Everyone appears by chosen name. Nobody outside the team has looked."))


def _unreviewed(session: GroupSession, members: Iterable[Membership], found: _Found) -> datetime | None:
    """When the first look back at an emergency view of this group or of one of its members is due."""
    of_whom = (session.group_id, *(row.member_id for row in members))
    return min((due for pk in of_whom for due in found.unreviewed.get(pk, ())), default=None)


def _look_back(session: GroupSession, viewer: Standing) -> Mend | None:
    may_review = policy.may(viewer, "review emergency", at=session.starts_at)
    return Mend(_("Look back"), "emergency:reviews") if may_review else None


def _is_overdue(row: Membership, at: datetime) -> bool:
    """Who never said stands in the petal of reminders."""
    return bool(row.member.contact_rules) and reaching.is_overdue(row.member.rules_said_at, at)


def _outsiders(session: GroupSession, members: Iterable[Membership], found: _Found) -> bool:
    since = found.last.get(session.group_id)
    return any(
        (since is None or at >= since) and by.startswith("staff:") and (session.group_id, by) not in found.team
        for row in members
        for by, at in found.looked.get(row.member_id, ())
        if at >= row.since
    )
