"""What the pages of ethics show. Each page with sealed words is one entry; a review also says whose data it showed."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from underrose.ground.ledger import recording
from underrose.ground.refusal import Absent
from underrose.ground.vault import sealing
from underrose.groups import label
from underrose.groups.circle import no_name_yet, revealed
from underrose.groups.models import Group, Membership
from underrose.groups.petals import Words
from underrose.people import policy
from underrose.people.matters import queries as matters
from underrose.people.models import Member, Staff, Standing
from underrose.people.readers import keys
from underrose.people.readers.models import Use
from underrose.safeguards.rules.ethics import path
from underrose.safeguards.rules.ethics.actions import reflections as acting
from underrose.safeguards.rules.ethics.models import (
    REVIEW_BEGUN,
    REVIEW_SEEN,
    ConflictReview,
    Consultation,
    Decision,
    LocalContact,
    Reflection,
    ReflectionDraft,
)

A_PAGE = 12


@dataclass(frozen=True, slots=True)
class Line:
    """One review or request in the desk's lists: of which group, and how it stands. It names no member."""

    row: ConflictReview | Consultation
    where: str
    state: str
    is_mine: bool

    def __repr__(self) -> str:
        return f"Line({self.row.pk})"


@dataclass(frozen=True, slots=True)
class Decided:
    """One decision, opened."""

    row: Decision
    why: str
    safeguards: str
    told: str


@dataclass(frozen=True, slots=True)
class Review:
    """One conflict review as one of those who know of it sees it."""

    row: ConflictReview
    name: str  # the chosen name, or a number for whoever doesn't see the group
    where: str
    words: str
    decisions: tuple[Decided, ...]
    is_decider: bool
    is_leader: bool
    may_tell: bool
    sees_member: bool

    def __repr__(self) -> str:
        return f"Review({self.row.pk})"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a member answered, for the member: with what they were told before."""

    row: Decision
    told: str
    can_be_taken_back: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """One request for advice as asker or asked sees it."""

    row: Consultation
    where: str
    whom: str
    question: str
    path: Sequence[tuple[Words, str]]
    answer: str
    came_of_it: str
    is_mine: bool
    may_answer: bool

    def __repr__(self) -> str:
        return f"Asked({self.row.pk})"


@dataclass(frozen=True, slots=True)
class Kept:
    """One reflection, as sealed; `info` is what it is bound to."""

    row: Reflection
    where: str
    sealed: str
    info: str


def reviews(viewer: Standing, *, at: datetime) -> list[Line]:
    """Every review that this person knows of, unsettled ones first. Two queries."""
    rows = ConflictReview.objects.seen_by(viewer.staff).select_related("membership__group", "leader")
    found = sorted(rows, key=lambda row: (row.state == "settled", -row.opened_at.timestamp()))
    names = places([row.membership.group for row in found], viewer)
    mine = viewer.staff.pk
    return [Line(row, names[row.membership.group_id], row.get_state_display(), row.leader_id == mine) for row in found]


def consultations(viewer: Standing, *, at: datetime) -> list[Line]:
    """Every request that this person made or was asked, newest first; without what was thrown away. Two queries."""
    rows = Consultation.objects.seen_by(viewer.staff).exclude(state="dropped").select_related("group")
    found = list(rows.order_by("-made_at")[:60])
    names = places([row.group for row in found], viewer)
    mine = viewer.staff.pk
    return [Line(row, names[row.group_id], row.get_state_display(), row.asked_by_id == mine) for row in found]


def review(review_id: uuid.UUID, viewer: Standing, *, at: datetime) -> Review:
    """One review; a look at its member, and kept as one. Raises Absent to whoever wasn't told of it."""
    row = review_of(review_id, viewer, at=at)
    membership = row.membership
    sees = _sees(membership, viewer, at)
    decisions = list(Decision.objects.filter(review=row).select_related("by", "consent_by").order_by("-number"))
    wanted = [(one, name) for one in decisions for name in ("why", "safeguards", "told")]
    name, words, *rest = revealed([(membership, "chosen_name"), (row, "words"), *wanted])
    _look(REVIEW_SEEN, membership, about=row, by=viewer.staff, at=at)
    mine = viewer.staff.pk
    return Review(
        row=row,
        name=(name or no_name_yet()) if sees else number_of(membership),
        where=places([membership.group], viewer)[membership.group_id],
        words=words,
        decisions=tuple(Decided(one, *rest[3 * n : 3 * n + 3]) for n, one in enumerate(decisions)),
        is_decider=row.decider_id == mine,
        is_leader=row.leader_id == mine,
        may_tell=row.leader_told_at is None and mine in (row.opened_by_id, row.decider_id),
        sees_member=sees,
    )


def review_of(review_id: uuid.UUID, viewer: Standing, *, at: datetime) -> ConflictReview:
    """The row alone, for whoever knows of it. Raises Absent."""
    policy.require(viewer, "see conflict review", staff_id=viewer.staff.pk, at=at)
    rows = ConflictReview.objects.seen_by(viewer.staff)
    found = rows.select_related("membership__group", "leader", "decider", "opened_by").filter(pk=review_id).first()
    if found is None:
        raise Absent
    return found


def name_to_open_on(membership: Membership, *, by: Staff, at: datetime) -> str:
    """The chosen name on the page where a review is opened; the page is a look at that member."""
    _look(REVIEW_BEGUN, membership, about=membership, by=by, at=at)
    return sealing.reveal(membership, "chosen_name") or no_name_yet()


def answers_of(member: Member) -> list[Answer]:
    """A member's own answers, newest first. Nothing of what they were never asked about. Their own look: no entry."""
    rows = Decision.objects.filter(review__membership__member=member).exclude(consent="")
    found = list(rows.select_related("review").order_by("-consent_at", "-number"))
    newest = {row.review_id: row.pk for row in sorted(found, key=lambda row: row.number)}
    return [
        Answer(
            row,
            told,
            row.consent == "given" and row.review.state == "settled" and newest[row.review_id] == row.pk,
        )
        for row, told in zip(found, revealed([(row, "told") for row in found]), strict=True)
    ]


def asked_of(consultation_id: uuid.UUID, viewer: Standing, *, at: datetime) -> Consultation:
    """The row alone, for asker and asked. Raises Absent."""
    policy.require(viewer, "see consultation", staff_id=viewer.staff.pk, at=at)
    rows = Consultation.objects.seen_by(viewer.staff).exclude(state="dropped")
    found = rows.select_related("group", "asked_by", "asked_of", "answered_by").filter(pk=consultation_id).first()
    if found is None:
        raise Absent
    return found


def consultation(row: Consultation, viewer: Standing, *, at: datetime) -> Asked:
    """One request with its words; one entry. It is about a question and not about a member, so it names none."""
    held = sealing.open_all(row)
    recording.viewed("consultation seen", by=viewer.staff, at=at, about=row)
    mine = viewer.staff.pk
    return Asked(
        row=row,
        where=places([row.group], viewer)[row.group_id],
        whom=row.asked_of.name if row.asked_of else held["outside"],
        question=held["question"],
        path=path.said(path.read(held["path"])),
        answer=held["answer"],
        came_of_it=held["came_of_it"],
        is_mine=row.asked_by_id == mine,
        may_answer=row.state == "asked" and mine == (row.asked_of_id or row.asked_by_id),
    )


def reflections(viewer: Standing, *, start: int = 0, at: datetime) -> tuple[list[Kept], bool]:
    """An author's own reflections, sealed, newest first; and whether there are more."""
    rows = Reflection.objects.filter(author=viewer.staff).select_related("group").order_by("-kept_at", "-pk")
    found = list(rows[start : start + A_PAGE + 1])
    words = revealed([(row, "sealed") for row in found[:A_PAGE]])
    names = places([row.group for row in found], viewer)
    recording.viewed("own reflections opened", by=viewer.staff, at=at)
    shown = [
        Kept(row, names[row.group_id], text, acting.info(row.group_id, row.pk))
        for row, text in zip(found[:A_PAGE], words, strict=True)
        if text
    ]
    return shown, len(found) > A_PAGE


def draft_of(group: Group, author: Staff) -> ReflectionDraft | None:
    """What this author has begun about one group."""
    return ReflectionDraft.objects.filter(group=group, author=author).first()


def has_key(author: Staff) -> bool:
    """Whether the author has a key for what they alone read."""
    return keys.living(author, Use.OWN) is not None


def contacts(practice_id: uuid.UUID) -> list[tuple[LocalContact, str, str, str]]:
    """Whom staff can turn to: contact, name, reach, when; by kind. Two queries."""
    order = LocalContact.Kind.values
    rows = sorted(LocalContact.objects.filter(practice=practice_id, ended_at=None), key=lambda r: order.index(r.kind))
    words = revealed([(row, name) for row in rows for name in ("name", "reach", "when")])
    return [(row, *words[3 * n : 3 * n + 3]) for n, row in enumerate(rows)]  # type: ignore[misc]


def number_of(membership: Membership) -> str:
    """What to call a member where the viewer need not know who they are."""
    return _("Somebody (%s)") % membership.member_id.hex[:8]


def places(groups: Sequence[Group], viewer: Standing) -> dict[uuid.UUID, str]:
    """What to call each group for this viewer: its title, or outside it what stands outside. One query."""
    each = list({group.pk: group for group in groups}.values())
    titles = sealing.reveal_many([group for group in each if group.pk in viewer.own_groups], "title")
    return {group.pk: titles.get(group.pk) or label.outside(group) for group in each}


def _sees(membership: Membership, viewer: Standing, at: datetime) -> bool:
    where = {"group_id": membership.group_id, "member_id": membership.member_id}
    return policy.may(viewer, "see member", **where, at=at)


def _look(what: str, membership: Membership, *, about: Membership | ConflictReview, by: Staff, at: datetime) -> None:
    """One entry. Everybody in the group finds the look in their list, so that it tells nobody whom a review is about;
    under a matter about the one member it waits until that closes, as their other looks do."""
    matter_id = matters.handled(membership.member_id, group_id=membership.group_id, by=by, at=at)
    all_ = Membership.objects.current().filter(group=membership.group_id).values_list("member_id", flat=True)
    subjects = [membership.member_id] if matter_id else {membership.member_id, *all_}
    recording.viewed(what, by=by, at=at, about=about, subjects=subjects, matter_id=matter_id)
