"""Hand out a paper: to the member without a trace, to staff with one entry, since it shows a real name."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from underrose.ground.ledger import recording
from underrose.ground.refusal import Absent
from underrose.ground.vault import sealing
from underrose.groups.models import Group, Membership
from underrose.people import policy
from underrose.people.matters import queries as matters
from underrose.people.models import Actor, Member, Staff
from underrose.safeguards.protection.disclosures import papers, queries
from underrose.safeguards.protection.disclosures.models import Disclosure, Permission


@transaction.atomic
def hand_permission(permission: Permission, *, by: Actor, at: datetime) -> bytes:
    """The copy of a signed permission. Raises Absent if it was never signed."""
    membership = permission.membership
    _require(membership, "see permissions", by, at)
    if permission.signed_at is None:
        raise Absent
    _seen("copy of a permission", membership, permission, by, at)
    opened = sealing.open_all(permission)
    evidence = json.loads(opened["evidence"])
    found = queries.shown(_rows(permission), at)[0]
    return papers.permission(
        found,
        name=opened["name"],
        intent=evidence.get("intent", ""),
        signed_by=evidence.get("signed_by", ""),
        authority=evidence.get("authority", ""),
    )


@transaction.atomic
def hand_sheet(disclosure: Disclosure, *, by: Staff, at: datetime) -> bytes:
    """The sheet that goes with what is shared, with the person's real name."""
    _require(disclosure.membership, "record disclosure", by, at)
    _seen("sheet to what was shared", disclosure.membership, disclosure, by, at)
    permitted, name = None, sealing.reveal(disclosure.membership.member, "legal_name")
    if disclosure.permission is not None:
        permitted = queries.shown(_rows(disclosure.permission), at)[0]
        name = sealing.reveal(disclosure.permission, "name")
    return papers.sheet(queries.one(disclosure), permitted, name=name or _not_kept())


@transaction.atomic
def hand_account(membership: Membership, *, by: Staff, at: datetime) -> bytes:
    """The accounting about one member in one group, for a leader to hand to them."""
    _require(membership, "see disclosures", by, at)
    _seen("account of what was shared", membership, membership, by, at)
    return _account(membership.member, queries.of_group(membership), [membership.group], at)


def own_account(*, by: Member, at: datetime) -> bytes:
    """A member's own accounting, of all their groups. Leaves no trace."""
    policy.require(by, "see disclosures", member_id=by.pk, at=at)
    groups = Group.objects.filter(pk__in=Membership.objects.filter(member=by).values("group"))
    return _account(by, Disclosure.objects.filter(membership__member=by), groups, at)


def _account(member: Member, rows: QuerySet[Disclosure], groups: Iterable[Group], at: datetime) -> bytes:
    found = queries.account(rows, at, member.practice.time_zone)
    name = sealing.reveal(member, "legal_name")
    return papers.account(found, practice=member.practice, name=name or _not_kept(), groups=groups, at=at)


def _not_kept() -> str:
    return _("The full name is not kept here.")


def _rows(permission: Permission) -> QuerySet[Permission]:
    return Permission.objects.filter(pk=permission.pk).select_related(
        "practice", "membership__group", "membership__practice"
    )


def _require(membership: Membership, act: str, by: Actor, at: datetime) -> None:
    if membership.practice_id != by.practice_id:
        raise Absent
    policy.require(by, act, group_id=membership.group_id, member_id=membership.member_id, at=at)


def _seen(
    what: str, membership: Membership, about: Permission | Disclosure | Membership, by: Actor, at: datetime
) -> None:
    if isinstance(by, Staff):
        matter_id = matters.handled(membership.member_id, group_id=membership.group_id, by=by, at=at)
        recording.viewed(what, by=by, at=at, about=about, subjects=[membership.member_id], matter_id=matter_id)
