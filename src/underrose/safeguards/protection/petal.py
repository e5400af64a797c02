"""Protection's petal: chosen names, sealed identities, a recovery sheet that was tried, nobody else who looked."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from underrose.ground.ledger.models import Look
from underrose.ground.vault.models import SubjectKey
from underrose.groups.models import GroupSession, Membership
from underrose.groups.petals import Mend, Petal, State, Step
from underrose.people.models import Assignment, Practice, Role, Standing
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


def petal(session: GroupSession, viewer: Standing) -> Petal:
    return petals([session], viewer)[session.pk]


def petals(sessions: Sequence[GroupSession], viewer: Standing) -> dict[uuid.UUID, Petal]:
    """Seven queries, however many sessions."""
    found = _read(sessions)
    return {session.pk: _petal(session, found, viewer) for session in sessions}


def steps(membership: Membership) -> tuple[Step, ...]:
    """Nothing to do, something to know."""
    return (Step(_("Who looked"), _("See who opened what is kept about you."), "protection:who_looked", done=True),)


def _read(sessions: Sequence[GroupSession]) -> _Found:
    groups = {session.group_id for session in sessions}
    memberships = list(Membership.objects.current().filter(group__in=groups))
    members: dict[uuid.UUID, list[Membership]] = defaultdict(list)
    for row in memberships:
        members[row.group_id].append(row)
    live = SubjectKey.objects.filter(pk__in={row.subject_id for row in memberships}, shredded_at=None)
    practices = Practice.objects.filter(pk__in={session.practice_id for session in sessions})
    past = GroupSession.objects.filter(group__in=groups).exclude(closed_at=None).order_by()
    last = dict(past.values("group").annotate(last=Max("closed_at")).values_list("group", "last"))
    return _Found(
        members=members,
        live_keys=frozenset(live.values_list("pk", flat=True)),
        checked=frozenset(practices.exclude(recovery_checked_at=None).values_list("pk", flat=True)),
        last=last,
        team=_team(groups),
        looked=_looked(memberships, last, sessions),
    )


def _team(groups: Iterable[uuid.UUID]) -> frozenset[tuple[uuid.UUID, str]]:
    """Who ever was assigned to these groups or stood in: an old look of theirs was no outsider's."""
    assigned = Assignment.objects.filter(group_id__in=groups).values_list("group_id", "staff")
    stood_in = GroupSession.objects.filter(group__in=groups).exclude(stand_in=None).values_list("group", "stand_in")
    return frozenset((group, f"staff:{staff}") for group, staff in [*assigned, *stood_in] if group)


def _looked(
    memberships: Iterable[Membership], last: Mapping[uuid.UUID, datetime], sessions: Iterable[GroupSession]
) -> Mapping[uuid.UUID, Sequence[tuple[str, datetime]]]:
    rows = Look.objects.filter(
        practice_id__in={session.practice_id for session in sessions},
        member_id__in={row.member_id for row in memberships},
    ).exclude(action__startswith=NAMED)
    if last and len(last) == len({session.group_id for session in sessions}):
        rows = rows.filter(at__gte=min(last.values()))
    found: dict[uuid.UUID, list[tuple[str, datetime]]] = defaultdict(list)
    for member_id, by, at in (
        rows.order_by().values("member_id", "by").annotate(at_last=Max("at")).values_list("member_id", "by", "at_last")
    ):
        found[member_id].append((by, at))
    return found


def _petal(session: GroupSession, found: _Found, viewer: Standing) -> Petal:
    members = found.members.get(session.group_id, ())
    unnamed = sum(not row.chosen_name for row in members)
    if unnamed:
        said = ngettext("One person has no chosen name yet.", "%(n)s people have no chosen name yet.", unnamed)
        return Petal(State.MISSING, said % {"n": unnamed})
    if any(row.subject_id not in found.live_keys for row in members):
        return Petal(State.MISSING, _("A member's sealed record can't be opened: its key is gone."))
    if _outsiders(session, members, found):
        is_officer = Role.PRIVACY_OFFICER in viewer.roles
        mend = Mend(_("See who looked"), "protection:looks") if is_officer else None
        said = _("Someone outside the team opened this group's people, without a reason. Ask the privacy officer.")
        return Petal(State.MISSING, said, mend)
    if session.practice_id not in found.checked:
        mend = Mend(_("Try the recovery sheet"), "people:practice")
        return Petal(State.WAITING, _("Identities are sealed. The recovery sheet was never tried."), mend)
    return Petal(State.IN_PLACE, _("Everyone appears by chosen name. Nobody outside the team has looked."))


def _outsiders(session: GroupSession, members: Iterable[Membership], found: _Found) -> bool:
    since = found.last.get(session.group_id)
    return any(
        (since is None or at >= since) and by.startswith("staff:") and (session.group_id, by) not in found.team
        for row in members
        for by, at in found.looked.get(row.member_id, ())
        if at >= row.since
    )
