"""What is told for the tie check, what is compared, and what was found: all sealed, all padded to one size.

No row says with whom anybody is tied: what a run finds lies in one sealed sheet of the whole group, so that a copy of
the database shows neither who, nor how many, nor that there is anything at all.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator

from django.db import models
from django.db.models import Q

from underrose.ground.ledger.models import Recorded
from underrose.ground.vault.keeping import Kept
from underrose.ground.vault.models import SealedField, SealedRow
from underrose.groups.models import Group, GroupSession, Membership
from underrose.people.models import Practice, Staff


class Check(SealedRow, Recorded):
    """The tie check of one group: who reviews it, and under a key of its own what is compared by and what was found."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    practice = models.ForeignKey(Practice, models.PROTECT, related_name="+")
    group = models.OneToOneField(Group, models.PROTECT, related_name="+")
    # Without one, the practice's privacy officer or outside person reviews: never who leads this group.
    reviewer = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    is_small_town = models.BooleanField(default=False)
    secret = SealedField()  # the key of this group's comparisons
    findings = SealedField()  # JSON: findings.Findings
    # Those that leaders may hear of once more: their pages open nothing that takes longer where more was found.
    released = SealedField()
    begun_at = models.DateTimeField()
    staff_closed_at = models.DateTimeField(null=True)  # the first run: what staff tell later is for the reviewer
    ran_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)  # with the group; its key is destroyed

    @classmethod
    def kept(cls, practice_id: uuid.UUID) -> Iterator[Kept]:
        """A group's key of comparison, should it outlive the group: the house destroys it by itself."""
        rows = cls.objects.filter(practice=practice_id, ended_at=None).exclude(group__ended_at=None)
        for check in rows.select_related("group"):
            yield Kept(check.subject_id, "group", check.group.ended_at, group_ids=frozenset([check.group_id]))


def _left_over(rows: Iterable[Sheet | Forms]) -> Iterator[Kept]:
    """What outlives the membership it belongs to: nothing, unless the worker stands still."""
    for row in rows:
        if row.membership is not None:
            group = frozenset([row.membership.group_id])
            yield Kept(row.subject_id, "member", row.membership.left_at, row.membership.member_id, group)


_ONE_TELLER = Q(membership__isnull=False, staff=None) | Q(membership=None, staff__isnull=False)


class Sheet(SealedRow, Recorded):
    """What one person tells, in clear and sealed, until the next run has looked it through; then its key is destroyed.

    One row each time somebody tells; the latest counts.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    practice = models.ForeignKey(Practice, models.PROTECT, related_name="+")
    tie_check = models.ForeignKey(Check, models.PROTECT, related_name="sheets")
    membership = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+")
    staff = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    told = SealedField()  # JSON: papers.Told
    begun_at = models.DateTimeField()
    handed_in_at = models.DateTimeField(null=True)
    shredded_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=_ONE_TELLER, name="a_sheet_of_ties_has_one_teller"),
            models.UniqueConstraint(
                fields=["membership"], condition=Q(shredded_at=None), name="one_open_sheet_of_ties_per_member"
            ),
            models.UniqueConstraint(
                fields=["tie_check", "staff"], condition=Q(shredded_at=None), name="one_open_sheet_of_ties_per_staff"
            ),
        ]

    @classmethod
    def kept(cls, practice_id: uuid.UUID) -> Iterator[Kept]:
        """What was told by somebody who has left; the house destroys it by itself."""
        rows = cls.objects.filter(practice=practice_id, shredded_at=None).exclude(membership__left_at=None)
        yield from _left_over(rows.select_related("membership"))


class Forms(SealedRow, Recorded):
    """What one person's values are compared by: keyed, sealed under a key of their own, of one size for everybody.

    Made by the run that destroys the values; destroyed when the membership (or the role in the group) ends.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    practice = models.ForeignKey(Practice, models.PROTECT, related_name="+")
    tie_check = models.ForeignKey(Check, models.PROTECT, related_name="forms")
    membership = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+")
    staff = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    forms = SealedField()  # JSON: papers.Compared
    made_at = models.DateTimeField()
    shredded_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=_ONE_TELLER, name="forms_of_ties_have_one_teller"),
            models.UniqueConstraint(
                fields=["membership"], condition=Q(shredded_at=None), name="one_living_set_of_forms_per_member"
            ),
            models.UniqueConstraint(
                fields=["tie_check", "staff"], condition=Q(shredded_at=None), name="one_living_set_of_forms_per_staff"
            ),
        ]

    @classmethod
    def kept(cls, practice_id: uuid.UUID) -> Iterator[Kept]:
        """What somebody who has left was compared by; the house destroys it by itself."""
        rows = cls.objects.filter(practice=practice_id, shredded_at=None).exclude(membership__left_at=None)
        yield from _left_over(rows.select_related("membership"))


class Recognition(SealedRow, Recorded):
    """Whether somebody wants a word before a session begins, having looked round. Everybody answers the same way."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    practice = models.ForeignKey(Practice, models.PROTECT, related_name="+")
    session = models.ForeignKey(GroupSession, models.PROTECT, related_name="+")
    membership = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    answer = SealedField()  # JSON: {"answer": "word" or "no"}, of one size
    answered_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "membership"], name="one_look_round_per_session_and_member"),
        ]
