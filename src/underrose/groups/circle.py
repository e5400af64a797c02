"""The circle: who is in a session, under which chosen name, and who is here. Two queries, however many they are."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from underrose.ground.vault import sealing
from underrose.groups.models import Attendance, Group, GroupSession, Membership


@dataclass(frozen=True, slots=True)
class Seat:
    """One person's place in the circle."""

    membership: Membership
    name: str
    attendance: Attendance | None = None
    is_late: bool = False

    @property
    def pk(self) -> uuid.UUID:
        return self.membership.pk

    @property
    def is_here(self) -> bool:
        return self.attendance is not None and self.attendance.checked_out_at is None

    @property
    def has_left_the_room(self) -> bool:
        return self.attendance is not None and self.attendance.checked_out_at is not None

    def __repr__(self) -> str:
        return f"Seat({self.pk})"


def circle(session: GroupSession) -> tuple[Seat, ...]:
    """Everyone who belongs to this session or came to it, by chosen name. Three queries: people, arrivals, keys."""
    came = Attendance.objects.standing().filter(session=session)
    belongs = Q(group=session.group_id) & (
        Q(left_at=None) | Q(left_at__gt=session.opened_at or session.starts_at) | Q(pk__in=came.values("membership"))
    )
    rows = Membership.objects.filter(belongs)
    if session.closed_at is not None:
        rows = rows.filter(since__lte=session.closed_at)
    members = list(rows.select_related("member"))
    arrivals = {attendance.membership_id: attendance for attendance in came}
    names = names_of(members)
    seats = [
        Seat(member, names[member.pk], arrivals.get(member.pk), _is_late(session, arrivals.get(member.pk)))
        for member in members
    ]
    return tuple(sorted(seats, key=lambda seat: seat.name.casefold()))


def of_group(group: Group) -> tuple[Seat, ...]:
    """Everyone who is in the group now, by chosen name. Two queries: people, keys."""
    members = list(Membership.objects.current().filter(group=group).select_related("member"))
    names = names_of(members)
    return tuple(sorted((Seat(member, names[member.pk]) for member in members), key=lambda seat: seat.name.casefold()))


def names_of(members: Sequence[Membership]) -> dict[uuid.UUID, str]:
    """{membership's id: chosen name}, one query. Who has not chosen one yet is called just that."""
    found = sealing.reveal_many(members, "chosen_name")
    return {pk: name or no_name_yet() for pk, name in found.items()}


def no_name_yet() -> str:
    return _("No name yet")


def _is_late(session: GroupSession, attendance: Attendance | None) -> bool:
    closed = session.check_in_closed_at
    return attendance is not None and closed is not None and attendance.checked_in_at > closed
