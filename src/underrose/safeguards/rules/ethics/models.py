"""Conflict reviews with their decisions, consultations, an author's reflections, the contacts of a practice."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterator

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from underrose.ground.ledger.models import Recorded
from underrose.ground.vault.keeping import Kept
from underrose.ground.vault.models import SealedField, SealedRow
from underrose.groups.models import Group, Membership
from underrose.people.models import Practice, Staff

# How the entries of this room's views begin; the list of looks puts them into calm words.
REVIEW_SEEN, REVIEW_BEGUN = "conflict review seen", "conflict review being opened"


class Option(models.TextChoices):
    """What can come of a conflict review."""

    NONE = "no conflict", _("Looked at, and nothing has to change")
    LEADER = "another leader", _("Another leader takes over with this person")
    REFERRAL = "referral", _("A place elsewhere is found")
    GO_ON = "go on", _("Go on, with safeguards and this person’s consent")


class ConflictReviewQuerySet(models.QuerySet["ConflictReview"]):
    def seen_by(self, staff: Staff) -> ConflictReviewQuerySet:
        """Those this person opened, was asked to decide, or was told of: nobody else learns that there is one."""
        told = Q(leader=staff.pk) & ~Q(leader_told_at=None)
        return self.filter(Q(opened_by=staff.pk) | Q(decider=staff.pk) | told, practice=staff.practice_id)

    def unsettled(self) -> ConflictReviewQuerySet:
        return self.exclude(state=ConflictReview.State.SETTLED)


class ConflictReview(SealedRow, Recorded):
    """Somebody who leads a group has a tie with one of its members: what is done about it, and who says so.

    Under a key of its own, because it tells on two people. Never decided by the leader whose tie it is.
    """

    class State(models.TextChoices):
        OPEN = "open", _("To be decided")
        CONSENT = "consent", _("Waits for consent")
        SETTLED = "settled", _("Settled")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    practice = models.ForeignKey(Practice, models.PROTECT, related_name="+")
    membership = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    leader = models.ForeignKey(Staff, models.PROTECT, related_name="+")  # whose tie it is
    leader_told_at = models.DateTimeField(null=True)  # none: a reviewer knows, and the leader doesn't
    opened_by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    decider = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    words = SealedField()  # what the tie is, and what worries
    state = models.CharField(max_length=8, choices=State.choices, default=State.OPEN)
    opened_at = models.DateTimeField()
    look_again_on = models.DateField(null=True)
    settled_at = models.DateTimeField(null=True)

    objects = ConflictReviewQuerySet.as_manager()

    class Meta:
        constraints = [
            # Of one opener alone: a second one by somebody else must be possible, else its refusal told of the first.
            models.UniqueConstraint(
                fields=["membership", "leader", "opened_by"],
                condition=~Q(state="settled"),
                name="one_open_conflict_review_an_opener",
            ),
            models.CheckConstraint(
                condition=~Q(decider=models.F("leader")), name="no_leader_decides_about_their_own_tie"
            ),
            models.CheckConstraint(
                condition=Q(state="settled", settled_at__isnull=False) | (~Q(state="settled") & Q(settled_at=None)),
                name="settled_conflict_reviews_say_when",
            ),
        ]

    @classmethod
    def kept(cls, practice_id: uuid.UUID) -> Iterator[Kept]:
        """What was written of each; its time runs once it is settled."""
        for row in cls.objects.filter(practice=practice_id).select_related("membership"):
            over = row.settled_at if row.look_again_on is None else None
            yield Kept(row.subject_id, "case", over, group_ids=frozenset([row.membership.group_id]))


class Decision(SealedRow, Recorded):
    """One decision of a conflict review. Never changed but for the consent it waited for; a later one has a number."""

    class Consent(models.TextChoices):
        GIVEN = "given", _("Yes")
        REFUSED = "refused", _("No")
        TAKEN_BACK = "taken back", _("Taken back")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    practice = models.ForeignKey(Practice, models.PROTECT, related_name="+")
    review = models.ForeignKey(ConflictReview, models.PROTECT, related_name="decisions")
    number = models.PositiveSmallIntegerField()
    option = models.CharField(max_length=16, choices=Option.choices)
    why = SealedField()
    safeguards = SealedField()  # what is done so that going on is safe
    by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    consent = models.CharField(max_length=10, choices=Consent.choices, blank=True)
    told = SealedField()  # what the member was told before they answered
    consent_on = models.DateField(null=True)
    consent_by = models.ForeignKey(
        Staff, models.PROTECT, null=True, related_name="+"
    )  # who wrote it down; none: the member took it back themselves
    consent_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["review", "number"], name="conflict_decisions_differ"),
            models.CheckConstraint(
                condition=Q(consent="", consent_on=None, consent_by=None, consent_at=None)
                | (
                    ~Q(consent="")
                    & Q(option="go on", consent_on__isnull=False, consent_at__isnull=False)
                    & (Q(consent_by__isnull=False) | Q(consent="taken back"))
                ),
                name="a_recorded_consent_says_when_and_by_whom",
            ),
        ]


class ConsultationQuerySet(models.QuerySet["Consultation"]):
    def seen_by(self, staff: Staff) -> ConsultationQuerySet:
        """Those this person asked, or was asked."""
        asked = Q(asked_of=staff.pk) & ~Q(state__in=("draft", "dropped"))
        return self.filter(Q(asked_by=staff.pk) | asked, practice=staff.practice_id)


class Consultation(SealedRow, Recorded):
    """A leader asks for advice: a supervisor or somebody else in the house, or a colleague outside it."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        ASKED = "asked", _("Waits for an answer")
        ANSWERED = "answered", _("Answered")
        DONE = "done", _("Done")
        DROPPED = "dropped", _("Thrown away")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    practice = models.ForeignKey(Practice, models.PROTECT, related_name="+")
    group = models.ForeignKey(Group, models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    asked_of = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")  # none: somebody outside
    state = models.CharField(max_length=8, choices=State.choices, default=State.DRAFT)
    outside = SealedField()  # the colleague's name, where they don't work here
    path = SealedField()  # JSON: {step of `path.STEPS`: own words}
    question = SealedField()
    answer = SealedField()
    came_of_it = SealedField()
    made_at = models.DateTimeField()
    asked_at = models.DateTimeField(null=True)
    answer_by = models.DateField(null=True)  # by which day it is needed
    answered_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")  # who wrote the answer down
    answered_at = models.DateTimeField(null=True)
    follow_up_on = models.DateField(null=True)
    done_at = models.DateTimeField(null=True)

    objects = ConsultationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(asked_of=None) | ~Q(asked_of=models.F("asked_by")), name="nobody_consults_themselves"
            ),
            models.CheckConstraint(
                condition=Q(state__in=("done", "dropped"), done_at__isnull=False)
                | (~Q(state__in=("done", "dropped")) & Q(done_at=None)),
                name="consultations_that_are_over_say_when",
            ),
        ]
        indexes = [models.Index(fields=["asked_of", "state"], name="consultation_by_whom_asked")]

    @classmethod
    def kept(cls, practice_id: uuid.UUID) -> Iterator[Kept]:
        """What was asked and answered; its time runs once it is done."""
        for row in cls.objects.filter(practice=practice_id).only("subject_id", "done_at", "group_id"):
            yield Kept(row.subject_id, "case", row.done_at, group_ids=frozenset([row.group_id]))


class Reflection(SealedRow, Recorded):
    """What a leader makes of their own reactions: sealed by their browser, under a key of its own once more.

    The house knows whose it is, of which group, when it was kept and about how long it is. It points at no member.
    """

    id = models.UUIDField(primary_key=True)  # made before it is sealed, which binds it
    practice = models.ForeignKey(Practice, models.PROTECT, related_name="+")
    group = models.ForeignKey(Group, models.PROTECT, related_name="+")
    author = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    sealed = SealedField()
    key_id = models.CharField(max_length=32)  # of the reader's key that opens it
    kept_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["author", "kept_at"], name="reflections_of_an_author")]

    @classmethod
    def kept(cls, practice_id: uuid.UUID) -> Iterator[Kept]:
        """Each reflection; its time runs once its group has ended."""
        for row in cls.objects.filter(practice=practice_id).select_related("group"):
            yield Kept(row.subject_id, "note", row.group.ended_at, group_ids=frozenset([row.group_id]))

    @classmethod
    def clear_after(cls, subject_ids: Collection[uuid.UUID]) -> None:
        """Drafts of an author go with what they kept of the same group."""
        rows = cls.objects.filter(subject_id__in=subject_ids)
        for group, author in rows.values_list("group", "author").distinct():
            ReflectionDraft.objects.filter(group=group, author=author).delete()


class ReflectionDraft(models.Model):
    """What an author has written so far, sealed in their browser."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    practice = models.ForeignKey(Practice, models.PROTECT, related_name="+")
    group = models.ForeignKey(Group, models.PROTECT, related_name="+")
    author = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    reflection_id = models.UUIDField()  # of the reflection as it will be kept
    sealed = models.TextField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["group", "author"], name="one_draft_of_a_reflection")]


class LocalContact(SealedRow, Recorded):
    """Whom the staff of this practice can turn to: a board, an ethics line, a lawyer, a colleague."""

    class Kind(models.TextChoices):
        COLLEAGUE = "colleague", _("A colleague to ask")
        ETHICS = "ethics", _("An association’s ethics service")
        BOARD = "board", _("A licensing board")
        LAWYER = "lawyer", _("A lawyer or insurer")
        DANGER = "danger", _("Danger or abuse: whom to call")
        OTHER = "other", _("Somebody else")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    practice = models.ForeignKey(Practice, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=9, choices=Kind.choices)
    name = SealedField()
    reach = SealedField()
    when = SealedField()  # when to turn to them, and at what hours
    set_by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    set_at = models.DateTimeField()
    checked_on = models.DateField()  # when somebody last saw that this is right
    ended_at = models.DateTimeField(null=True)
