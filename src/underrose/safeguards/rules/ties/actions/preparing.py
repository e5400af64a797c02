"""Begin a group's tie check, say that the place is small, name who reviews it."""

from __future__ import annotations

import secrets
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from underrose.ground.ledger import recording
from underrose.ground.refusal import Absent, Refused
from underrose.ground.vault import sealing
from underrose.groups.models import Group
from underrose.people import policy
from underrose.people.models import Staff
from underrose.safeguards.rules.ties import findings, reviewers
from underrose.safeguards.rules.ties.models import Check


class LeadsThisGroup(Refused):
    said = _("The reviewer must be somebody who doesn’t lead this group. Choose another person.")
    status = 422


class GroupOver(Refused):
    said = _("This group has ended.")


@transaction.atomic
def begin(group: Group, *, by: Staff, at: datetime) -> Check:
    """Begin it, under a key of its own; an earlier one is given back. Raises Absent, GroupOver."""
    if group.practice_id != by.practice_id:
        raise Absent
    policy.require(by, "prepare ties", group_id=group.pk, at=at)
    group = Group.objects.select_for_update(of=("self",)).get(pk=group.pk)
    if group.ended_at is not None:
        raise GroupOver
    if found := Check.objects.filter(group=group).first():
        return found
    made = Check(
        practice_id=group.practice_id,
        subject_id=sealing.subject(group.practice_id, "tie", at=at),
        group=group,
        begun_at=at,
    )
    sealing.seal(made, secret=secrets.token_hex(32), **findings.texts(()))
    made.save(force_insert=True)
    recording.record("tie check begun", by=by, at=at, about=made)
    return made


@transaction.atomic
def set_small_town(check: Check, is_small_town: bool, *, by: Staff, at: datetime) -> Check:
    """Say whether people here are bound to know each other: members are told so beforehand. Raises Absent."""
    check = locked(check, by=by, act="prepare ties", at=at)
    if check.is_small_town != is_small_town:
        check.is_small_town = is_small_town
        check.save(update_fields=["is_small_town"])
        recording.record("tie check set for place", by=by, at=at, about=check, details={"small": is_small_town})
    return check


@transaction.atomic
def name_reviewer(check: Check, reviewer: Staff, *, by: Staff, at: datetime) -> Check:
    """Name who learns of what the leaders may not. Raises Absent, LeadsThisGroup."""
    check = locked(check, by=by, act="name tie reviewer", at=at)
    if reviewer not in reviewers.able(check, at=at):
        raise LeadsThisGroup
    if check.reviewer_id != reviewer.pk:
        check.reviewer = reviewer
        check.save(update_fields=["reviewer"])
        recording.record("tie reviewer named", by=by, at=at, about=check)
    return check


def locked(check: Check, *, by: Staff, act: str, at: datetime) -> Check:
    """The check, locked, for a leader of its group. Raises Absent."""
    if check.practice_id != by.practice_id:
        raise Absent
    policy.require(by, act, group_id=check.group_id, at=at)
    return Check.objects.select_for_update(of=("self",)).select_related("group").get(pk=check.pk, ended_at=None)
