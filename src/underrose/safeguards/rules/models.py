"""Rule sets in editions, their clauses, who has gone through which, questions about them, and notes for everyone.

A published edition never changes; a change is a new edition. Doesn't know what a signature is.
"""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from underrose.ground.ledger.models import Recorded
from underrose.ground.vault.models import SealedField, SealedRow
from underrose.groups.editions import Edition, EditionQuerySet
from underrose.groups.models import Group, GroupSession, Membership
from underrose.people.models import Practice, Staff


class RuleSet(Edition):
    """One edition of one group's rules."""

    is_for_young = models.BooleanField(default=False)  # begun with the starter texts for young people

    objects = EditionQuerySet["RuleSet"].as_manager()

    class Meta(Edition.Meta):
        pass


class Clause(SealedRow, Recorded):
    """One rule in plain words. Sealed under the group's key, because groups write names into their own rules."""

    class Part(models.TextChoices):
        RULE = "rule", _("What we keep")
        LIMIT = "limit", _("The limits")
        HOUSE = "house", _("Our own")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    practice = models.ForeignKey(Practice, models.PROTECT, related_name="+")
    rule_set = models.ForeignKey(RuleSet, models.PROTECT, related_name="clauses")
    key = models.CharField(max_length=40)  # the starter text it began as, or "own"
    part = models.CharField(max_length=8, choices=Part.choices, default=Part.RULE)
    position = models.PositiveSmallIntegerField()
    title = SealedField()
    words = SealedField()
    check_json = SealedField()  # the question after it: {"question", "options": [{"words", "right", "because"}]}
    # The clause that first said this: what was gone through stays so in later editions while the meaning is the same.
    origin_id = models.UUIDField(db_index=True)
    former_id = models.UUIDField(null=True)  # the clause that this one was copied from, for the difference of editions
    # Where a starter text came from and when it was last looked through; kept though a group writes it anew.
    source = models.CharField(max_length=400, blank=True)
    reviewed = models.DateField(null=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["rule_set", "position"], name="clauses_of_rules_stand_in_order"),
        ]


class Gathering(Recorded):
    """A group goes through its rules together, in the room: begun, then ended with those who were there, or dropped.

    It holds which clauses are shown, by what they first said, so that a new edition meanwhile takes nothing away.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    practice = models.ForeignKey(Practice, models.PROTECT, related_name="+")
    group = models.ForeignKey(Group, models.PROTECT, related_name="+")
    session = models.ForeignKey(GroupSession, models.PROTECT, null=True, related_name="+")  # where one was open
    origins = models.JSONField(default=list)  # the clauses to be shown, in order: their `origin_id` as text
    reached = models.PositiveSmallIntegerField(default=0)  # how many of them were shown, once it has ended
    is_difference = models.BooleanField(default=False)  # only what is new to people who had gone through the rest
    begun_at = models.DateTimeField()
    begun_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["group"], condition=Q(ended_at=None), name="one_gathering_over_rules_at_a_time"
            ),
        ]


class Presence(Recorded):
    """A member was there when the group went through its rules together."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    practice = models.ForeignKey(Practice, models.PROTECT, related_name="+")
    gathering = models.ForeignKey(Gathering, models.PROTECT, related_name="presences")
    membership = models.ForeignKey(Membership, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["gathering", "membership"], name="one_presence_per_gathering"),
        ]


class Reading(Recorded):
    """A member has gone through one clause: on their phone, or with the others in the room."""

    class How(models.TextChoices):
        PHONE = "phone", _("On their own phone")
        ROOM = "room", _("Together in the room")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    practice = models.ForeignKey(Practice, models.PROTECT, related_name="+")
    membership = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    clause = models.ForeignKey(Clause, models.PROTECT, related_name="+")
    origin_id = models.UUIDField()
    how = models.CharField(max_length=8, choices=How.choices)
    gathering = models.ForeignKey(Gathering, models.PROTECT, null=True, related_name="+")  # for the room
    read_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["membership", "origin_id"], name="one_reading_per_member_and_clause"),
        ]


class About(models.TextChoices):
    """Where a clause stands."""

    RULES = "rules", _("The rules")
    AGREEMENT = "agreement", _("The agreement")


class NoteQuerySet(models.QuerySet["Note"]):
    def shown(self) -> NoteQuerySet:
        """Those that the group sees now."""
        return self.filter(published_at__isnull=False, taken_back_at=None)

    def proposed(self) -> NoteQuerySet:
        """Those that wait for a yes of whoever asked."""
        return self.filter(published_at=None, taken_back_at=None)


class Note(SealedRow, Recorded):
    """The leaders' words on a clause, for everyone in the group to read.

    It may come of somebody's question; nothing in it says so or whose. Sealed under the group's key, so that it stays
    when whoever asked has left. It follows its clause through the editions, until the meaning changes.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    practice = models.ForeignKey(Practice, models.PROTECT, related_name="+")
    group = models.ForeignKey(Group, models.PROTECT, related_name="+")
    about = models.CharField(max_length=10, choices=About.choices)
    # The clause's `origin_id`, in this room or in the agreements'; a plain id, because that room lies above this one.
    origin_id = models.UUIDField()
    topic = SealedField()  # the clause's title as it stood
    words = SealedField()
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    published_at = models.DateTimeField(null=True)
    taken_back_at = models.DateTimeField(null=True)

    objects = NoteQuerySet.as_manager()

    class Meta:
        ordering = ["written_at", "pk"]
        indexes = [models.Index(fields=["group", "about"], condition=Q(taken_back_at=None), name="note_by_group")]

    @property
    def is_shown(self) -> bool:
        return self.published_at is not None and self.taken_back_at is None

    @property
    def is_proposed(self) -> bool:
        return self.published_at is None and self.taken_back_at is None

    @property
    def is_declined(self) -> bool:
        """Whoever asked said no, before it was shown."""
        return self.published_at is None and self.taken_back_at is not None


class QuestionQuerySet(models.QuerySet["Question"]):
    def open(self) -> QuestionQuerySet:
        return self.filter(answered_at=None)


class Question(SealedRow, Recorded):
    """What a member asks about a clause; sealed under the member's key, read by the facilitators of the group."""

    About = About

    class How(models.TextChoices):
        WRITTEN = "written", _("Answered here")
        TALKED = "talked", _("We talked")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    practice = models.ForeignKey(Practice, models.PROTECT, related_name="+")
    membership = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    about = models.CharField(max_length=10, choices=About.choices)
    # The clause's row, in this room or in the agreements'; a plain id, because that room lies above this one.
    clause_id = models.UUIDField()
    origin_id = models.UUIDField()  # the same clause in whichever edition, for a note on it
    topic = SealedField()  # the clause's title as it stood
    words = SealedField()
    answer = SealedField()
    how = models.CharField(max_length=8, choices=How.choices, blank=True)
    may_be_noted = models.BooleanField(default=False)  # said when asking: an answer may be shown to all, without me
    note = models.ForeignKey(Note, models.PROTECT, null=True, related_name="+")  # the newest that came of it
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")

    objects = QuestionQuerySet.as_manager()

    class Meta:
        ordering = ["asked_at"]
        indexes = [
            models.Index(fields=["membership"], condition=Q(answered_at=None), name="question_open_by_member"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at=None, how="") | (Q(answered_at__isnull=False) & ~Q(how="")),
                name="an_answered_question_says_how",
            ),
        ]
