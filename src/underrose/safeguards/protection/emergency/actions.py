"""Break the glass, close it again before its time, and look back at it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from underrose.ground.ledger import recording
from underrose.ground.outbox import actions as outbox
from underrose.ground.refusal import Absent, Refused
from underrose.ground.vault import sealing
from underrose.groups.models import Group, Membership
from underrose.people import outside, policy, reaching
from underrose.people.emergency.models import LASTS, Grant
from underrose.people.matters import queries as matters
from underrose.people.models import Member, Staff
from underrose.safeguards.protection.emergency.models import DUE_IN, SOUGHT, Review

TOLD = "emergency"  # the last part of a message's key


class NoReason(Refused):
    said = _("Say in a few words what has happened. It opens at once afterwards; the words are kept, sealed.")


class OpenAlready(Refused):
    said = _("You have this open already. It closes by itself; ask again then, if you still need it.")


class ReviewedAlready(Refused):
    said = _("Somebody has looked back at this already. What they wrote stays.")


class StillOpen(Refused):
    said = _("This is still open. Look back at it once it has closed.")


@dataclass(frozen=True, slots=True)
class Scope:
    """What is to be opened: a whole group, or one membership's person."""

    group: Group
    membership: Membership | None = None


@transaction.atomic
def break_the_glass(scope: Scope, *, kind: str, reason: str, by: Staff, at: datetime) -> Grant:
    """Open a group or a member for fifteen minutes, tell who else answers for them, and have it looked back at.

    Raises Absent, NoReason, OpenAlready.
    """
    group, membership = scope.group, scope.membership
    if group.practice_id != by.practice_id or (membership and membership.group_id != group.pk):
        raise Absent
    policy.require(by, "break the glass", group_id=group.pk, at=at)
    if kind not in Grant.Kind.values or not reason.strip():
        raise NoReason
    Staff.objects.select_for_update().get(pk=by.pk, is_active=True)  # two taps of one person wait for each other
    of_what = {"member_id": membership.member_id} if membership else {"group_id": group.pk}
    if Grant.objects.open(at).filter(staff=by, **of_what).exists():
        raise OpenAlready
    sealed_under = membership.subject_id if membership else group.subject_id
    grant = Grant(
        practice_id=group.practice_id,
        subject_id=sealed_under,
        staff=by,
        kind=kind,
        since=at,
        until=at + LASTS,
        **of_what,
    )
    sealing.seal(grant, reason=reason.strip())
    grant.save(force_insert=True)
    review = Review(practice_id=group.practice_id, subject_id=sealed_under, grant=grant, due_at=at + DUE_IN)
    sealing.seal(review, words="")
    review.save(force_insert=True)
    told = outside.who_may_review(group.practice_id, besides=by, at=at)
    recording.record("glass broken", by=by, at=at, about=grant, rows=[review], details={"told": _refs(told)})
    _tell(grant, told, at=at)
    return grant


@transaction.atomic
def close(grant: Grant, *, by: Staff, at: datetime) -> Grant:
    """Nothing more is needed: close it before its time. Closed already, it stays as it is. Raises Absent."""
    grant = Grant.objects.select_for_update().get(pk=grant.pk)
    if grant.staff_id != by.pk:
        raise Absent
    policy.require(by, "close emergency view", staff_id=grant.staff_id, at=at)
    if grant.is_open(at):
        grant.closed_at = at
        grant.save(update_fields=["closed_at"])
        recording.record("emergency view closed", by=by, at=at, about=grant)
    return grant


@transaction.atomic
def review(found: Review, *, verdict: str, words: str, by: Staff, at: datetime) -> Review:
    """Somebody else says whether it was needed. Raises Absent, StillOpen, ReviewedAlready, NoReason."""
    found = Review.objects.select_for_update(of=("self",)).select_related("grant__staff").get(pk=found.pk)
    require_reviewer(found, by=by, at=at)
    if found.reviewed_at is not None:
        raise ReviewedAlready
    if found.grant.is_open(at):
        raise StillOpen
    if verdict not in Review.Verdict.values or (verdict != Review.Verdict.NEEDED and not words.strip()):
        raise NoReason(_("Say in a few words what you found. The words are kept, sealed."))
    sealing.seal(found, words=words.strip())
    found.verdict, found.reviewer, found.reviewed_at = verdict, by, at
    found.save()
    recording.record("emergency view reviewed", by=by, at=at, about=found, details={"verdict": verdict})
    return found


def review_of(grant: Grant) -> Review:
    """The look back that was made with a view."""
    return Review.objects.get(grant=grant)


def require_reviewer(found: Review, *, by: Staff, at: datetime) -> None:
    """Nobody looks back at their own view, and nobody of another practice at all. Raises Absent."""
    policy.require(by, "review emergency", at=at)
    if found.practice_id != by.practice_id or found.grant.staff_id == by.pk:
        raise Absent
    if by not in outside.who_may_review(found.practice_id, besides=found.grant.staff, at=at):
        raise Absent


def _tell(grant: Grant, told: Iterable[Staff], *, at: datetime) -> None:
    """One neutral message to each; it names neither who, nor whom, nor why."""
    for other in told:
        outbox.put(
            practice_id=grant.practice_id,
            subject_id=sealing.subject(grant.practice_id, "outbox", at=at),
            key=f"{other.pk}:{grant.pk}:{TOLD}",
            address=other.email,
            subject_line=_now("Please look at your desk now"),
            words=_now("Something on your desk needs you soon. Please sign in."),
            at=at,
            due_at=at,
            stale_at=at + DUE_IN,
        )


def _refs(people: Iterable[Staff]) -> list[str]:
    return [person.ref for person in people]


@transaction.atomic
def find(address: str, *, by: Staff, at: datetime) -> Membership | None:
    """The person who has this very mail or telephone, in a group of theirs; None where nobody has. Asking is an entry.

    Only for who may break the glass everywhere: it tells whether an address is known. Raises Absent.
    """
    policy.require(by, "break the glass", at=at)
    index, column = reaching.phone_index(by.practice_id, address), "phone_index"
    if "@" in address:
        index, column = reaching.mail_index(by.practice_id, address), "mail_index"
    members = Member.objects.filter(practice=by.practice_id, **{column: index}) if index else Member.objects.none()
    found = list(Membership.objects.current().filter(member__in=members).select_related("member", "group")[:1])
    handled = [matters.handled(row.member_id, group_id=row.group_id, by=by, at=at) for row in found]
    subjects = [row.member_id for row in found]
    recording.viewed(SOUGHT, by=by, at=at, subjects=subjects, matter_id=next(iter(handled), None))
    return found[0] if found else None
