"""Groups, memberships, sessions, attendance."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from underrose.ground.ledger.models import Recorded
from underrose.ground.refusal import Absent
from underrose.ground.vault.keeping import Kept
from underrose.ground.vault.models import SealedField, SealedRow
from underrose.people.models import Member, Practice, Staff, Standing


class GroupQuerySet(models.QuerySet["Group"]):
    def seen_by(self, viewer: Standing) -> GroupQuerySet:
        """Groups this viewer leads or supervises now; never those they only visit."""
        return self.filter(practice=viewer.staff.practice_id, pk__in=viewer.own_groups)

    def one_seen_by(self, viewer: Standing, pk: uuid.UUID, *, visiting: bool = False) -> Group:
        """The one group, if this viewer leads, supervises or (where `visiting` may) visits it now. Raises Absent."""
        able = viewer.groups if visiting else viewer.own_groups
        found = self.filter(practice=viewer.staff.practice_id, pk=pk).first() if pk in able else None
        if found is None:
            raise Absent
        return found

    def living(self) -> GroupQuerySet:
        return self.filter(ended_at=None)


class Group(SealedRow, Recorded):
    """A therapy group. Its title is sealed; outside, it has only its neutral label."""

    class Kind(models.TextChoices):
        OPEN = "open", _("Open: people may join midway")
        CLOSED = "closed", _("Closed: the same people from start to end")
        ROLLING = "rolling", _("Rolling: people join and finish all the time")

    class Place(models.TextChoices):
        IN_PERSON = "in person", _("In person")
        ONLINE = "online", _("Online")
        BOTH = "both", _("Both")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    practice = models.ForeignKey(Practice, models.PROTECT, related_name="+")
    title = SealedField()
    video_link = SealedField()
    label = models.CharField(_("Label"), max_length=40)
    kind = models.CharField(max_length=8, choices=Kind.choices)
    place = models.CharField(max_length=10, choices=Place.choices)
    is_part2 = models.BooleanField(default=False)  # 42 CFR Part 2: substance use disorder records
    weekday = models.PositiveSmallIntegerField(null=True)  # Monday is 0
    starts_at_time = models.TimeField(null=True)  # wall-clock time in `time_zone`
    minutes = models.PositiveSmallIntegerField(default=90)
    time_zone = models.CharField(max_length=64)
    starts_on = models.DateField()
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects = GroupQuerySet.as_manager()

    @classmethod
    def kept(cls, practice_id: uuid.UUID) -> Iterator[Kept]:
        """Each group's own words. Its members' records go first: what they signed quotes it."""
        members: dict[uuid.UUID, set[uuid.UUID]] = defaultdict(set)
        rows = Membership.objects.filter(practice=practice_id).values_list("group_id", "subject_id")
        for group_id, subject_id in rows:
            members[group_id].add(subject_id)
        for group in cls.objects.filter(practice=practice_id).only("subject_id", "ended_at"):
            yield Kept(
                group.subject_id,
                "group",
                group.ended_at,
                group_ids=frozenset([group.pk]),
                after=frozenset(members[group.pk]),
            )


class MembershipQuerySet(models.QuerySet["Membership"]):
    def current(self) -> MembershipQuerySet:
        return self.filter(left_at=None)

    def at(self, moment: datetime) -> MembershipQuerySet:
        return self.filter(since__lte=moment).filter(Q(left_at=None) | Q(left_at__gt=moment))

    def taking_part(self) -> MembershipQuerySet:
        """The current ones who are not paused: who is expected, reminded and counted."""
        return self.current().exclude(Exists(Pause.objects.filter(membership=OuterRef("pk"), until=None)))


class Membership(SealedRow, Recorded):
    """One episode of one member in one group. A return is a new row; no row is ever deleted."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    practice = models.ForeignKey(Practice, models.PROTECT, related_name="+")
    group = models.ForeignKey(Group, models.PROTECT, related_name="memberships")
    member = models.ForeignKey(Member, models.PROTECT, related_name="+")
    chosen_name = SealedField()  # under the member's own key
    since = models.DateTimeField()
    left_at = models.DateTimeField(null=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["group", "member"], condition=Q(left_at=None), name="one_living_membership_per_member_and_group"
            ),
            models.CheckConstraint(condition=Q(left_at=None) | Q(left_at__gte=F("since")), name="left_after_joining"),
        ]

    @classmethod
    def kept(cls, practice_id: uuid.UUID) -> Iterator[Kept]:
        """Each member's record, whichever groups they were in: its time runs once they have left them all."""
        groups: dict[uuid.UUID, set[uuid.UUID]] = defaultdict(set)
        left: dict[uuid.UUID, list[datetime | None]] = defaultdict(list)
        rows = cls.objects.filter(practice=practice_id).values_list("member_id", "group_id", "left_at")
        for member_id, group_id, left_at in rows:
            groups[member_id].add(group_id)
            left[member_id].append(left_at)
        for member in Member.objects.filter(practice=practice_id).only("subject_id", "made_at", "left_at"):
            ends = left.get(member.pk) or [member.left_at or member.made_at]
            over_at = None if None in ends else max(end for end in ends if end)
            yield Kept(member.subject_id, "member", over_at, member.pk, frozenset(groups[member.pk]))


class Pause(Recorded):
    """A time in which somebody stays a member and takes no part: not expected, not reminded, not counted."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    practice = models.ForeignKey(Practice, models.PROTECT, related_name="+")
    membership = models.ForeignKey(Membership, models.PROTECT, related_name="pauses")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)  # None while it lasts

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["membership"], condition=Q(until=None), name="one_pause_at_a_time"),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="pause_ends_after_it_begins"
            ),
        ]


def paused_at(moment: datetime) -> Q:
    """The condition on memberships that they are paused at a moment."""
    pauses = Pause.objects.filter(membership=OuterRef("pk"), since__lte=moment)
    return Q(Exists(pauses.filter(Q(until=None) | Q(until__gt=moment))))


class GroupSessionQuerySet(models.QuerySet["GroupSession"]):
    def seen_by(self, viewer: Standing) -> GroupSessionQuerySet:
        """Sessions of the groups this viewer leads or supervises now."""
        return self.filter(practice=viewer.staff.practice_id, group__in=viewer.own_groups)

    def one_seen_by(self, viewer: Standing, pk: uuid.UUID) -> GroupSession:
        """The one session, if this viewer leads or supervises its group now. Raises Absent."""
        found = self.filter(practice=viewer.staff.practice_id, pk=pk).first()
        if found is None or found.group_id not in viewer.own_groups:
            raise Absent
        return found


class GroupSession(Recorded):
    """One meeting of a group."""

    class State(models.TextChoices):
        PLANNED = "planned", _("Planned")
        OPEN = "open", _("Open")
        CLOSED = "closed", _("Closed")
        CANCELLED = "cancelled", _("Cancelled")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    practice = models.ForeignKey(Practice, models.PROTECT, related_name="+")
    group = models.ForeignKey(Group, models.PROTECT, related_name="sessions")
    number = models.PositiveIntegerField()
    slot = models.DateField(null=True)  # the day of the schedule it stands for; stays when the session is moved
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.PLANNED)
    stand_in = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")  # leads tonight only
    opened_at = models.DateTimeField(null=True)
    check_in_closed_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    objects = GroupSessionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["group", "number"], name="session_numbers_differ"),
            models.UniqueConstraint(fields=["group", "slot"], name="one_session_a_slot"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="session_ends_after_it_starts"),
        ]
        indexes = [models.Index(fields=["practice", "starts_at"], name="session_by_start")]


class AttendanceQuerySet(models.QuerySet["Attendance"]):
    def standing(self) -> AttendanceQuerySet:
        """Arrivals that were not taken back as a mistake."""
        return self.filter(undone_at=None)


class Attendance(Recorded):
    """A member's arrival and leaving at one session. Ticked by mistake it is undone, and never deleted."""

    class How(models.TextChoices):
        PHONE = "phone", _("Own phone")
        KIOSK = "kiosk", _("Kiosk")
        LEADER = "leader", _("The leader's list")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    practice = models.ForeignKey(Practice, models.PROTECT, related_name="+")
    session = models.ForeignKey(GroupSession, models.PROTECT, related_name="attendances")
    membership = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    how = models.CharField(max_length=8, choices=How.choices)
    checked_in_at = models.DateTimeField()
    checked_out_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["session", "membership"], condition=Q(undone_at=None), name="one_arrival_per_session"
            ),
        ]
