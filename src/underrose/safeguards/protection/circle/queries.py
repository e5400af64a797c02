"""What the circle's pages show, in few queries."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from underrose.ground.ledger import recording
from underrose.ground.vault import sealing
from underrose.groups.models import Group, GroupSession, Membership
from underrose.people.matters import queries as matters
from underrose.people.matters.models import Matter
from underrose.people.models import Assignment, Member, Role, Staff, Standing
from underrose.safeguards.protection import looks
from underrose.safeguards.protection.circle import onlookers
from underrose.safeguards.protection.circle.models import DataRequest
from underrose.safeguards.protection.circle.picture import Picture, picture

MOST_LOOKS = 5


@dataclass(frozen=True, slots=True)
class Round:
    """One group's circle."""

    membership: Membership
    title: str
    picture: Picture


@dataclass(frozen=True, slots=True)
class Mine:
    """Everything on a member's page."""

    rounds: tuple[Round, ...]
    looks: Sequence[looks.MyLook]
    has_more_looks: bool
    requests: Sequence[DataRequest]


def mine(member: Member, *, at: datetime) -> Mine:
    """A member's circle in each group they are in, who looked, and what they asked. It writes nothing."""
    memberships = list(current(member))
    groups = [row.group for row in memberships]
    titles = sealing.reveal_many(groups, "title")
    rows = Assignment.objects.filter(Q(group_id__in=titles) | Q(group_id=None), practice=member.practice_id)
    rows = rows.filter(Q(until=None) | Q(until__gt=at), since__lte=at, staff__is_active=True)
    team = list(rows.select_related("staff").order_by("staff__name", "pk"))
    rounds = tuple(
        Round(
            row,
            titles[row.group_id],
            picture(onlookers.arranged(one for one in team if one.group_id in (None, row.group_id))),
        )
        for row in memberships
    )
    ever = Membership.objects.filter(member=member).values_list("group", flat=True)
    looked = looks.of_member(member, groups=ever)
    asked = list(DataRequest.objects.filter(member=member).order_by("-asked_at"))
    return Mine(rounds, looked[:MOST_LOOKS], len(looked) > MOST_LOOKS, asked)


def current(member: Member) -> QuerySet[Membership]:
    """The groups a member is in now."""
    return Membership.objects.current().filter(member=member).select_related("group").order_by("since", "pk")


@dataclass(frozen=True, slots=True)
class Leaving:
    """What a member is told before they leave a group."""

    membership: Membership
    title: str
    planned: int  # sessions that still stand in the calendar
    is_last: bool  # no other group is left


def leaving(membership: Membership, *, at: datetime) -> Leaving:
    """The effects of leaving, counted. Three queries."""
    planned = GroupSession.objects.filter(
        group=membership.group_id, state=GroupSession.State.PLANNED, starts_at__gt=at
    ).count()
    others = Membership.objects.current().filter(member=membership.member_id).exclude(pk=membership.pk)
    return Leaving(membership, sealing.reveal(membership.group, "title"), planned, not others.exists())


def has_reader(practice_id: uuid.UUID, *, at: datetime) -> bool:
    """Whether anybody is there to answer: if not, whoever asks is told so, plainly."""
    rows = Assignment.objects.filter(Q(until=None) | Q(until__gt=at), practice=practice_id, role=Role.PRIVACY_OFFICER)
    return rows.filter(group_id=None, since__lte=at, staff__is_active=True).exists()


def waiting(practice_id: uuid.UUID) -> QuerySet[DataRequest]:
    """Open requests, the first due first; of members only numbers stand on the list."""
    return DataRequest.objects.open().filter(practice=practice_id).order_by("due_on", "asked_at")


def settled(practice_id: uuid.UUID) -> QuerySet[DataRequest]:
    """What was settled last."""
    found = DataRequest.objects.filter(practice=practice_id).exclude(state=DataRequest.State.ASKED)
    return found.order_by("-settled_at")


@dataclass(frozen=True, slots=True)
class OpenMatter:
    """A matter on the list: what, about whom (a number, or a group's neutral label), by whom, why."""

    matter: Matter
    about: str
    by: str
    reason: str
    is_overdue: bool


def _about(matter: Matter, groups: Mapping[uuid.UUID, str]) -> str:
    """A member by number, a group by its neutral label; nothing for the whole practice."""
    if matter.member_id:
        return matter.member_id.hex[:8]
    return groups.get(matter.group_id, "") if matter.group_id else ""


def open_matters(viewer: Standing, *, by: Staff, at: datetime) -> list[OpenMatter]:
    """The matters this viewer may see, with their reasons; one entry, which is a look at nobody: it names matters."""
    found = list(matters.seen_by(viewer, at=at))
    recording.viewed("matters seen", by=by, at=at, details={"matters": [str(row.pk) for row in found]})
    reasons = sealing.reveal_many(found, "reason")
    groups = dict(Group.objects.filter(pk__in={row.group_id for row in found}).values_list("pk", "label"))
    refs = [row.opened_by.removeprefix("staff:") for row in found if row.opened_by.startswith("staff:")]
    names = {f"staff:{pk}": name for pk, name in Staff.objects.filter(pk__in=refs).values_list("pk", "name")}
    return [
        OpenMatter(
            row,
            _about(row, groups),
            names.get(row.opened_by, ""),
            reasons[row.pk],
            row.review_on < at.date(),
        )
        for row in found
    ]
