"""What pages of ties show, and to whom: the same statements whether anything was found or not."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from underrose.ground.vault import sealing
from underrose.groups.circle import names_of
from underrose.groups.models import Group, GroupSession, Membership
from underrose.people.models import Assignment, Role, Staff
from underrose.safeguards.rules.ties import findings, papers, reviewers
from underrose.safeguards.rules.ties.kinds import PERSON
from underrose.safeguards.rules.ties.models import Check, Forms, Recognition, Sheet
from underrose.safeguards.rules.ties.papers import Compared, Told

_NIGHT = dt.time(3)
_TELLS = (Role.FACILITATOR, Role.CO_FACILITATOR, Role.SUPERVISOR)


def check_of(group: Group) -> Check | None:
    """A group's tie check, if it was begun."""
    rows = Check.objects.filter(group=group, ended_at=None).select_related("group", "practice", "reviewer")
    return rows.defer("findings").first()


def reviewer_of(check: Check, *, at: datetime) -> Staff | None:
    """Who reviews: the one who was named, else a privacy officer or the outside person; never who leads the group."""
    return _Bench.of(check.practice_id, at).reviewer(check)


def checks_reviewed_by(staff: Staff, *, at: datetime) -> list[Check]:
    """The checks that this person reviews now. Three queries, two for who can review none."""
    bench = _Bench.of(staff.practice_id, at)
    rows = Check.objects.filter(practice=staff.practice_id, ended_at=None)
    if staff not in bench.officers:
        rows = rows.filter(reviewer=staff)
    # What was found is fetched of the right ones alone: it is long, and a practice may have thousands of groups.
    theirs = [check.pk for check in rows.only("group_id", "reviewer_id") if bench.reviewer(check) == staff]
    if not theirs:
        return []
    found = Check.objects.filter(pk__in=theirs).select_related("group", "practice")
    return list(found.order_by("begun_at", "pk"))


@dataclass(frozen=True, slots=True)
class _Bench:
    """Everybody in a practice who may review at all, officers in their order, and who leads what. One query."""

    people: dict[uuid.UUID, Staff]
    officers: list[Staff]
    leads: set[tuple[uuid.UUID, uuid.UUID]]

    @classmethod
    def of(cls, practice_id: uuid.UUID, at: datetime) -> _Bench:
        now = Assignment.objects.filter(Q(until=None) | Q(until__gt=at), since__lte=at, staff__is_active=True)
        now = now.filter(practice=practice_id, role__in=reviewers.ROLES)
        rows = list(now.select_related("staff").order_by("staff__name", "staff"))
        officers = [
            row.staff
            for role in (Role.PRIVACY_OFFICER, Role.OUTSIDE)
            for row in rows
            if row.role == role and row.group_id is None
        ]
        leads = {(row.staff_id, row.group_id) for row in rows if row.role in reviewers.LEADS and row.group_id}
        return cls({row.staff_id: row.staff for row in rows}, officers, leads)

    def reviewer(self, check: Check) -> Staff | None:
        """Who reviews this check."""
        named = self.people.get(check.reviewer_id) if check.reviewer_id else None
        wanted = [named, *self.officers] if named else self.officers
        return next((one for one in wanted if (one.pk, check.group_id) not in self.leads), None)


# How it stands


@dataclass(frozen=True, slots=True)
class Status:
    """How a group's check stands: who has handed in and who hasn't, and nothing of what."""

    reviewer: Staff | None
    is_small_town: bool
    ran_at: datetime | None
    runs_at: datetime
    told: tuple[uuid.UUID, ...]
    waiting: tuple[uuid.UUID, ...]
    staff_told: tuple[Staff, ...]
    staff_waiting: tuple[Staff, ...]
    is_staff_closed: bool


def status(check: Check, *, at: datetime) -> Status:
    """Who handed in, ever: that somebody told again, or took it back, is theirs alone."""
    members = list(
        Membership.objects.current().filter(group=check.group_id).order_by("since", "pk").values_list("pk", flat=True)
    )
    handed_in = Sheet.objects.filter(tie_check=check).exclude(handed_in_at=None)
    told = set(handed_in.values_list("membership_id", "staff_id"))
    now = Assignment.objects.filter(Q(until=None) | Q(until__gt=at), group_id=check.group_id, since__lte=at)
    staff = list(dict.fromkeys(row.staff for row in now.filter(role__in=_TELLS).select_related("staff")))
    staff.sort(key=lambda one: (one.name.casefold(), str(one.pk)))
    return Status(
        reviewer=reviewer_of(check, at=at),
        is_small_town=check.is_small_town,
        ran_at=check.ran_at,
        runs_at=runs_at(check),
        told=tuple(pk for pk in members if (pk, None) in told),
        waiting=tuple(pk for pk in members if (pk, None) not in told),
        staff_told=tuple(one for one in staff if (None, one.pk) in told),
        staff_waiting=tuple(one for one in staff if (None, one.pk) not in told),
        is_staff_closed=check.staff_closed_at is not None,
    )


def runs_at(check: Check) -> datetime:
    """The next run: three o'clock at night where the group is, after the last one."""
    zone = ZoneInfo(check.group.time_zone)
    last = (check.ran_at or check.begun_at).astimezone(zone)
    day = last.date() if last.time() < _NIGHT else last.date() + dt.timedelta(days=1)
    return datetime.combine(day, _NIGHT, zone).astimezone(dt.UTC)


# What was found


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two people of a tie."""

    name: str
    membership_id: uuid.UUID | None = None
    staff_id: uuid.UUID | None = None


@dataclass(frozen=True, slots=True)
class Tie:
    """One tie as a page shows it. Never what ties them, only its kind."""

    id: str
    kind: str
    sides: tuple[Side, Side]
    found_at: datetime
    is_one_sided: bool
    is_perhaps: bool
    can_be_released: bool
    is_released: bool
    outcome: str
    outcome_words: str
    settled_at: datetime | None


def released(check: Check) -> tuple[Tie, ...]:
    """What the group's leaders may hear of."""
    return _ties(check, "released")


def for_review(check: Check) -> tuple[Tie, ...]:
    """Everything that was found, for the reviewer alone."""
    return _ties(check, "findings")


def _ties(check: Check, held_in: str) -> tuple[Tie, ...]:
    members = list(Membership.objects.filter(group=check.group_id).order_by("since", "pk"))
    names = {f"member:{pk}": name for pk, name in names_of(members).items()}
    team = Assignment.objects.filter(group_id=check.group_id).values("staff")
    names |= {f"staff:{pk}": name for pk, name in Staff.objects.filter(pk__in=team).values_list("pk", "name")}
    held = findings.opened(sealing.reveal(check, held_in))
    ties = [_tie(one, names) for one in held if {one.one, one.other} <= set(names)]
    return tuple(sorted(ties, key=_order))


def _order(tie: Tie) -> tuple[bool, datetime, str, list[str]]:
    return tie.settled_at is not None, tie.found_at, tie.kind, [side.name.casefold() for side in tie.sides]


def _tie(one: findings.Finding, names: dict[str, str]) -> Tie:
    return Tie(
        id=one.id,
        kind=one.kind,
        sides=(_side(one.one, names), _side(one.other, names)),
        found_at=datetime.fromisoformat(one.found_at),
        is_one_sided=one.kind == PERSON,
        is_perhaps=one.is_perhaps,
        can_be_released=one.can_be_released,
        is_released=bool(one.released_at),
        outcome=one.outcome,
        outcome_words=one.words,
        settled_at=datetime.fromisoformat(one.settled_at) if one.settled_at else None,
    )


def _side(who: str, names: dict[str, str]) -> Side:
    sort, _colon, pk = who.partition(":")
    if sort == "staff":
        return Side(names[who], staff_id=uuid.UUID(pk))
    return Side(names[who], membership_id=uuid.UUID(pk))


def subjects(check: Check) -> list[uuid.UUID]:
    """The members whom a look at the ties of a group names: all of them, so that a look tells nobody anything."""
    rows = Membership.objects.current().filter(group=check.group_id)
    return list(rows.order_by("since", "pk").values_list("member_id", flat=True))


# One's own


@dataclass(frozen=True, slots=True)
class Own:
    """What one sees of one's own telling."""

    state: str  # none, begun, handed in, looked through
    sheet: Sheet | None = None
    choices: dict[str, bool] = field(default_factory=dict, repr=False)
    done_kinds: frozenset[str] = frozenset()
    looked_through_at: datetime | None = None
    values: dict[str, list[str]] = field(default_factory=dict, repr=False)

    def told(self) -> dict[str, list[str]]:
        """What stands on the sheet; nothing once a run has looked it through."""
        return self.values


def own(membership: Membership) -> Own:
    """How a member's own telling stands."""
    return _own(
        Sheet.objects.filter(membership=membership).order_by("begun_at"),
        Forms.objects.filter(membership=membership, shredded_at=None).first(),
    )


def own_of_staff(check: Check, staff: Staff) -> Own:
    """The same for somebody who works with the group."""
    return _own(
        Sheet.objects.filter(tie_check=check, staff=staff).order_by("begun_at"),
        Forms.objects.filter(tie_check=check, staff=staff, shredded_at=None).first(),
    )


def _own(sheets: object, living: Forms | None) -> Own:
    rows = list(sheets)  # type: ignore[call-overload]
    done = [row.shredded_at for row in rows if row.shredded_at and row.handed_in_at]
    looked_through_at = max(done) if done and living else None
    choices = Compared.read(sealing.reveal(living, "forms")).choices if living else {}
    sheet = next((row for row in rows if row.shredded_at is None), None)
    if sheet is None:
        return Own("looked through" if living else "none", choices=choices, looked_through_at=looked_through_at)
    told = Told.read(sealing.reveal(sheet, "told"))
    return Own(
        "handed in" if sheet.handed_in_at else "begun",
        sheet,
        choices | told.choices,
        frozenset(told.values),
        looked_through_at,
        told.values,
    )


# Others


@dataclass(frozen=True, slots=True)
class PetalRow:
    """What the petal of the rules shows of one group's check."""

    is_begun: bool
    not_told: frozenset[uuid.UUID]
    to_talk: int  # released and nothing came of it yet; what lies with the reviewer is not among it


def check_rows(group_ids: Collection[uuid.UUID]) -> QuerySet[Check]:
    """The checks of some groups, for `petal_row`; asked side by side with other questions."""
    return Check.objects.filter(group__in=list(group_ids), ended_at=None).defer("secret", "findings")


def told_rows(group_ids: Collection[uuid.UUID]) -> QuerySet[Sheet, uuid.UUID | None]:
    """The memberships in which somebody handed in, ever."""
    rows = Sheet.objects.filter(tie_check__group__in=list(group_ids), tie_check__ended_at=None)
    rows = rows.exclude(handed_in_at=None).exclude(membership=None)
    return rows.order_by().values_list("membership_id", flat=True).distinct()


def petal_rows(group_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, PetalRow]:
    """Each group's row, asked alone; the same statements however many groups, whatever was found."""
    checks, told = list(check_rows(group_ids)), set(told_rows(group_ids))
    members = list(Membership.objects.taking_part().filter(group__in=group_ids).values_list("group_id", "pk"))
    held = sealing.reveal_many(checks, "released")
    rows = {group_id: PetalRow(False, frozenset(), 0) for group_id in group_ids}
    for check in checks:
        here = [pk for group_id, pk in members if group_id == check.group_id]
        rows[check.group_id] = petal_row(held[check.pk], told, here)
    return rows


def petal_row(held: str, told: Collection[uuid.UUID | None], members: Collection[uuid.UUID]) -> PetalRow:
    """One group's row out of what was released: the same work whatever was found."""
    open_ties = [one for one in findings.opened(held) if not one.settled_at]
    return PetalRow(True, frozenset(member for member in members if member not in told), len(open_ties))


def who_wants_a_word(session: GroupSession) -> tuple[uuid.UUID, ...]:
    """The memberships of those who want a word before this session begins."""
    rows = list(
        Recognition.objects.filter(session=session, membership__left_at=None).order_by(
            "membership__since", "membership"
        )
    )
    answers = sealing.reveal_many(rows, "answer")
    return tuple(row.membership_id for row in rows if papers.read(answers[row.pk]).get("answer") == "word")
