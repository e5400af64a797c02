"""What others may ask of the agreements: the edition in force, who signed which, which copy is ours.

Answers in a constant number of queries, for many groups at once. Writes nothing.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from underrose.groups.models import Group, Membership
from underrose.safeguards.agreements.models import Edition, Passage, Signature, Wish


@dataclass(frozen=True, slots=True)
class Signed:
    """The newest standing signature of a member."""

    number: int
    kind: str
    signed_at: datetime
    pk: uuid.UUID
    has_copy: bool


def in_force(group: Group) -> Edition | None:
    """The edition in force in a group, or None."""
    return Edition.objects.published().filter(group=group).select_related("group").first()


def in_force_rows(group_ids: Iterable[uuid.UUID]) -> QuerySet[Edition]:
    """The edition in force of each group."""
    return Edition.objects.published().filter(group__in=list(group_ids))


def signature_in_force(membership: Membership, edition: Edition) -> Signature | None:
    """The standing signature that counts for the edition in force, or None."""
    return (
        Signature.objects.standing()
        .filter(membership=membership, edition__number__gte=edition.counts_from)
        .order_by("-edition__number")
        .first()
    )


def signed_rows(group_ids: Iterable[uuid.UUID]) -> QuerySet[Signature, Any]:
    """The standing signatures of current members, for `newest`."""
    return (
        Signature.objects.standing()
        .filter(membership__group__in=list(group_ids), membership__left_at=None)
        .order_by("edition__number")
        .values_list("membership_id", "edition__number", "kind", "signed_at", "pk", "copy_digest")
    )


def newest(rows: Iterable[tuple[Any, ...]]) -> Mapping[uuid.UUID, Signed]:
    """Each member's newest signature out of `signed_rows`, by the membership's id."""
    return {member: Signed(number, kind, at, pk, bool(digest)) for member, number, kind, at, pk, digest in rows}


def signed_of(group_ids: Iterable[uuid.UUID]) -> Mapping[uuid.UUID, Signed]:
    """Each current member's newest standing signature, by the membership's id."""
    return newest(signed_rows(group_ids))


def wish_rows(group_ids: Iterable[uuid.UUID]) -> QuerySet[Wish, Any]:
    """(membership's id, kind) of what current members said instead of signing."""
    rows = Wish.objects.filter(membership__group__in=list(group_ids), membership__left_at=None, ended_at=None)
    return rows.order_by().values_list("membership_id", "kind")


def wishes_of(group_ids: Iterable[uuid.UUID]) -> Mapping[uuid.UUID, str]:
    """What each current member said instead of signing, by the membership's id."""
    return dict(wish_rows(group_ids))


def through(membership: Membership, edition: Edition) -> set[uuid.UUID]:
    """The clauses of an edition that this member has gone through."""
    passages = Passage.objects.filter(membership=membership, clause__edition=edition).exclude(through_at=None)
    return set(passages.values_list("clause_id", flat=True))


def copy_known(digest: str) -> Signature | None:
    """The signature whose copy has this digest, or None."""
    return Signature.objects.select_related("edition__group").filter(copy_digest=digest).exclude(copy_digest="").first()
