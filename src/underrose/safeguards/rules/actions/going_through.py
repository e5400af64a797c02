"""Go through the rules: a member alone, clause by clause; or the group together in the room."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from underrose.ground.ledger import recording
from underrose.ground.refusal import Absent, Refused
from underrose.ground.vault import sealing
from underrose.groups.models import Group, GroupSession, Membership
from underrose.people import policy
from underrose.people.models import Actor, Staff
from underrose.safeguards.rules import understanding
from underrose.safeguards.rules.models import Clause, Gathering, Presence, Reading, RuleSet


class Replaced(Refused):
    said = _("These rules were changed while you were reading. Please start from your page again.")


class NobodyPresent(Refused):
    said = _("Say who was in the room. Choose at least one person.")


class NoAnswer(Refused):
    said = _("Choose one of the answers. You can try as often as you like.")
    status = 422


class Begun(Refused):
    said = _("Your group is going through the rules already. End that first, or go on with it.")


class NothingToShow(Refused):
    said = _("Choose at least one clause to go through.")


@transaction.atomic
def go_through(
    clause: Clause, *, choice: int | None = None, membership: Membership, by: Actor, at: datetime
) -> Reading | None:
    """A member has gone through one clause. Once said, it stays said. Raises Replaced, NoAnswer.

    Where the clause asks something, `choice` is the answer's place. Another than a right one writes nothing at all,
    no row and no entry: who had to think twice is nobody's business. The answer is None then, and the page explains.
    """
    policy.require(by, "read rules", group_id=membership.group_id, member_id=membership.member_id, at=at)
    membership = Membership.objects.select_for_update().current().get(pk=membership.pk)
    _refuse_replaced(clause.rule_set, membership.group_id)
    known = Reading.objects.filter(membership=membership, origin_id=clause.origin_id).first()
    if known:
        return known
    check = understanding.read(sealing.reveal(clause, "check_json"))
    answer = check.chosen(choice) if check else None
    if check and answer is None:
        raise NoAnswer
    if answer and not answer.right:
        return None
    reading = _reading(membership, clause, Reading.How.PHONE, at)
    reading.save(force_insert=True)
    recording.record("clause of rules gone through", by=by, at=at, about=reading)
    return reading


@transaction.atomic
def begin_together(
    rule_set: RuleSet,
    origins: Sequence[uuid.UUID] | None = None,
    *,
    is_difference: bool = False,
    session: GroupSession | None = None,
    by: Staff,
    at: datetime,
) -> Gathering:
    """Begin to go through the rules in the room: all clauses, or those whose `origin_id` is given.

    Raises Replaced, Begun, NothingToShow.
    """
    policy.require(by, "go through rules together", group_id=rule_set.group_id, at=at)
    group = Group.objects.select_for_update().get(pk=rule_set.group_id)
    _refuse_replaced(rule_set, group.pk)
    if Gathering.objects.filter(group=group, ended_at=None).exists():
        raise Begun
    there = [str(origin) for origin in rule_set.clauses.values_list("origin_id", flat=True)]
    wanted = there if origins is None else [origin for origin in there if origin in {str(one) for one in origins}]
    if not wanted:
        raise NothingToShow
    gathering = Gathering.objects.create(
        practice_id=group.practice_id,
        group=group,
        session=session,
        origins=wanted,
        is_difference=is_difference,
        begun_at=at,
        begun_by=by,
    )
    recording.record("going through rules together begun", by=by, at=at, about=gathering)
    return gathering


@transaction.atomic
def end_together(
    gathering: Gathering,
    present: Iterable[Membership],
    *,
    shown: Iterable[uuid.UUID] | None = None,
    by: Actor,
    at: datetime,
) -> list[Reading]:
    """Say who was there, and which of the clauses were shown (by `origin_id`); all of them if nothing is said.

    A clause that was put out of force meanwhile counts as gone through in what it said. Raises Absent, NobodyPresent.
    """
    gathering = _lock_open(gathering, by=by, at=at)
    members = _members(gathering.group_id, present)
    clauses = _clauses(gathering.group_id, gathering.origins, shown)
    readings = _read_together(members, clauses, gathering, at)
    presences = [
        Presence(practice_id=gathering.practice_id, gathering=gathering, membership=member) for member in members
    ]
    Presence.objects.bulk_create(presences)
    gathering.reached, gathering.ended_at = len(clauses), at
    gathering.save()
    recording.record("rules gone through together", by=by, at=at, about=gathering, rows=[*presences, *readings])
    return readings


@transaction.atomic
def drop_together(gathering: Gathering, *, by: Actor, at: datetime) -> None:
    """Begun by mistake: nothing is kept of it. Raises Absent."""
    gathering = _lock_open(gathering, by=by, at=at)
    recording.record("going through rules together dropped", by=by, at=at, gone=[gathering])
    gathering.delete()


@transaction.atomic
def was_not_there(presence: Presence, *, by: Actor, at: datetime) -> None:
    """Ticked by mistake: this member wasn't there, and what was noted down for them by it is taken out."""
    policy.require(by, "go through rules together", group_id=presence.gathering.group_id, at=at)
    presence = Presence.objects.select_for_update().select_related("gathering").get(pk=presence.pk)
    readings = list(Reading.objects.filter(gathering=presence.gathering, membership=presence.membership_id))
    recording.record(
        "taken out of going through rules together", by=by, at=at, about=presence.gathering, gone=[presence, *readings]
    )
    Reading.objects.filter(pk__in=[reading.pk for reading in readings]).delete()
    presence.delete()


@transaction.atomic
def go_through_together(rule_set: RuleSet, present: Iterable[Membership], *, by: Staff, at: datetime) -> list[Reading]:
    """All of it in one act, where the words were read from paper or aloud.

    Raises NobodyPresent, Replaced, Begun.
    """
    return end_together(begin_together(rule_set, by=by, at=at), present, by=by, at=at)


def _lock_open(gathering: Gathering, *, by: Actor, at: datetime) -> Gathering:
    policy.require(by, "go through rules together", group_id=gathering.group_id, at=at)
    found = Gathering.objects.select_for_update().filter(pk=gathering.pk, ended_at=None).first()
    if found is None:
        raise Absent
    return found


def _members(group_id: uuid.UUID, present: Iterable[Membership]) -> list[Membership]:
    wanted = [membership.pk for membership in present]
    found = list(Membership.objects.select_for_update().current().filter(pk__in=wanted, group=group_id))
    if not found:
        raise NobodyPresent
    return found


def _clauses(group_id: uuid.UUID, origins: Sequence[str], shown: Iterable[uuid.UUID] | None) -> list[Clause]:
    """The newest clause that was ever published for each that was shown, in their order."""
    wanted = set(origins) if shown is None else {str(origin) for origin in shown}
    rows = Clause.objects.filter(rule_set__group=group_id, origin_id__in=origins).exclude(rule_set__number=None)
    newest = {str(clause.origin_id): clause for clause in rows.order_by("rule_set__number")}
    return [newest[origin] for origin in origins if origin in wanted and origin in newest]


def _read_together(
    members: Sequence[Membership], clauses: Sequence[Clause], gathering: Gathering, at: datetime
) -> list[Reading]:
    known = set(Reading.objects.filter(membership__in=members).values_list("membership_id", "origin_id"))
    readings = [
        _reading(member, clause, Reading.How.ROOM, at, gathering)
        for member in members
        for clause in clauses
        if (member.pk, clause.origin_id) not in known
    ]
    return Reading.objects.bulk_create(readings)


def _refuse_replaced(rule_set: RuleSet, group_id: uuid.UUID) -> None:
    if not RuleSet.objects.published().filter(pk=rule_set.pk, group=group_id).exists():
        raise Replaced


def _reading(
    membership: Membership, clause: Clause, how: str, at: datetime, gathering: Gathering | None = None
) -> Reading:
    return Reading(
        practice_id=membership.practice_id,
        membership=membership,
        clause=clause,
        origin_id=clause.origin_id,
        how=how,
        gathering=gathering,
        read_at=at,
    )
