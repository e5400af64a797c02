"""What the session page shows, made whole before it is drawn: rose, checks, circle, and what may be done now."""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.urls import reverse

from underrose.ground.database import together
from underrose.groups import circle
from underrose.groups.circle import Seat
from underrose.groups.models import GroupSession
from underrose.groups.petals import Petal, State, Words
from underrose.people import policy
from underrose.people.models import Standing
from underrose.rose import petals
from underrose.rose.models import Opening
from underrose.rose.petals import Rose
from underrose.rose.picture import Picture, picture

SOON = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class Check:
    """One petal in the list beside the rose, with the one act that mends it."""

    label: Words
    state: State
    sentence: Words
    mend_url: str = ""
    mend_label: Words = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One person of the circle, with what each safeguard says of them."""

    seat: Seat
    marks: tuple[tuple[State, Words] | None, ...]

    @property
    def is_whole(self) -> bool:
        """Nothing is left to do for this person: on a phone, one line says so."""
        return bool(self.marks) and all(mark is None or mark[0] is State.IN_PLACE for mark in self.marks)


@dataclass(frozen=True, slots=True)
class Evening:
    """A session as its page shows it."""

    session: GroupSession
    title: str
    picture: Picture
    is_whole: bool
    checks: tuple[Check, ...]
    heads: tuple[Words, ...]
    rows: tuple[Row, ...]
    opening: Opening | None
    reason: str
    may_lead: bool
    is_soon: bool

    @property
    def settled(self) -> tuple[Check, ...]:
        """What is in place: on a phone it stands below, because who is at the door looks for what is not."""
        return tuple(line for line in self.checks if line.state is State.IN_PLACE)

    @property
    def has_unsettled(self) -> bool:
        return len(self.settled) < len(self.checks)

    @property
    def here(self) -> int:
        return sum(row.seat.is_here for row in self.rows)

    @property
    def is_planned(self) -> bool:
        return self.session.state == GroupSession.State.PLANNED

    @property
    def is_open(self) -> bool:
        return self.session.state == GroupSession.State.OPEN

    @property
    def is_closed(self) -> bool:
        return self.session.state == GroupSession.State.CLOSED

    @property
    def is_cancelled(self) -> bool:
        return self.session.state == GroupSession.State.CANCELLED

    @property
    def takes_arrivals(self) -> bool:
        return self.is_open or (self.is_planned and self.is_soon)

    @property
    def mark(self) -> str:
        return mark(self.session, [(row.seat.pk, row.seat.is_here) for row in self.rows if row.seat.attendance])

    @property
    def subjects(self) -> list[uuid.UUID]:
        return [row.seat.membership.member_id for row in self.rows]


def evening(session: GroupSession, viewer: Standing, at: datetime) -> Evening:
    """Everything about one session that this viewer's page shows: rows, keys, and the seven rooms' turns."""
    members, came, openings = together.ask(
        circle.belonging(session),
        circle.arrivals(session),
        Opening.objects.select_related("by").filter(session=session),
    )
    opening = openings[0] if openings else None
    title, reason, told, *words = circle.revealed(
        [
            (session.group, "title"),
            (opening or Opening(), "reason"),
            (opening or Opening(), "petals"),
            *((member, "chosen_name") for member in members),
            *((member.member, "contact_rules") for member in members),
        ]
    )
    spoken = [word or circle.no_name_yet() for word in words[: len(members)]]
    names = dict(zip([row.pk for row in members], spoken, strict=True))
    rules = dict(zip([row.pk for row in members], words[len(members) :], strict=True))
    current = [row for row in members if row.left_at is None]
    company = circle.company(current, names, rules, may_know_names=session.group_id in viewer.own_groups)
    rose = _then(told) if opening and session.closed_at else petals.rose(session, viewer, company)
    marking = [(name, petal.marks) for name, petal in rose.petals if petal.marks]
    seats = circle.seats(session, members, came, names)
    return Evening(
        session=session,
        title=title,
        picture=picture(rose.petals, is_open=session.state == GroupSession.State.OPEN),
        is_whole=rose.is_whole,
        checks=tuple(check(name, petal) for name, petal in rose.petals),
        heads=tuple(name for name, _marks in marking),
        rows=tuple(Row(seat, tuple(marks.get(seat.pk) for _name, marks in marking)) for seat in seats),
        opening=opening,
        reason=reason,
        may_lead=policy.may(viewer, "open session", group_id=session.group_id, at=at),
        is_soon=session.starts_at - at < SOON,
    )


def _then(told: str) -> Rose:
    """The rose as it was when the session opened: what is over doesn't change with what was mended since."""
    return Rose(tuple((name, Petal(State(state), sentence)) for name, state, sentence in json.loads(told)))


def check(name: Words, petal: Petal) -> Check:
    """A petal as a line of the list."""
    if petal.mend is None:
        return Check(name, petal.state, petal.sentence)
    url = reverse(petal.mend.url_name, args=petal.mend.args)
    return Check(name, petal.state, petal.sentence, url, petal.mend.label)


def mark(session: GroupSession, arrivals: Sequence[tuple[uuid.UUID, bool]]) -> str:
    """A short word that changes whenever somebody came or went or the session's state did. Tells nothing else."""
    words = [session.state, session.check_in_closed_at, *sorted(f"{pk}{here}" for pk, here in arrivals)]
    return hashlib.sha256(repr(words).encode()).hexdigest()[:16]
