"""What the emergency pages ask: what may be opened, what is open, what was seen, and what waits for a look back."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from underrose.ground.ledger.models import Look
from underrose.groups import label
from underrose.groups.circle import Seat, no_name_yet, revealed
from underrose.groups.models import Group, Membership
from underrose.groups.queries import by_name
from underrose.people import outside, policy
from underrose.people.emergency.models import Grant
from underrose.people.models import Staff, Standing
from underrose.safeguards.protection.emergency.models import SEEN, Review
from underrose.safeguards.protection.models import NAMED, Purpose

WHAT = {
    SEEN: gettext_lazy("The list of chosen names"),
    f"{NAMED}: {Purpose.EMERGENCY}": gettext_lazy("Name, contact and whom to call"),
}


def groups_to_open(viewer: Standing, at: datetime) -> list[tuple[Group, str]]:
    """The groups whose glass this person may break, each by what stands outside: label, day and time. No title."""
    groups = Group.objects.living().filter(practice=viewer.staff.practice_id)
    if not policy.may(viewer, "break the glass", at=at):
        near = [pk for pk in viewer.groups if policy.may(viewer, "break the glass", group_id=pk, at=at)]
        groups = groups.filter(pk__in=near)
    rows = groups.order_by("label", "weekday", "starts_at_time", "pk")
    return [(group, label.outside(group)) for group in rows]


@dataclass(frozen=True, slots=True)
class View:
    """One open emergency view: whom it shows, by chosen name."""

    grant: Grant
    group: Group | None
    seats: tuple[Seat, ...]

    @property
    def subjects(self) -> list[uuid.UUID]:
        return [seat.membership.member_id for seat in self.seats]


def view(grant: Grant) -> View:
    """Who is in what was opened. Three queries at most: the group, its people, their keys."""
    rows = Membership.objects.current().select_related("member", "group")
    rows = rows.filter(member=grant.member_id) if grant.member_id else rows.filter(group=grant.group_id)
    members = list(rows.order_by("since", "pk"))
    group = Group.objects.filter(pk=grant.group_id).first() if grant.group_id else None
    names = revealed([(row, "chosen_name") for row in members])
    seats = [Seat(row, name or no_name_yet()) for row, name in zip(members, names, strict=True)]
    return View(grant, group, by_name(seats))


@dataclass(frozen=True, slots=True)
class Line:
    """One view in the list of those to look back at."""

    review: Review
    what: str | Promise
    is_open: bool
    is_late: bool


def to_review(by: Staff, at: datetime) -> tuple[list[Line], list[Line]]:
    """What waits for this person's look back, oldest first, and the last that were looked back at."""
    rows = Review.objects.filter(practice=by.practice_id).exclude(grant__staff=by)
    rows = rows.select_related("grant__staff", "reviewer")
    others = outside.reviewers(by.practice_id, at)
    waiting = [row for row in rows.waiting().order_by("due_at") if by in others(row.grant.staff)]
    done = [
        row for row in rows.exclude(reviewed_at=None).order_by("-reviewed_at")[:20] if by in others(row.grant.staff)
    ]
    words = _scopes([*waiting, *done])
    lines = [Line(row, words[row.pk], row.grant.is_open(at), row.is_late(at)) for row in (*waiting, *done)]
    return lines[: len(waiting)], lines[len(waiting) :]


def waiting_for(by: Staff, at: datetime) -> list[Review]:
    """The reviews that this very person may do. Two queries."""
    rows = Review.objects.filter(practice=by.practice_id).waiting().exclude(grant__staff=by)
    others = outside.reviewers(by.practice_id, at)
    return [row for row in rows.select_related("grant__staff").order_by("due_at") if by in others(row.grant.staff)]


def open_of(by: Staff, at: datetime) -> QuerySet[Grant]:
    """What this person has open now."""
    return Grant.objects.open(at).filter(staff=by).order_by("until")


def unreviewable(by: Staff, at: datetime) -> int:
    """How many views of this person nobody can look back at, because there is nobody else."""
    mine = Review.objects.filter(practice=by.practice_id, grant__staff=by).waiting()
    return mine.count() if not outside.who_may_review(by.practice_id, besides=by, at=at) else 0


@dataclass(frozen=True, slots=True)
class Seen:
    """One page that was shown under an emergency view."""

    at: datetime
    action: str
    members: tuple[uuid.UUID, ...]

    @property
    def what(self) -> str | Promise:
        """What the page was, in words; an act of another room by its own name."""
        return WHAT.get(self.action, self.action)

    @property
    def numbers(self) -> tuple[str, ...]:
        return tuple(member.hex[:8] for member in self.members)


@dataclass(frozen=True, slots=True)
class Looked:
    """One view as whoever looks back at it sees it: members by number, so that this is not one more look at who."""

    line: Line
    reason: str
    words: str
    seen: tuple[Seen, ...]


def looked_back(review: Review, at: datetime) -> Looked:
    """Who, when, why, and each page that was shown meanwhile."""
    grant = review.grant
    reason, words = revealed([(grant, "reason"), (review, "words")])
    line = Line(review, _scopes([review])[review.pk], grant.is_open(at), review.is_late(at))
    return Looked(line, reason or _("It can't be opened any more: its key is destroyed."), words, _seen(grant))


def _seen(grant: Grant) -> tuple[Seen, ...]:
    rows = Look.objects.filter(practice_id=grant.practice_id, by=grant.staff.ref)
    rows = rows.filter(at__gte=grant.since, at__lte=grant.ends_at())
    rows = rows.filter(member_id__in=_members_of(grant)).order_by("at", "pk")
    pages: dict[uuid.UUID, list[Look]] = {}
    for look in rows:
        pages.setdefault(look.entry_id, []).append(look)
    return tuple(Seen(some[0].at, some[0].action, tuple(look.member_id for look in some)) for some in pages.values())


def _members_of(grant: Grant) -> list[uuid.UUID]:
    if grant.member_id:
        return [grant.member_id]
    return list(Membership.objects.filter(group=grant.group_id).values_list("member", flat=True))


def _scopes(reviews: Iterable[Review]) -> dict[uuid.UUID, str | Promise]:
    """{review: what was opened, in outside words}. One query."""
    rows = list(reviews)
    groups = Group.objects.in_bulk({row.grant.group_id for row in rows if row.grant.group_id})
    return {
        row.pk: label.outside(groups[row.grant.group_id])
        if row.grant.group_id in groups
        else _("One member, number %s") % (row.grant.member_id.hex[:8] if row.grant.member_id else "?")
        for row in rows
    }
