"""What a member has to do and may look at, gathered from every room; one thing comes first."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from underrose.groups.actions.arriving import EARLIEST
from underrose.groups.models import Attendance, GroupSession, Membership, Pause
from underrose.groups.petals import Safeguard, Step, Words
from underrose.people.models import Assignment, Role
from underrose.rose import reach
from underrose.rose.petals import SAFEGUARDS

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Way:
    """A step with its address."""

    label: Words
    sentence: Words
    url: str
    done: bool
    must: bool


@dataclass(frozen=True, slots=True)
class Home:
    """A member's page about one of their groups."""

    membership: Membership
    name: str
    session: GroupSession | None
    attendance: Attendance | None
    ways: tuple[Way, ...]
    leaders: tuple[str, ...]
    may_check_in: bool
    may_check_out: bool
    is_paused: bool = False

    @property
    def first(self) -> Way | None:
        return next((way for way in self.ways if way.must and not way.done), None)

    @property
    def others(self) -> tuple[Way, ...]:
        """What is left, then what one may look at, then what is done."""
        rest = [way for way in self.ways if way is not self.first]
        return tuple(sorted(rest, key=lambda way: (way.done, not way.must)))

    @property
    def who_to_ask(self) -> str:
        return str(get_text_list([*self.leaders], _("or")))


def home(membership: Membership, name: str, at: datetime) -> Home:
    """What one member sees of one group. It writes nothing: when they looked is nobody's business."""
    session = next_session(membership, at)
    attendance = (
        Attendance.objects.standing().filter(session=session, membership=membership).first() if session else None
    )
    is_here = attendance is not None and attendance.checked_out_at is None
    is_open = session is not None and session.state == GroupSession.State.OPEN
    is_near = session is not None and (is_open or session.starts_at - at <= EARLIEST)
    is_paused = Pause.objects.filter(membership=membership, until=None).exists()
    return Home(
        membership=membership,
        name=name,
        session=session,
        attendance=attendance,
        ways=_ways(membership, name, is_near=is_near, at=at),
        leaders=_leaders(membership, at),
        may_check_in=is_near and not is_here and not is_paused,
        may_check_out=is_open and is_here,
        is_paused=is_paused,
    )


def next_session(membership: Membership, at: datetime) -> GroupSession | None:
    """The session that is open, else the next one that isn't over."""
    rows = GroupSession.objects.filter(group=membership.group_id).order_by("starts_at")
    is_open = rows.filter(state=GroupSession.State.OPEN).first()
    return is_open or rows.filter(state=GroupSession.State.PLANNED, ends_at__gt=at).first()


def _ways(membership: Membership, name: str, *, is_near: bool, at: datetime) -> tuple[Way, ...]:
    own = (
        Step(
            _("Your name here"),
            _("The others know you as %(name)s.") % {"name": name} if name else _("Choose how the others know you."),
            "groups:name",
            (membership.pk,),
            bool(name),
        ),
        *reach.steps(membership, is_near=is_near, at=at),
    )
    told = [step for room in SAFEGUARDS for step in _steps(room, membership)]
    return tuple(
        Way(step.label, step.sentence, reverse(step.url_name, args=step.args), step.done, step.must)
        for step in (*own, *told)
    )


def _steps(room: Safeguard, membership: Membership) -> tuple[Step, ...]:
    try:
        return room.steps(membership)
    except Exception as error:  # noqa: BLE001 - one room's trouble must not close a member's page
        log.error("steps of %s failed with %s for %s", room.NAME, type(error).__name__, membership.pk)
        return ()


def _leaders(membership: Membership, at: datetime) -> tuple[str, ...]:
    rows = Assignment.objects.filter(group_id=membership.group_id, role__in=(Role.FACILITATOR, Role.CO_FACILITATOR))
    rows = rows.filter(since__lte=at, staff__is_active=True).exclude(until__lte=at)
    return tuple(rows.order_by("staff__name").values_list("staff__name", flat=True).distinct())
