"""Rule sets in editions, their clauses, who has gone through which, and questions about them.

A published edition never changes; a change is a new edition. Doesn't know what a signature is.
"""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from underrose.ground.ledger.models import Recorded
from underrose.ground.vault.models import SealedField, SealedRow
from underrose.groups.models import Group, Membership
from underrose.people.models import Practice, Staff


class RuleSetQuerySet(models.QuerySet["RuleSet"]):
    def published(self) -> RuleSetQuerySet:
        return self.filter(state=RuleSet.State.PUBLISHED)

    def draft(self) -> RuleSetQuerySet:
        return self.filter(state=RuleSet.State.DRAFT)


class RuleSet(Recorded):
    """One edition of one group's rules."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        PUBLISHED = "published", _("Published")
        RETIRED = "retired", _("Retired")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    practice = models.ForeignKey(Practice, models.PROTECT, related_name="+")
    group = models.ForeignKey(Group, models.PROTECT, related_name="+")
    number = models.PositiveIntegerField(null=True)  # given when it is published
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    made_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True)
    retired_at = models.DateTimeField(null=True)

    objects = RuleSetQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["group"], condition=Q(state="draft"), name="one_draft_of_rules_per_group"),
            models.UniqueConstraint(
                fields=["group"], condition=Q(state="published"), name="one_published_set_of_rules_per_group"
            ),
            models.UniqueConstraint(fields=["group", "number"], name="numbers_of_rule_sets_differ"),
            models.CheckConstraint(
                condition=Q(state="draft", number=None) | (~Q(state="draft") & Q(number__isnull=False)),
                name="published_rules_have_a_number",
            ),
        ]


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
    # The clause that first said this: what was gone through stays so in later editions while the meaning is the same.
    origin_id = models.UUIDField(db_index=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["rule_set", "position"], name="clauses_of_rules_stand_in_order"),
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
    read_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["membership", "origin_id"], name="one_reading_per_member_and_clause"),
        ]


class QuestionQuerySet(models.QuerySet["Question"]):
    def open(self) -> QuestionQuerySet:
        return self.filter(answered_at=None)


class Question(SealedRow, Recorded):
    """What a member asks about a clause; sealed under the member's key, read by the facilitators of the group."""

    class About(models.TextChoices):
        RULES = "rules", _("The rules")
        AGREEMENT = "agreement", _("The agreement")

    class How(models.TextChoices):
        WRITTEN = "written", _("Answered here")
        TALKED = "talked", _("We talked")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    practice = models.ForeignKey(Practice, models.PROTECT, related_name="+")
    membership = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    about = models.CharField(max_length=10, choices=About.choices)
    # The clause's row, in this room or in the agreements'; a plain id, because that room lies above this one.
    clause_id = models.UUIDField()
    topic = SealedField()  # the clause's title as it stood
    words = SealedField()
    answer = SealedField()
    how = models.CharField(max_length=8, choices=How.choices, blank=True)
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
