"""Practices, staff, members: nouns, and what must always be true of them."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from underrose.ground.ledger.models import Recorded
from underrose.ground.vault.models import SealedField, SealedRow


class Practice(Recorded):
    """The organisation; the tenant. Every row belongs to one."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    name = models.CharField(max_length=120)
    label = models.CharField(max_length=40, default="Appointment")  # all that ever leaves the house
    time_zone = models.CharField(max_length=64, default="UTC")
    is_example = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    recovery_checked_at = models.DateTimeField(null=True)

    @property
    def practice_id(self) -> uuid.UUID:
        return self.id


class StaffManager(BaseUserManager["Staff"]):
    def get_by_natural_key(self, username: str | None) -> Staff:
        return self.get(email__iexact=username)


class Staff(AbstractBaseUser, Recorded):
    """A person who works there. Signs in with password and second factor, or a passkey."""

    unrecorded: ClassVar = ("password", "last_login")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    practice = models.ForeignKey(Practice, models.PROTECT, related_name="staff")
    name = models.CharField(_("Name"), max_length=120)
    email = models.EmailField(_("E-mail"), unique=True)
    is_active = models.BooleanField(default=True)
    session_epoch = models.PositiveIntegerField(default=0)  # raised to end every session at once
    made_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)

    objects = StaffManager()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar = ["name"]

    @property
    def ref(self) -> str:
        return f"staff:{self.pk}"

    def __str__(self) -> str:
        return self.name

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """What each signed-in browser holds; a new password or a new epoch ends them all at their next request."""
        words = f"{self.password}:{self.session_epoch}:{self.is_active}"
        return salted_hmac("underrose.people.Staff", words, secret=secret, algorithm="sha256").hexdigest()


class StaffLink(Recorded):
    """A one-time address by which a member of staff sets a password: an invitation or a new start. Kept as a hash."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    practice = models.ForeignKey(Practice, models.PROTECT, related_name="+")
    staff = models.ForeignKey(Staff, models.PROTECT, related_name="links")
    token_hash = models.BinaryField(max_length=32, unique=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)


class Role(models.TextChoices):
    """What staff are to a practice or a group; guardian and member complete the policy table."""

    FACILITATOR = "facilitator", _("Facilitator")
    CO_FACILITATOR = "co-facilitator", _("Co-facilitator")
    SUPERVISOR = "supervisor", _("Supervisor")
    PRIVACY_OFFICER = "privacy officer", _("Privacy officer")
    PRACTICE_ADMIN = "practice admin", _("Practice admin")
    OUTSIDE = "outside person", _("Outside person")  # confirms and reviews where a practice has nobody else
    VISITOR = "visitor", _("Visitor")  # a trainee, observer or interpreter, in one group and for a time


class Assignment(Recorded):
    """A role, in the whole practice (group_id is null) or in one group, for a time.

    Practice-wide: supervisor, privacy officer, practice admin, facilitator (may lead; sees no group by that alone),
    outside person. A visitor is one in a group alone, and always with an end.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    practice = models.ForeignKey(Practice, models.PROTECT, related_name="+")
    staff = models.ForeignKey(Staff, models.PROTECT, related_name="assignments")
    role = models.CharField(max_length=20, choices=Role.choices)
    # A plain id, because groups live on the floor above; groups.actions.assign vouches for it.
    group_id = models.UUIDField(null=True, db_index=True)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)


@dataclass(frozen=True, slots=True)
class Standing:
    """What one member of staff is, at one moment: practice-wide roles, and a role in each assigned group."""

    staff: Staff
    roles: frozenset[str] = frozenset()
    groups: Mapping[uuid.UUID, str] = field(default_factory=dict)

    @property
    def own_groups(self) -> tuple[uuid.UUID, ...]:
        """The groups they lead or supervise. Who only visits a group sees its own page and nothing else of it."""
        return tuple(group for group, role in self.groups.items() if role != Role.VISITOR)


class Member(SealedRow, Recorded):
    """A person in groups. Who they really are is sealed; they are known by a chosen name (in each membership)."""

    unrecorded: ClassVar = ("session_epoch",)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    practice = models.ForeignKey(Practice, models.PROTECT, related_name="+")
    legal_name = SealedField()
    mail_name = SealedField()  # as they want to be called on messages and letters; others may read those
    mail = SealedField()
    phone = SealedField()
    contact_rules = SealedField()  # as reaching.ContactRules writes it
    rules_said_at = models.DateTimeField(null=True)  # when they last said, or said again, how they may be reached
    channel_confirmed_at = models.DateTimeField(null=True)  # a code came back from the address that is written to
    mail_index = models.BinaryField(max_length=16, null=True)
    phone_index = models.BinaryField(max_length=16, null=True)
    session_epoch = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField()
    joined_at = models.DateTimeField(null=True)
    left_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["practice", "mail_index"], name="member_by_mail"),
            models.Index(fields=["practice", "phone_index"], name="member_by_phone"),
        ]

    @property
    def ref(self) -> str:
        return f"member:{self.pk}"


class EmergencyContact(SealedRow, Recorded):
    """Whom to call when a member is in danger, in the member's words. Opened through naming alone, for that purpose."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    practice = models.ForeignKey(Practice, models.PROTECT, related_name="+")
    member = models.OneToOneField(Member, models.PROTECT, related_name="emergency_contact")
    name = SealedField()
    relation = SealedField()
    phone = SealedField()
    may_be_told = SealedField()
    set_at = models.DateTimeField()


class Whereabouts(SealedRow, Recorded):
    """Where a member of an online group is now, so that help finds them; sealed, and deleted when it is over."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    practice = models.ForeignKey(Practice, models.PROTECT, related_name="+")
    member = models.OneToOneField(Member, models.PROTECT, related_name="whereabouts")
    place = SealedField()
    until = models.DateTimeField()


class ContactCode(models.Model):
    """Six figures sent to the address a member gave, to see that it is theirs. Gone once used, stale or changed.

    No ledger entry: it is proof of nothing; that the address was confirmed is recorded with the member.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    member = models.OneToOneField(Member, models.CASCADE, related_name="+")
    code_hash = models.BinaryField(max_length=32)
    key = models.CharField(max_length=200)  # of its message in the outbox
    comes_at = models.DateTimeField()  # within the hours the member named
    expires_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)


class JoiningCard(Recorded):
    """The paper with QR and short code that lets a member in; ended and made anew in one tap."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    practice = models.ForeignKey(Practice, models.PROTECT, related_name="+")
    member = models.ForeignKey(Member, models.PROTECT, related_name="cards")
    code_index = models.BinaryField(max_length=16)  # blind index of the short code
    secret_index = models.BinaryField(max_length=16)  # blind index of the QR's secret
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["member"], condition=models.Q(ended_at=None), name="one_living_card_per_member"
            ),
            models.UniqueConstraint(
                fields=["code_index"], condition=models.Q(ended_at=None), name="living_short_codes_differ"
            ),
        ]


class SignInCode(models.Model):
    """Six digits, and a link's secret, sent to a member's own address. Gone once used or stale.

    Without a member it is a decoy: asking about an unknown address leaves the same behind. No ledger entry: a code is
    proof of nothing and soon deleted; when a member came in is nobody's business.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    member = models.ForeignKey(Member, models.CASCADE, null=True, related_name="+")
    code_hash = models.BinaryField(max_length=32)
    link_hash = models.BinaryField(max_length=32, unique=True)
    expires_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)


@dataclass(frozen=True, slots=True)
class System:
    """The house itself, acting under a name: no act is nobody's."""

    practice_id: uuid.UUID
    name: str = "worker"

    @property
    def ref(self) -> str:
        return f"system:{self.name}"


Actor = Staff | Member | System
