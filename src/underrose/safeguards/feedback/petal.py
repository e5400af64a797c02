"""Feedback's petal: someone outside the group is named. The box without names is not here yet, and it says so."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from underrose.ground.database.together import prepared
from underrose.groups.circle import companies
from underrose.groups.models import GroupSession, Membership
from underrose.groups.petals import Asking, Mend, Petal, State, Step, answered
from underrose.people import policy
from underrose.people.models import Assignment, Role, Standing
from underrose.safeguards.feedback.models import Seen, TrustedPerson

NAME = gettext_lazy("Feedback")


def petal(session: GroupSession, viewer: Standing) -> Petal:
    return petals([session], viewer)[session.pk]


def petals(sessions: Sequence[GroupSession], viewer: Standing) -> dict[uuid.UUID, Petal]:
    """A constant number of queries, however many sessions."""
    return answered(asking(sessions, viewer))


def asking(sessions: Sequence[GroupSession], viewer: Standing) -> Asking:
    """The same, asked side by side with other rooms, in one turn."""
    groups = {session.group_id for session in sessions}
    named, led, seen = yield _questions(groups)
    persons, leads, looked = {row.group_id: row for row in named}, set(led), set(seen)
    together = companies(sessions, viewer)
    return {
        session.pk: _petal(
            session,
            viewer,
            persons.get(session.group_id),
            leads,
            [member.pk for member in together[session.group_id].members],
            looked,
        )
        for session in sessions
    }


@prepared
def _questions(groups: Collection[uuid.UUID]) -> Sequence[QuerySet[Any, Any]]:
    """Who is named, who leads, who has looked."""
    living = TrustedPerson.objects.living().filter(group__in=groups)
    leading = Assignment.objects.filter(group_id__in=groups, role__in=(Role.FACILITATOR, Role.CO_FACILITATOR))
    return (
        living,
        leading.filter(until=None).values_list("group_id", "staff"),
        Seen.objects.filter(person__in=living).values_list("membership", flat=True),
    )


def steps(membership: Membership) -> tuple[Step, ...]:
    """Whom to turn to, to be seen once."""
    person = TrustedPerson.objects.living().filter(group=membership.group_id).first()
    if person is None:
        return ()
    done = Seen.objects.filter(person=person, membership=membership).exists()
    said = _("Someone outside the group whom you can talk to.")
    return (Step(_("Someone to talk to"), said, "feedback:someone", done=done),)


def _petal(
    session: GroupSession,
    viewer: Standing,
    person: TrustedPerson | None,
    led: set[tuple[uuid.UUID | None, uuid.UUID]],
    members: list[uuid.UUID],
    seen: set[uuid.UUID],
) -> Petal:
    may_name = policy.may(viewer, "name feedback person", group_id=session.group_id, at=session.starts_at)
    mend = Mend(_("Name someone"), "feedback:name", (session.group_id,)) if may_name else None
    if person is None:
        return Petal(State.MISSING, _("Nobody outside the group is named whom members can turn to."), mend)
    leads_tonight = person.staff_id is not None and (
        (session.group_id, person.staff_id) in led or session.stand_in_id == person.staff_id
    )
    if leads_tonight:
        return Petal(State.MISSING, _("The person whom members can turn to leads this session."), mend)
    marks = {
        pk: (State.IN_PLACE, _("Has seen who")) if pk in seen else (State.WAITING, _("Not looked yet"))
        for pk in members
    }
    said = _("Members can see whom they can turn to outside the group. Notes without a name come with a later version.")
    return Petal(State.IN_PLACE, said, marks=marks)
