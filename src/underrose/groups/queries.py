"""What the group's pages ask, in few queries however large the group."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery

from underrose.ground.database import together
from underrose.ground.vault import sealing
from underrose.groups.circle import Seat, no_name_yet, revealed
from underrose.groups.models import Group, GroupSession, Membership, Pause
from underrose.people.models import Assignment, JoiningCard, Practice, Role, Standing

PAST = 6
NEXT = 8


@dataclass(frozen=True, slots=True)
class GroupPage:
    """A group as its page shows it."""

    group: Group
    title: str
    seats: tuple[Seat, ...]
    left: tuple[Seat, ...]
    leaders: tuple[Assignment, ...]
    next: tuple[GroupSession, ...]
    past: tuple[GroupSession, ...]
    has_met: bool

    @property
    def subjects(self) -> list[uuid.UUID]:
        return [seat.membership.member_id for seat in (*self.seats, *self.left)]

    @property
    def asks_why(self) -> bool:
        return self.group.kind == Group.Kind.CLOSED and self.has_met


def group_page(group: Group, at: datetime) -> GroupPage:
    """Two queries: one for the rows, one for their keys."""
    over = Q(ends_at__lt=at) | Q(state__in=(GroupSession.State.CLOSED, GroupSession.State.CANCELLED))
    sessions = GroupSession.objects.filter(group=group).select_related("stand_in")
    members, left, leaders, coming, past = together.ask(
        _with_card(Membership.objects.current().filter(group=group)),
        _last_episodes(group),
        leading(group.pk, at),
        sessions.exclude(over).order_by("starts_at")[:NEXT],
        sessions.filter(over).order_by("-starts_at")[:PAST],
    )
    title, *names = revealed([(group, "title"), *((row, "chosen_name") for row in (*members, *left))])
    seats = [Seat(row, name or no_name_yet()) for row, name in zip((*members, *left), names, strict=True)]
    return GroupPage(
        group=group,
        title=title,
        seats=by_name(seats[: len(members)]),
        left=by_name(seats[len(members) :]),
        leaders=tuple(leaders),
        next=tuple(coming),
        past=tuple(past),
        has_met=any(session.opened_at for session in (*past, *coming)),
    )


@dataclass(frozen=True, slots=True)
class Line:
    """One group in the list."""

    group: Group
    title: str
    members: int
    next_at: datetime | None


def lines(viewer: Standing, at: datetime, *, start: int = 0, most: int = 50) -> tuple[list[Line], bool]:
    """The viewer's living groups, by next session; and whether there are more."""
    rows = list(_counted(Group.objects.seen_by(viewer).living(), at)[start : start + most + 1])
    titles = sealing.reveal_many(rows[:most], "title")
    return [_line(row, titles[row.pk]) for row in rows[:most]], len(rows) > most


def outlines(practice: Practice, at: datetime, *, start: int = 0, most: int = 50) -> tuple[list[Line], bool]:
    """Every living group of a practice by its neutral label, for whoever plans rooms and names leaders."""
    rows = list(_counted(Group.objects.filter(practice=practice).living(), at)[start : start + most + 1])
    return [_line(row, "") for row in rows[:most]], len(rows) > most


def visits(viewer: Standing, at: datetime) -> list[tuple[Group, str, datetime]]:
    """The groups this viewer visits now, each with its title and the end of the visit; soonest first."""
    rows = Assignment.objects.filter(staff=viewer.staff, role=Role.VISITOR, since__lte=at, until__gt=at)
    until = {row.group_id: row.until for row in rows.order_by("until") if row.group_id and row.until}
    groups = list(Group.objects.living().filter(practice=viewer.staff.practice_id, pk__in=until))
    titles = sealing.reveal_many(groups, "title")
    return sorted(((group, titles[group.pk], until[group.pk]) for group in groups), key=lambda line: line[2])


def leading(group_id: uuid.UUID, at: datetime) -> QuerySet[Assignment]:
    """Who leads, supervises or visits a group at a moment."""
    rows = Assignment.objects.filter(Q(until=None) | Q(until__gt=at), group_id=group_id, since__lte=at)
    rows = rows.filter(
        role__in=(Role.FACILITATOR, Role.CO_FACILITATOR, Role.SUPERVISOR, Role.VISITOR), staff__is_active=True
    )
    return rows.select_related("staff").order_by("role", "staff__name")


def has_met(group: Group) -> bool:
    """Whether a session of this group was ever opened."""
    return group.sessions.exclude(opened_at=None).exists()


def by_name(seats: Sequence[Seat]) -> tuple[Seat, ...]:
    return tuple(sorted(seats, key=lambda seat: seat.name.casefold()))


def _line(row: Any, title: str) -> Line:
    """A group that `_counted` has annotated, as a line."""
    return Line(row, title, row.members, row.next_at)


def _counted(rows: QuerySet[Group], at: datetime) -> QuerySet[Group]:
    coming = GroupSession.objects.filter(group=OuterRef("pk"), ends_at__gt=at).order_by("starts_at")
    coming = coming.filter(state__in=(GroupSession.State.PLANNED, GroupSession.State.OPEN))
    current = Count("memberships", filter=Q(memberships__left_at=None))
    return rows.annotate(members=current, next_at=Subquery(coming.values("starts_at")[:1])).order_by("next_at", "pk")


def _with_card(rows: QuerySet[Membership]) -> QuerySet[Membership]:
    """With the id of each one's living joining card, and whether they are paused."""
    card = JoiningCard.objects.filter(member=OuterRef("member"), ended_at=None).values("pk")[:1]
    pause = Pause.objects.filter(membership=OuterRef("pk"), until=None)
    return rows.annotate(card_id=Subquery(card), is_paused=Exists(pause)).select_related("member")


def _last_episodes(group: Group) -> QuerySet[Membership]:
    """The last episode of each who has left and not come back."""
    back = Membership.objects.current().filter(group=group).values("member")
    latest = Membership.objects.filter(group=group, member=OuterRef("member")).order_by("-since").values("pk")[:1]
    rows = Membership.objects.filter(group=group, pk=Subquery(latest)).exclude(left_at=None).exclude(member__in=back)
    return rows.select_related("member").order_by("-left_at")
