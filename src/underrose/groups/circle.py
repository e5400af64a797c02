"""The circle: who is in a session, under which chosen name, and who is here. A few queries, however many they are."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from underrose.ground.database import together
from underrose.ground.vault import sealing
from underrose.ground.vault.models import SealedRow
from underrose.groups.models import Attendance, GroupSession, Membership, paused_at
from underrose.people.models import Standing


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


def belonging(session: GroupSession) -> QuerySet[Membership]:
    """Everyone who belongs to this session, those paused then left out, or came to it."""
    came = Attendance.objects.standing().filter(session=session).values("membership")
    began = session.opened_at or session.starts_at
    belonged = Q(left_at=None) | Q(left_at__gt=began)
    rows = Membership.objects.filter(group=session.group_id)
    rows = rows.filter((belonged & ~paused_at(began)) | Q(pk__in=came))
    if session.closed_at is not None:
        rows = rows.filter(since__lte=session.closed_at)
    return rows.select_related("member").order_by("since", "pk")


def arrivals(session: GroupSession) -> QuerySet[Attendance]:
    """Who came, and wasn't ticked by mistake."""
    return Attendance.objects.standing().filter(session=session)


def circle(session: GroupSession) -> tuple[Seat, ...]:
    """Everyone who belongs to this session or came to it, by chosen name. Two queries: people with arrivals, keys."""
    members, came = together.ask(belonging(session), arrivals(session))
    return seats(session, members, came, names_of(members))


def seats(
    session: GroupSession, members: Sequence[Membership], came: Sequence[Attendance], names: Mapping[uuid.UUID, str]
) -> tuple[Seat, ...]:
    """People and arrivals, put together in the order of their names."""
    arrived = {attendance.membership_id: attendance for attendance in came}
    placed = [
        Seat(member, names[member.pk], arrived.get(member.pk), _is_late(session, arrived.get(member.pk)))
        for member in members
    ]
    return tuple(sorted(placed, key=lambda seat: seat.name.casefold()))


@dataclass(frozen=True, slots=True)
class Company:
    """Who is in a group now, and, where the viewer may know, under which names."""

    members: tuple[Membership, ...]
    names: Mapping[uuid.UUID, str]
    contact_rules: Mapping[uuid.UUID, str]  # as people.reaching writes them; for reminders alone

    def __repr__(self) -> str:
        return f"Company({len(self.members)})"


def companies(sessions: Sequence[GroupSession], viewer: Standing) -> dict[uuid.UUID, Company]:
    """{group's id: its company} for the groups of these sessions. Two queries, or none inside `known`."""
    held = {session.group_id: getattr(session, "_company", None) for session in sessions}
    if all(held.values()):
        return held  # type: ignore[return-value]
    rows = Membership.objects.taking_part().filter(group__in=held).select_related("member").order_by("since", "pk")
    members = list(rows)
    names, contact_rules = opened(members)
    return {
        group: company(
            [row for row in members if row.group_id == group], names, contact_rules, group in viewer.own_groups
        )
        for group in held
    }


def company(
    members: Sequence[Membership],
    names: Mapping[uuid.UUID, str],
    contact_rules: Mapping[uuid.UUID, str],
    may_know_names: bool,
) -> Company:
    """One group's company out of what was opened."""
    own = {row.pk: names[row.pk] for row in members} if may_know_names else {}
    return Company(tuple(members), own, {row.pk: contact_rules[row.pk] for row in members})


@contextmanager
def known(sessions: Sequence[GroupSession], companies_: Mapping[uuid.UUID, Company]) -> Iterator[None]:
    """While this lasts, the sessions carry their company, so that seven rooms don't ask for it seven times."""
    for session in sessions:
        session._company = companies_[session.group_id]  # type: ignore[attr-defined]
    try:
        yield
    finally:
        for session in sessions:
            del session._company  # type: ignore[attr-defined]


def opened(members: Sequence[Membership]) -> tuple[dict[uuid.UUID, str], dict[uuid.UUID, str]]:
    """Chosen names and contact rules by the membership's id, with one query for their keys."""
    wanted: list[tuple[SealedRow, str]] = [(member, "chosen_name") for member in members]
    wanted += [(member.member, "contact_rules") for member in members]
    words = iter(revealed(wanted))
    names = {member.pk: next(words) or no_name_yet() for member in members}
    return names, {member.pk: next(words) for member in members}


def revealed(wanted: Sequence[tuple[SealedRow, str]]) -> list[str]:
    """What was sealed, in one query; "" for what can't be opened any more: one lost key must not hide the rest."""
    try:
        return sealing.reveal_each(wanted)
    except sealing.Broken:
        return [_or_nothing(row, name) for row, name in wanted]


def _or_nothing(row: SealedRow, name: str) -> str:
    try:
        return sealing.reveal(row, name)
    except sealing.Broken:
        return ""


def names_of(members: Sequence[Membership]) -> dict[uuid.UUID, str]:
    """{membership's id: chosen name}, one query. Who has not chosen one yet is called just that."""
    words = revealed([(member, "chosen_name") for member in members])
    return {member.pk: name or no_name_yet() for member, name in zip(members, words, strict=True)}


def no_name_yet() -> str:
    return _("No name yet")


def _is_late(session: GroupSession, attendance: Attendance | None) -> bool:
    closed = session.check_in_closed_at
    return attendance is not None and closed is not None and attendance.checked_in_at > closed
