"""Name someone outside the group whom its members can turn to; say that one has seen who it is."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from underrose.ground.ledger import recording
from underrose.ground.refusal import Absent, Refused
from underrose.ground.vault import sealing
from underrose.groups.models import Group, Membership
from underrose.people import policy
from underrose.people.models import Assignment, Member, Role, Staff
from underrose.safeguards.feedback.models import Seen, TrustedPerson


class LeadsThisGroup(Refused):
    said = _("This person leads the group. Choose someone outside it, so that members can speak freely.")


class NoReach(Refused):
    said = _("Write a name and how to reach this person.")


@transaction.atomic
def name_someone(
    group: Group, *, name: str, who: str, reach: str, staff: Staff | None = None, by: Staff, at: datetime
) -> TrustedPerson:
    """Name whom members can turn to; the one named before ends. Raises Absent, NoReach, LeadsThisGroup."""
    policy.require(by, "name feedback person", group_id=group.pk, at=at)
    Group.objects.select_for_update().get(pk=group.pk)
    if group.practice_id != by.practice_id or (staff and staff.practice_id != by.practice_id):
        raise Absent
    if not name.strip() or not reach.strip():
        raise NoReach
    if _leads(group, name.strip(), staff, at=at):
        raise LeadsThisGroup
    before = list(TrustedPerson.objects.select_for_update().filter(group=group, ended_at=None))
    for row in before:
        row.ended_at = at
        row.save(update_fields=["ended_at"])
    person = TrustedPerson(
        practice_id=group.practice_id, subject_id=group.subject_id, group=group, staff=staff, named_by=by, named_at=at
    )
    sealing.seal(person, name=name.strip(), who=who.strip(), reach=reach.strip())
    person.save(force_insert=True)
    recording.record("feedback person named", by=by, at=at, about=person, rows=before)
    return person


@transaction.atomic
def see_someone(person: TrustedPerson, *, by: Member, at: datetime) -> None:
    """A member says: I have seen who this is. A second time changes nothing. Raises Absent outside the group."""
    policy.require(by, "see feedback person", member_id=by.pk, at=at)
    membership = Membership.objects.filter(group=person.group_id, member=by, left_at=None).select_for_update().first()
    if membership is None or person.ended_at is not None:
        raise Absent
    seen, is_new = Seen.objects.get_or_create(
        person=person, membership=membership, defaults={"practice_id": person.practice_id, "at": at}
    )
    if is_new:
        recording.record("feedback person seen", by=by, at=at, about=seen)


def leaders(group_id: uuid.UUID, *, at: datetime) -> list[Staff]:
    """Who leads a group now."""
    rows = Assignment.objects.filter(Q(until=None) | Q(until__gt=at), group_id=group_id)
    rows = rows.filter(role__in=(Role.FACILITATOR, Role.CO_FACILITATOR))
    return list(Staff.objects.filter(pk__in=rows.values("staff")))


def _leads(group: Group, name: str, staff: Staff | None, *, at: datetime) -> bool:
    found = leaders(group.pk, at=at)
    return (staff is not None and staff in found) or name.casefold() in {leader.name.casefold() for leader in found}
