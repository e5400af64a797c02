"""What the training pages show, as far as a viewer may see it: all of it, one's own, or the status alone."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from underrose.ground.vault import sealing
from underrose.groups.petals import State
from underrose.people import policy
from underrose.people.models import Staff, Standing
from underrose.safeguards.training import leading
from underrose.safeguards.training.models import Attestation
from underrose.safeguards.training.petal import SOON


@dataclass(frozen=True, slots=True)
class Line:
    """One leader: until when they are attested, and what the viewer may do."""

    staff: Staff
    state: State
    until: dt.date | None
    may_read: bool
    may_attest: bool


@dataclass(frozen=True, slots=True)
class Past:
    """One attestation, opened."""

    attestation: Attestation
    course: str
    outside_supervisor: str
    reason: str


def lines(viewer: Standing, *, at: datetime) -> list[Line]:
    """Leaders whose training this viewer may know of: everyone's, or their own."""
    practice = viewer.staff.practice
    today = leading.day(at, practice.time_zone)
    staff = _visible(viewer, at=at)
    until: dict[object, list[dt.date]] = defaultdict(list)
    for row in Attestation.objects.filter(staff__in=staff).current(today):
        until[row.staff_id].append(row.valid_until)
    everyone = policy.may(viewer, "see training", at=at)
    may_attest = policy.may(viewer, "attest training", at=at)
    return [
        Line(
            person,
            _state(max(until[person.pk], default=None), today),
            max(until[person.pk], default=None),
            may_read=everyone or person.pk == viewer.staff.pk,
            may_attest=may_attest and person.pk != viewer.staff.pk,
        )
        for person in staff
    ]


def history(staff: Staff) -> list[Past]:
    """Everything ever attested about one leader, newest first; for a viewer who may read it."""
    rows = list(Attestation.objects.filter(staff=staff).select_related("by").order_by("-made_at"))
    opened = {name: sealing.reveal_many(rows, name) for name in ("course", "outside_supervisor", "reason")}
    return [Past(row, **{name: words[row.pk] for name, words in opened.items()}) for row in rows]


def may_read(staff: Staff, viewer: Standing, *, at: datetime) -> bool:
    """Whether this viewer may read that leader's history."""
    return policy.may(viewer, "see training", staff_id=staff.pk, at=at)


def _visible(viewer: Standing, *, at: datetime) -> list[Staff]:
    # The admin's reach is the status alone (META), which is why `reach` is asked and not `may`.
    if policy.reach(viewer, "see training", at=at):
        return leading.current(viewer.staff.practice_id, at=at)
    return [viewer.staff] if policy.may(viewer, "see training", staff_id=viewer.staff.pk, at=at) else []


def _state(until: dt.date | None, today: dt.date) -> State:
    if until is None:
        return State.MISSING
    return State.WAITING if until - today <= SOON else State.IN_PLACE
