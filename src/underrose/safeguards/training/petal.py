"""Training's petal: whoever leads this session has a current attestation."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection, Sequence
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from underrose.ground.database.together import prepared
from underrose.groups.models import GroupSession, Membership
from underrose.groups.petals import Asking, Mend, Petal, State, Step, answered
from underrose.people import policy
from underrose.people.models import Staff, Standing
from underrose.safeguards.training import leading
from underrose.safeguards.training.models import Attestation

NAME = gettext_lazy("Training")
SOON = dt.timedelta(days=30)


def petal(session: GroupSession, viewer: Standing) -> Petal:
    return petals([session], viewer)[session.pk]


def petals(sessions: Sequence[GroupSession], viewer: Standing) -> dict[uuid.UUID, Petal]:
    """One query, however many sessions; sessions come with their group and stand-in."""
    return answered(asking(sessions, viewer))


def asking(sessions: Sequence[GroupSession], viewer: Standing) -> Asking:
    """In one turn."""
    stand_ins = {session.stand_in_id for session in sessions if session.stand_in_id}
    assigned, attested = yield _questions({session.group_id for session in sessions}, stand_ins)
    leads = leading.leaders(sessions, assigned)
    return {session.pk: _petal(session, viewer, leads[session.pk], attested) for session in sessions}


@prepared
def _questions(groups: Collection[uuid.UUID], stand_ins: Collection[uuid.UUID]) -> Sequence[QuerySet[Any, Any]]:
    """Who leads, and their attestations."""
    rows = leading.rows(groups)
    theirs = Q(staff__in=rows.values("staff")) | Q(staff__in=stand_ins)
    attestations = Attestation.objects.filter(theirs, withdrawn_at=None)
    return rows, attestations.values_list("staff_id", "valid_from", "valid_until")


def steps(membership: Membership) -> tuple[Step, ...]:
    """Members have nothing to do here."""
    return ()


def _petal(
    session: GroupSession,
    viewer: Standing,
    staff: list[Staff],
    attested: list[tuple[uuid.UUID, dt.date, dt.date]],
) -> Petal:
    day = leading.day(session.starts_at, session.group.time_zone)
    until = {
        person.pk: max((end for who, start, end in attested if who == person.pk and start <= day <= end), default=None)
        for person in staff
    }
    may_attest = policy.may(viewer, "attest training", at=session.starts_at)
    mend = Mend(_("Attest") if may_attest else _("Ask a supervisor"), "training:list")
    if not staff:
        return Petal(State.MISSING, _("Nobody is named who leads this session."), mend)
    lacking = [person.name for person in staff if until[person.pk] is None]
    if lacking:
        said = ngettext(
            "%(names)s has no current attestation.", "%(names)s have no current attestation.", len(lacking)
        ) % {"names": _and(lacking)}
        return Petal(State.MISSING, said, mend)
    ends = [(end, person.name) for person in staff if (end := until[person.pk]) is not None]
    soonest = min(ends)
    if soonest[0] - day <= SOON:
        said = _("%(name)s's attestation ends on %(day)s.") % {"name": soonest[1], "day": _day(soonest[0])}
        return Petal(State.WAITING, said, mend)
    said = " ".join(_("%(name)s: until %(day)s.") % {"name": name, "day": _day(end)} for end, name in sorted(ends))
    return Petal(State.IN_PLACE, said)


def _day(day: dt.date) -> str:
    return date_format(day, "j F Y")


def _and(names: list[str]) -> str:
    if len(names) == 1:
        return names[0]
    return _("%(most)s and %(last)s") % {"most": ", ".join(names[:-1]), "last": names[-1]}
